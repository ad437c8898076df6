"""Puts the blocks of a paper in order on its pages: title, text, signature, annexes, sections."""

from collections.abc import Callable
from dataclasses import dataclass, field

from exports.drafts.blocks import (
    Annex,
    BodyBlock,
    Content,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Table,
)
from exports.drafts.lettering import one_line, title_lines, width_in_characters
from exports.drafts.numbering import PART, Numbering, chinese_date
from exports.drafts.page_setup import TYPE_WIDTH_MM, section_xml, twips
from exports.drafts.page_styles import CHARACTER, LINE, spacing
from exports.drafts.picture_xml import picture_xml
from exports.drafts.word_xml import HAIRLINE, is_wide, paragraph_xml, section_end_xml, table_xml

# A seal of 42 mm stands over name and date and must end within one line of the text above.
_LINES_ABOVE_SIGNATURE = 1
_LINES_ABOVE_SEALED = 3
_TYPE_WIDTH = twips(TYPE_WIDTH_MM)


@dataclass
class BlockWriter:
    """Collects the body of one paper from top to bottom; `finish` closes it."""

    embed: Callable[[bytes], str] | None = None
    """Puts a picture into the file and gives its relationship; None for papers without any."""
    _parts: list[str] = field(default_factory=list)
    _lying: bool = False
    _pictures: int = 0
    _marks: int = 0

    def finish(self) -> str:
        """The content of w:body, closed by the last section."""
        return "".join(self._parts) + section_xml(lying=self._lying)

    def write_title(self, title: str, byline: str = "") -> None:
        """The title in 小标宋 and, below it, who reports."""
        self._write("Title", "\n".join(title_lines(title)), spacing(before=LINE) if byline else "")
        if byline:
            self._write("Subtitle", one_line(byline))

    def write_addressee(self, addressee: str) -> None:
        """主送: flush left, ended by a full-width colon."""
        self._write("Salutation", one_line(addressee).rstrip(":：") + "：")

    def write_text(self, blocks: tuple[BodyBlock, ...], *, signed: bool) -> None:
        """The body text; a wide table gets a lying page of its own.

        When `signed`, a closing paragraph is held to what follows: no signature stands alone.
        """
        numbering = Numbering()
        for block in blocks:
            self._turn(lying=isinstance(block, Table) and is_wide(block))
            self._write_block(block, numbering, held=signed and block is blocks[-1])

    def write_attachment_note(self, titles: list[str]) -> None:
        """附件说明: a blank line, then one line per annex, numbered when there are several."""
        self._turn(lying=False)
        for position, title in enumerate(titles):
            label = "附件：" if position == 0 else ""
            number = f"{position + 1}." if len(titles) > 1 else ""
            # Names begin below one another, and a second line of a name below its first.
            name_at = round((5 + width_in_characters(number)) * CHARACTER)
            hanging = round(width_in_characters(label + number) * CHARACTER)
            above = spacing(before=0 if position else LINE)
            layout = f'<w:keepNext/>{above}<w:ind w:left="{name_at}" w:hanging="{hanging}"/>'
            self._write("AttachmentNote", f"{label}{number}{one_line(title)}", layout)

    def write_signature(self, signature: Signature, *, held: bool = False) -> None:
        """署名 and 成文日期 where GB/T 9704-2012, 7.3.5 puts them, with or without a seal.

        When `held`, the date stays on the page of what follows (附注).
        """
        self._turn(lying=False)
        organisation, day = one_line(signature.organisation), chinese_date(signature.signed_on)
        place = _sealed_place if signature.sealed else _unsealed_place
        name_at, day_at = place(*(width_in_characters(text) for text in (organisation, day)))
        blank = _LINES_ABOVE_SEALED if signature.sealed else _LINES_ABOVE_SIGNATURE
        self._write("Signature", organisation, spacing(before=LINE * blank) + name_at)
        self._write("Date", day, ("<w:keepNext/>" if held else "") + day_at)

    def write_remark(self, remark: str) -> None:
        """附注: in brackets, two characters from the left, below the date."""
        self._write("BodyText", f"（{one_line(remark).strip('()（）')}）")

    def write_annex(self, annex: Annex, *, number: int | None) -> None:
        """附件 on a page of its own; `number` is None when it is the only one."""
        self._turn(lying=any(isinstance(b, Table) and is_wide(b) for b in annex.blocks))
        self._write("AnnexMark", f"附件{number or ''}")
        self._write("AnnexTitle", "\n".join(title_lines(annex.title)))
        numbering = Numbering()
        for block in annex.blocks:
            self._write_block(block, numbering)

    def _write_block(self, block: BodyBlock, numbering: Numbering, *, held: bool = False) -> None:
        match block:
            case Heading(level, text, numbered):
                mark = numbering.next(level) if numbered else ""
                style = "Part" if level == PART else f"Heading{level}"
                self._write(style, mark + one_line(text))
            case Paragraph(content, mark=mark):
                self._marks += bool(mark)
                written = paragraph_xml(
                    "BodyText", content, layout="<w:keepNext/>" if held else "",
                    mark=(self._marks, mark) if mark else None,
                )
                self._parts.append(written)
            case Table():
                self._parts.append(table_xml(block))
            case Picture():
                assert self.embed is not None, "a paper with pictures needs a file for them"
                self._pictures += 1
                relation = self.embed(block.png)
                self._parts.append(picture_xml(block, relation, number=self._pictures))

    def _write(self, style: str, content: Content, layout: str = "") -> None:
        self._parts.append(paragraph_xml(style, content, layout=layout))

    def _turn(self, *, lying: bool) -> None:
        """Begin a section of the other direction; nothing happens when the page lies right."""
        if lying == self._lying:
            return
        if self._parts:
            # The break takes the place of the hairline behind a table: two may not fit the page.
            self._parts[-1] = self._parts[-1].removesuffix(HAIRLINE)
            self._parts.append(section_end_xml(lying=self._lying))
        self._lying = lying


def _characters(count: float) -> int:
    return round(count * CHARACTER)


def _from_right(count: float) -> str:
    return (
        f'<w:ind w:rightChars="{round(count * 100)}" w:right="{_characters(count)}"/>'
        '<w:jc w:val="right"/>'
    )


def _from_left(position: int) -> str:
    # LibreOffice widens dates by a gap at each digit; the text may then pass the right edge a
    # little, but must not break.
    return f'<w:ind w:left="{max(position, 0)}" w:right="{-_characters(2)}"/><w:jc w:val="left"/>'


def _centred_from(position: int) -> str:
    return f'<w:ind w:left="{max(position, 0)}"/><w:jc w:val="center"/>'


def _unsealed_place(organisation: float, day: float) -> tuple[str, str]:
    """Name two characters from the right; the date begins two characters behind its beginning.

    A date longer than the name is itself two characters from the right, and moves the name left.
    """
    if day <= organisation:
        return _from_right(2), _from_left(_TYPE_WIDTH - _characters(organisation))
    return _from_left(_TYPE_WIDTH - _characters(day + 4)), _from_right(2)


def _sealed_place(organisation: float, day: float) -> tuple[str, str]:
    """Date four characters from the right, the name centred over it.

    A name too long for that ends at the right edge, and the date is centred below it.
    """
    if organisation > day + 8:
        return _from_right(0), _centred_from(_TYPE_WIDTH - _characters(organisation))
    return _centred_from(_TYPE_WIDTH - _characters(day + 8)), _from_right(4)
