"""The 指标口径手册 as a Word document, as a PDF and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from exports.definition_manual import (
    GENERAL,
    TITLE,
    Entry,
    FormIndex,
    Manual,
    ParameterLine,
    use_words,
)
from exports.drafts.blocks import Block, Heading, Paragraph, Table
from models.errors import UserError

PARTS = ("计数的通用规则", "指标", "计数参数", "各表取用的指标", "指标名称索引")
_PARAMETERS = ("参数", "现行取值", "可信度", "来源", "用于指标")
SUFFIXES = (".docx", ".pdf", ".xlsx")
_ALL_CELLS = 10_000


def made(manual: Manual, suffix: str) -> bytes:
    """The manual as the kind of file that a suffix names (see `suffix_of`)."""
    makers: dict[str, Callable[[Manual], bytes]] = {
        ".docx": to_docx, ".pdf": to_pdf, ".xlsx": to_workbook,
    }
    return makers[suffix.lower()](manual)


def suffix_of(path: Path) -> str:
    """What kind of file a path asks for; UserError when the manual cannot be that."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(f"口径手册不能存为“{path.name}”。", "文件名请以 .docx、.pdf 或 .xlsx 结尾。")
    return suffix


# Word -----------------------------------------------------------------------------------------


def to_docx(manual: Manual) -> bytes:
    """A Word document with its headings as Word's own styles, so that Word can list them."""
    from exports.drafts.official_document import OfficialDocument
    from exports.drafts.official_document import to_docx as written

    return written(OfficialDocument(
        title=TITLE, byline=manual.cover, author=manual.school, blocks=tuple(_blocks(manual))))


def _blocks(manual: Manual) -> Iterator[Block]:
    yield Heading(0, PARTS[0])
    for name, words in GENERAL:
        yield Paragraph(f"{name}。{words}")
    yield Paragraph(_made_words(manual))
    yield Heading(0, PARTS[1])
    for at, (theme, entries) in enumerate(manual.themes, 1):
        yield Heading(1, f"{at}　{theme}", numbered=False)
        for entry in entries:
            yield Heading(2, f"{entry.number}　{entry.definition.label}", numbered=False)
            yield _card(entry)
    yield Heading(0, PARTS[2])
    yield Paragraph(_PARAMETER_NOTE)
    yield Table(_PARAMETERS, tuple(_parameter_row(line) for line in manual.parameters),
                (52, 25, 31, 26, 22), alignments=("left",) * 5, small=True)
    yield Heading(0, PARTS[3])
    for form in manual.forms:
        yield Heading(2, f"{form.title}（{form.code}）", numbered=False)
        yield Paragraph(_form_words(form))
    yield Heading(0, PARTS[4])
    for letter, names in manual.names:
        yield Heading(2, letter, numbered=False)
        yield Paragraph("；".join(f"{name} {number}" for name, number in names) + "。")


def _card(entry: Entry) -> Table:
    one = entry.definition
    return Table(("标识", f"{one.id}　单位：{one.unit}"), entry.facts, (22, 134),
                 alignments=("left", "left"), small=True)


def _made_words(manual: Manual) -> str:
    day = manual.made_on
    own = sum(line.is_own for line in manual.parameters)
    return (
        f"本手册共{len(manual.entries)}个指标、{len(manual.forms)}张表，由程序于{day.year}年{day.month}月"
        f"{day.day}日按{manual.year}年度生成；计数参数共{len(manual.parameters)}项，其中本单位另行确定{own}项。")


_PARAMETER_NOTE = "下列取值随省份、年份或填报通知而变，可在“设置—规则与期限参数”里改定；标“疑”的，报送前请与当年通知核对。"


def _parameter_row(line: ParameterLine) -> tuple[str, ...]:
    one = line.parameter
    value = one.value.replace("|", "、")
    if one.value != line.shipped:
        value += f"（程序原值：{line.shipped.replace('|', '、')}）"
    return (one.meaning, value, one.certainty, one.source,
            "、".join(line.numbers) or "报表的分列、勾稽与清单")


def _form_words(form: FormIndex) -> str:
    """What a form takes, and how sure its layout is."""
    listed = "；".join(f"{number} {label}" for number, label in form.indicators)
    return f"{listed or '逐条列出记录或由人填写，没有取用汇总指标'}。版式与口径可信度：{form.certainty}。"


# PDF ------------------------------------------------------------------------------------------


def to_pdf(manual: Manual) -> bytes:
    """A dense A4 paper: one frame for each indicator, never torn from its name."""
    from exports.prints.base import render
    from exports.prints.blocks import Document, FormFooter, Margins, Page, Title
    from exports.prints.blocks import Paragraph as Text

    margins = Margins(16, 16, 16, 18)

    def part(name: str) -> Title:
        return Title(name, size=15, role="hei", before=0, after=4)

    def text(words: str) -> Text:
        return Text(words, size=10.5, leading=1.5, after=1.5)

    head = (
        Title(TITLE, size=22, role="hei", before=18, after=4),
        Text(manual.cover, size=12, align="center", indent=0, after=10),
        Text(PARTS[0], size=13, role="hei", indent=0, after=2),
        *(text(f"{name}。{words}") for name, words in GENERAL), text(_made_words(manual)),
    )
    pages = [
        head, (part(PARTS[1]), *_themes(manual)),
        (part(PARTS[2]), text(_PARAMETER_NOTE), _grid(
            _PARAMETERS, [_parameter_row(p) for p in manual.parameters], (58, 24, 34, 32, None))),
        (part(PARTS[3]), _grid(("报表", "表号", "取用的指标"), [
            (form.title, form.code, _form_words(form)) for form in manual.forms],
            (50, 14, None))),
        (part(PARTS[4]), _grid(("首字母", "指标（编号）"), [
            (letter, "；".join(f"{name} {number}" for name, number in names))
            for letter, names in manual.names], (14, None))),
    ]
    return render(Document(
        TITLE, manual.school, tuple(Page(blocks, margins=margins) for blocks in pages),
        footer=FormFooter(TITLE, manual.made_on.isoformat()), made_on=manual.made_on,
    ))


def _themes(manual: Manual) -> Iterator[Any]:
    """Each theme's name above its first frame, so that it never stands alone."""
    from exports.prints.blocks import Band, Cell, Row
    from exports.prints.blocks import Heading as Across
    from exports.prints.blocks import Table as Grid

    for at, (theme, entries) in enumerate(manual.themes, 1):
        for entry in entries:
            one = entry.definition
            name = Cell(f"{entry.number}　{one.label}（{one.unit}）", span=2, role="hei", size=10.5)
            rows = [Row((name,), 6.5, grow=True)] + [
                Row((Cell(label, align="center", role="label", size=9, label=True),
                     Cell(words, size=9, field=label)), 5.2, grow=True)
                for label, words in (("标识", one.id), *entry.facts)
            ]
            above = (Across(f"{at}　{theme}"),) if entry is entries[0] else ()
            yield Grid((*above, Band((21.0, None), tuple(rows), head=1)), after=2.5)


def _grid(
    columns: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[float | None, ...],
) -> Any:
    from exports.prints.blocks import Band, Cell, Row
    from exports.prints.blocks import Table as Grid

    head = Row(tuple(Cell(c, align="center", role="label", size=9, label=True) for c in columns), 7)
    body = tuple(
        Row(tuple(Cell(words, size=9, field=column)
                  for column, words in zip(columns, row, strict=True)), 5.2, grow=True)
        for row in rows
    )
    return Grid((Band(widths, (head, *body), head=1),))


# Workbook -------------------------------------------------------------------------------------


def to_workbook(manual: Manual) -> bytes:
    """One sheet for each theme, then the parameters, the forms and every single use."""
    from exports.sheets import as_bytes, new_workbook, write_table

    workbook = new_workbook()
    for theme, entries in manual.themes:
        write_table(
            workbook, theme, title=f"指标口径：{theme}（{manual.year}年度）",
            headers=("编号", "指标", "计量单位", "口径", "统计期", "范围", "计数", "可分列", "来源",
                     "计数参数", "用表"),
            rows=tuple(_sheet_row(entry) for entry in entries),
            widths=(7, 26, 9, 52, 12, 9, 10, 18, 26, 28, 40),
        )
    write_table(
        workbook, "计数参数", title="计数参数（可随当地规定修改）", headers=_PARAMETERS,
        rows=tuple(_parameter_row(line) for line in manual.parameters), widths=(52, 26, 34, 28, 24),
    )
    write_table(
        workbook, "各表取数", title=f"{manual.year}年度各表取用的指标",
        headers=("表号", "报表", "编号", "指标", "表中位置"),
        rows=tuple(
            (use.code, use.title, entry.number, entry.definition.label, "、".join(use.cells))
            for form in manual.forms for entry in manual.entries for use in entry.uses
            if use.code == form.code
        ), widths=(8, 36, 7, 30, 60),
    )
    write_table(
        workbook, "名称索引", title="指标名称索引（按拼音）", headers=("首字母", "指标", "编号"),
        rows=tuple((letter, name, number) for letter, names in manual.names
                   for name, number in names), widths=(8, 40, 9),
    )
    return as_bytes(workbook)


def _sheet_row(entry: Entry) -> tuple[str, ...]:
    one, said = entry.definition, dict(entry.facts)
    return (
        entry.number, one.label, one.unit, one.definition,
        f"{one.period_kind}（{entry.period.label}）", one.scope or "不分",
        one.measure + ("，有待核" if one.has_uncertain else ""), "、".join(one.breakdowns),
        one.source, said.get("计数参数", ""),
        "\n".join(use_words(use, named=_ALL_CELLS) for use in entry.uses),
    )
