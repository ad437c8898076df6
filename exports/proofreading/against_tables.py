"""The tables of a report: their totals added up again, and the prose held against their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from exports.proofreading import scope, table_sums
from exports.proofreading.base import Finding, Kind, Mention, Report, Verdict
from exports.proofreading.counts import PERSONS, Count, exact, lines_of, plain, unit_group
from exports.proofreading.table_grid import Grid, Row, bare, grid_of

_GENERIC = re.compile(
    r"^(?:数量|数值|数|人数|人次|个数|总数|合计|总计|本年|今年|本年度|实际|完成情?况?|实绩|数据"
    r"|本季度?(?:完成|累计)?|本期(?:完成)?|完成数|20\d\d年度?|规模|数量人)?$"
)
_OTHER_TIME = re.compile(r"上年|去年|同比|增减|计划|目标|上半年|下半年|季度|\d月|较")
_CAPTION = re.compile(
    r"附?表\d*|情况|统计|一览|汇总|明细|分布|国别|类别|类型|按|分|数据|学校|各|单位|[：:（）()、，。0-9\s]|人次|人|个|见下|如下|具体|与"
)
_UNIT_WORD = re.compile(r"[（(](?:单位[：:])?(人次|人|个|批次?|项|所|场|次|份|名|万元|元)[）)]")


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """Wrong totals inside of the tables, and prose that names a cell with another number.

    The prose must name the row and the column with nothing else beside them: 英语外籍教师5名 is not
    held against a row 外籍教师. Tables of other years are left alone.
    """
    found: list[Finding] = []
    grids: list[Grid] = []
    caption = ""
    for block in report.blocks:
        if not block.is_table:
            caption = block.text.strip() or caption
            continue
        grid = grid_of(block, caption if len(caption) <= 60 else "")
        if grid is not None:
            grids.append(grid)
            found += table_sums.check_grid(grid)
    for line in lines_of(report):
        counts = exact(line, mentions)
        for position in range(len(counts)):
            for grid in grids:
                if finding := _against(grid, counts, position, report.year):
                    found.append(finding)
                    break
    return found


def _against(
    grid: Grid, counts: Sequence[Count], position: int, year: int | None
) -> Finding | None:
    count = counts[position]
    span = count.mention.span
    if span and not ("季度" in span and re.search("本季|本期", f"{grid.caption}{grid.headers}")):
        return None
    caption = re.sub(r"本季度|截至[^，。]*|[（(][^）)]*\d月[^）)]*[）)]", "", grid.caption)
    if _is_of_other_time(caption, year):
        return None
    words = scope.words(counts, position).replace(span or "\0", "")
    cells = [
        (row, column) for row in grid.rows for column in grid.numeric
        if _is_named(grid, row, column, words=words, count=count, year=year)
    ]
    values = {row.values[column] for row, column in cells}
    if not cells or len(values) > 1 or count.value in values or None in values:
        return None
    row, column = cells[0]
    value = row.values[column] or Decimal(0)
    header = grid.headers[column]
    message = (
        f"文中写的是{plain(count.value)}{count.unit}，表中“{row.label}”行“{header}”列是"
        f"{plain(value)}，相差{plain(abs(value - count.value))}。"
    )
    said = f"{count.label}{count.said}{count.noun}"
    places = (count.place, grid.place(row.index, column))
    return Finding(Kind.TABLE, Verdict.DIFFERS, places, said, message)


def _is_named(
    grid: Grid, row: Row, column: int, *, words: str, count: Count, year: int | None
) -> bool:
    """Whether the words before and behind a number name a cell and nothing else."""
    header, label = bare(grid.headers[column]), row.label
    if row.values[column] is None or not grid.block.rows[row.index][column].strip():
        return False
    if _is_of_other_time(header, year) or _is_of_other_time(label, year):
        return False
    unit = _unit(grid, row, column)
    if unit != count.group if unit else count.unit == "人次":
        return False
    around = scope.direction(f"{label}{header}") or scope.direction(grid.caption)
    said = scope.direction(words)
    if said and said != around:
        return False
    stem = re.sub(r"20\d\d年度?|总?数量?$|人次$|人数$|[个场]?次?数$|合计$", "", header)
    is_bare = bool(_GENERIC.match(stem)) or (count.unit == "人次" and header.endswith("人次"))
    named = "" if is_bare else stem
    if row.is_total:
        if row.is_subtotal or not _is_plain_caption(grid, stem):
            return False
        named = named or _caption_core(grid)
    else:
        named = label + named
    return _is_same(named, words, count, is_known=bool(unit) and said == around)


def _is_same(named: str, words: str, count: Count, *, is_known: bool) -> bool:
    """Whether two phrases name one thing once all that narrows nothing is taken away."""
    cores = [scope.strip(re.sub(r"其中|国籍|[（）()]", "", text)) for text in (named, words)]
    if count.group in (PERSONS, "人次"):
        cores = [re.sub("团组|批", "", core) for core in cores]
    return cores[0] == cores[1] and (bool(cores[0]) or is_known)


def _unit(grid: Grid, row: Row, column: int) -> str:
    """The class of the measure word of a cell as far as the table says it, else blank."""
    header = grid.headers[column]
    found = _UNIT_WORD.search(header)
    if found or row.unit:
        return unit_group(found[1] if found else row.unit)
    if "人次" in header or "人次" in row.label:
        return "人次"
    if "人数" in header or "人数" in row.label:
        return PERSONS
    found = _UNIT_WORD.search(grid.caption)
    return unit_group(found[1]) if found else ""


def _is_of_other_time(text: str, year: int | None) -> bool:
    years = {int(found) for found in re.findall(r"20\d\d", text)}
    return bool(_OTHER_TIME.search(text)) or bool(years and year and years != {year})


def _is_plain_caption(grid: Grid, stem: str) -> bool:
    """Whether nothing in the caption says that the table shows only some of the things."""
    core = _caption_core(grid)
    return len(core.replace(scope.strip(stem) or "\0", "")) <= 2 or bool(
        re.fullmatch(r"外籍教师|外教|国际学生|来?华?留学生|团组|合作院校|合作协议|协议", core)
    )


def _caption_core(grid: Grid) -> str:
    return scope.strip(_CAPTION.sub("", re.sub(r"20\d\d年度?", "", grid.caption))).removesuffix("表")
