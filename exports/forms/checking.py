"""勾稽 as declarations: sums, parts of a whole, 人数 below 人次; each says its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exports.forms import notes
from exports.forms.base import CheckResult, FilledForm, Number

_NUMBERING = re.compile(r"^[一二三四五六七八九十]+、|^[\d.]+ |\uff08.*\uff09$")


def _rows(filled: FilledForm, wanted: Sequence[str]) -> list[str]:
    """Row keys; one that ends in * stands for every row that begins so."""
    found: list[str] = []
    for key in wanted:
        if key.endswith("*"):
            found += [row for row in filled.row_keys() if row.startswith(key[:-1])]
        else:
            found.append(key)
    return found


def _label(filled: FilledForm, row: str, column: str) -> str:
    """The row's name without its number in the form (一、出国小计 → 出国)."""
    name = filled.cell(row, column).row_label.strip("〔〕")
    return _NUMBERING.sub("", name).removesuffix("小计")


def _shown(number: Number) -> str:
    return f"{number:,}"


@dataclass(frozen=True)
class RowsAddUp:
    """总计＝分组合计, column by column (G01). overlapping: the parts may exceed the whole."""

    label: str
    whole: str
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    overlapping: bool = False

    def __call__(self, filled: FilledForm) -> list[CheckResult]:
        """One result for each column."""
        return [result for column in self.columns if (result := self._one(filled, column))]

    def _one(self, filled: FilledForm, column: str) -> CheckResult | None:
        whole = filled.number(self.whole, column)
        if whole is None:
            return None
        parts = [(row, filled.number(row, column)) for row in _rows(filled, self.parts)]
        known = [(row, number) for row, number in parts if number is not None]
        summed = sum((number for _, number in known), 0)
        ok = summed >= whole if self.overlapping else summed == whole
        words = "＋".join(
            f"{_label(filled, row, column)}{_shown(number)}" for row, number in known if number
        ) or "0"
        sign = "≤" if self.overlapping else "＝" if ok else "≠"
        name = filled.cell(self.whole, column).column_label
        return CheckResult(
            f"{self.label}（{name}）", ok,
            f"{_label(filled, self.whole, column)}{_shown(whole)}{sign}{words}",
            totals=((self.whole, column, 0 if ok else summed - whole),),
        )


@dataclass(frozen=True)
class ColumnsAddUp:
    """A column is the sum of others, row by row."""

    label: str
    whole: str
    parts: tuple[str, ...]
    rows: tuple[str, ...] = ("*",)

    def __call__(self, filled: FilledForm) -> list[CheckResult]:
        """One result for the form: the rows where it fails, or that it holds in all."""
        wrong: list[str] = []
        totals: list[tuple[str, str, Number]] = []
        for row in _rows(filled, self.rows):
            whole = filled.number(row, self.whole)
            parts = [filled.number(row, part) for part in self.parts]
            if whole is None or all(part is None for part in parts):
                continue
            summed = sum((part or 0 for part in parts), 0)
            totals.append((row, self.whole, summed - whole))
            if summed != whole:
                wrong.append(f"{_label(filled, row, self.whole)}：{_shown(whole)}≠{_shown(summed)}")
        return [CheckResult(self.label, not wrong, "；".join(wrong) or f"{len(totals)}行全部相符",
                            totals=tuple(totals))]


@dataclass(frozen=True)
class ColumnWithin:
    """“其中”≤母项 (G02), 人数≤人次 (G06), row by row; times: the whole may be this many times."""

    label: str
    part: str
    whole: str
    rows: tuple[str, ...] = ("*",)
    times: int = 1
    level: str = "错"

    def __call__(self, filled: FilledForm) -> list[CheckResult]:
        """One result for the form: the rows where it fails, or that it holds in all."""
        wrong, seen = [], 0
        for row in _rows(filled, self.rows):
            part, whole = filled.number(row, self.part), filled.number(row, self.whole)
            if part is None or whole is None:
                continue
            seen += 1
            if part > whole * self.times:
                wrong.append(f"{_label(filled, row, self.whole)}："
                             f"{_shown(part)}＞{_shown(whole * self.times)}")
        return [CheckResult(self.label, not wrong, "；".join(wrong) or f"{seen}行全部相符", self.level)]


@dataclass(frozen=True)
class RowWithin:
    """One row never exceeds another, column by column."""

    label: str
    part: str
    whole: str
    columns: tuple[str, ...]

    def __call__(self, filled: FilledForm) -> list[CheckResult]:
        """One result for the form."""
        wrong = []
        for column in self.columns:
            part, whole = filled.number(self.part, column), filled.number(self.whole, column)
            if part is not None and whole is not None and part > whole:
                wrong.append(f"{filled.cell(self.part, column).column_label}："
                             f"{_shown(part)}＞{_shown(whole)}")
        return [CheckResult(self.label, not wrong, "；".join(wrong) or "相符")]


@dataclass(frozen=True)
class Rule:
    """A check of a form's own; `test` gives whether it holds, with words; None = not asked."""

    label: str
    test: Callable[[FilledForm], tuple[bool, str] | None]
    level: str = "错"

    def __call__(self, filled: FilledForm) -> list[CheckResult]:
        """One result, or none where the question does not arise."""
        found = self.test(filled)
        return [] if found is None else [CheckResult(self.label, *found, self.level)]


def readiness(filled: FilledForm) -> list[CheckResult]:
    """Asked of every form: nothing left untyped (G13), nothing unclassified, nothing unsure."""
    missing = [cell.row_label for cell in filled.missing()]
    results = [CheckResult(
        "没有未填的格", not missing,
        f"{len(missing)}格未填：{'、'.join(missing[:6])}" if missing else "0值均已显式填0",
    )]
    loose = _unclassified(filled)
    results.append(CheckResult("没有未归类的记录", not loose, "、".join(loose) or "全部已归类", "警"))
    unsure = {
        figure.indicator.label: len(ids) for figure in filled.figures()
        if not figure.where and (ids := figure.uncertain_ids())
    }
    words = "；".join(f"{label}另有{number}条待核" for label, number in unsure.items())
    doubts = CheckResult("没有因缺日期或缺值而待核的记录", not unsure, words or "没有待核记录", "警")
    return [*results, doubts, notes.check(filled)]


def _unclassified(filled: FilledForm) -> list[str]:
    """The rows and columns of 未归类 that hold something, each with its first number."""
    found: dict[str, str] = {}
    for cell in filled.cells.values():
        for label in (cell.row_label, cell.column_label):
            if "未归类" in label and isinstance(cell.exact, int) and cell.exact:
                found.setdefault(label, f"{label}{cell.show()}{cell.unit}")
    return list(found.values())
