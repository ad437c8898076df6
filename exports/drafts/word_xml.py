"""Word's XML for one paragraph or one table; every string is cleaned and escaped here."""

from xml.sax.saxutils import escape, quoteattr

from exports.drafts.blocks import (
    LONGEST_FIGURE_ID,
    Align,
    Content,
    Run,
    Table,
    runs_of,
    text_of,
)
from exports.drafts.lettering import clean, latin_stretches, width_in_characters
from exports.drafts.page_setup import TYPE_HEIGHT_MM, TYPE_WIDTH_MM, section_xml, twips
from exports.drafts.page_styles import SIZE_5, STYLE_FONTS, fonts, spacing

_SHORT_ENTRY = 8
"""Columns whose entries are all this short, in full-width characters, are centred."""
_ROW_HEIGHT_MM = 8.0
HAIRLINE = f'<w:p><w:pPr><w:pStyle w:val="Hairline"/>{spacing(after=120, line=14)}</w:pPr></w:p>'
# A heading above the table holds on to this line, and the line to the table.
_HAIRLINE_ABOVE = HAIRLINE.replace("<w:spacing", "<w:keepNext/><w:spacing")


def paragraph_xml(
    style: str, content: Content, *, layout: str = "", size: int | None = None,
    mark: tuple[int, str] | None = None,
) -> str:
    """One paragraph; `layout` is what it has of its own in w:pPr, in the schema's order.

    `size` in half-points, blank for the size of the style. mark: number and name of a bookmark
    around its text.
    """
    runs = "".join(_run_xml(run, STYLE_FONTS[style], size) for run in runs_of(content))
    if mark is not None:
        number, name = mark
        runs = (
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def section_end_xml(*, lying: bool) -> str:
    """A paragraph too low to be seen that closes a section of upright or lying pages."""
    return f'<w:p><w:pPr><w:pStyle w:val="Hairline"/>{section_xml(lying=lying)}</w:pPr></w:p>'


def _run_xml(run: Run, font: str, size: int | None) -> str:
    """The run, inside a content control without visible frame when it carries a figure.

    A figure without text is left out: Word would show its own prompt in an empty control.
    """
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    marked = '<w:highlight w:val="yellow"/>' if run.marked else ""
    properties = f"<w:rPr>{fonts(font, hint=True)}{sized}{marked}</w:rPr>"
    latin = properties.replace(fonts(font, hint=True), fonts(font))
    written = "".join(
        f"<w:r>{latin if is_latin else properties}{_text_xml(piece)}</w:r>"
        for piece, is_latin in latin_stretches(clean(run.text))
    )
    if run.figure is None or not written:
        return written
    tag = quoteattr(clean(run.figure))
    alias = ""
    if run.year is not None:
        alias = f"<w:alias w:val={quoteattr(figure_alias(run.year, clean(run.text)))}/>"
    return (
        f"<w:sdt><w:sdtPr>{properties}{alias}<w:tag w:val={tag}/>"
        '<w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{written}</w:sdtContent></w:sdt>"
    )


def figure_alias(year: int, text: str) -> str:
    """The title of a number's content control: its year, and what was written into the file."""
    return f"{year}年｜{text}"[:LONGEST_FIGURE_ID]


def read_alias(alias: str) -> tuple[int | None, str]:
    """Year and written text of a title made by `figure_alias`; None and blank for another one."""
    year, sign, text = alias.partition("年｜")
    return (int(year), text) if sign and year.isdigit() else (None, "")


def _text_xml(text: str) -> str:
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
            for part in line.split("\t")
        )
        for line in text.split("\n")
    )
    return "<w:br/>".join(lines)


def is_wide(table: Table) -> bool:
    """Whether the table needs a page lying on its side."""
    return sum(table.widths_mm) > TYPE_WIDTH_MM


def table_xml(table: Table) -> str:
    """Caption, table and note.

    A paragraph stands above and below in any case: two tables in a row would run together.
    """
    scale = min(1.0, TYPE_HEIGHT_MM / sum(table.widths_mm))
    widths = [twips(width * scale) for width in table.widths_mm]
    size = SIZE_5 if table.small else None
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = paragraph_xml("TableCaption", table.caption) if table.caption else _HAIRLINE_ABOVE
    note = paragraph_xml("TableNote", table.note) if table.note else HAIRLINE
    header = _row_xml(
        [
            _cell_xml(paragraph_xml("TableHeader", name, size=size), width)
            for name, width in zip(table.columns, widths, strict=True)
        ],
        header=True,
    )
    layouts = [f'<w:jc w:val="{align}"/>' for align in _alignments(table)]
    rows = "".join(
        _row_xml(
            [
                _cell_xml(paragraph_xml("TableText", cell, layout=layout, size=size), width)
                for cell, layout, width in zip(row, layouts, widths, strict=True)
            ]
        )
        for row in table.rows
    )
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="OfficialTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>{note}"
    )


def _alignments(table: Table) -> tuple[Align, ...]:
    if table.alignments:
        return table.alignments
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return tuple(
        "center"
        if all(width_in_characters(text_of(cell)) <= _SHORT_ENTRY for cell in column)
        else "left"
        for column in columns
    )


def _row_xml(cells: list[str], *, header: bool = False) -> str:
    """A row that is not torn apart between two pages; the header row returns on each."""
    repeated = "<w:tblHeader/>" if header else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(_ROW_HEIGHT_MM)}" '
        f'w:hRule="atLeast"/>{repeated}</w:trPr>{"".join(cells)}</w:tr>'
    )


def _cell_xml(content: str, width: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )
