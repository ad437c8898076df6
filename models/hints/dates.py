"""Hints about dates: years mistyped, unlikely ages, spells too long or lying over each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models import partial_date
from models.checks.base import age_on
from models.hints.base import Draft, Hint, HintRule, dates_of, spell
from models.partial_date import OPEN_ENDED


def _years(draft: Draft) -> Iterator[Hint]:
    ahead = draft.thresholds.number("H-YEAR", "ahead")
    back = draft.thresholds.number("H-YEAR", "back")
    for kind, day in dates_of(draft.record):
        away = partial_date.earliest(day).year - draft.today.year
        if ahead and away > ahead:
            yield Hint(kind.name, f"{kind.show(day)} 是 {away} 年以后，请核对年份。", "H-YEAR")
        elif back and -away > back and kind.name != "born_on":
            yield Hint(kind.name, f"{kind.show(day)} 是 {-away} 年以前，请核对年份。", "H-YEAR")


def _age(draft: Draft) -> Iterator[Hint]:
    born = draft.value("born_on")
    limits = draft.thresholds.word("H-AGE", draft.record.key())
    if born in (None, OPEN_ENDED) or not limits:
        return
    youngest, oldest = map(int, limits.split("|"))
    if partial_date.earliest(born) > draft.today:
        yield Hint("born_on", "出生日期在今天以后，请核对。", "H-AGE")
        return
    most = age_on(partial_date.earliest(born), draft.today)
    least = max(0, age_on(min(partial_date.latest(born), draft.today), draft.today))
    if most < youngest or least > oldest:
        yield Hint(
            "born_on",
            f"按此今年 {most} 岁，{draft.record.label}一般在 {youngest} 至 {oldest} 岁之间，请核对。",
            "H-AGE",
        )


def _span(draft: Draft) -> Iterator[Hint]:
    most = draft.thresholds.number("H-SPAN", draft.record.key())
    found = spell(draft.record)
    if not most or found is None or found[2] == date.max:
        return
    _, first, last = found
    days = (last - first).days + 1
    if days > most:
        end = next(draft.record.date_pairs())[1]
        shown = f"{days} 天" if days < 730 else f"{days / 365.25:.1f} 年".replace(".0 年", " 年")
        yield Hint(end.name, f"前后共 {shown}，比常见的长得多，请核对两个日期。", "H-SPAN")


def _overlap(draft: Draft) -> Iterator[Hint]:
    own = spell(draft.record)
    if own is None:
        return
    start, first, last = own
    for other in draft.siblings():
        found = spell(other)
        if found is None or not (first <= found[2] and found[1] <= last):
            continue
        if found[2] == date.max and found[1] < first:
            words = f"另一段{other.label}自 {found[1]} 起还没有填结束日期，与这一段重叠。"
        else:
            until = "" if found[2] == date.max else f" 至 {found[2]}"
            words = f"与另一段{other.label}（{found[1]}{until}）日期重叠，请核对。"
        yield Hint(start.name, words, "H-OVERLAP")
        return


RULES = (
    HintRule("H-YEAR", "年份是否写错", _years),
    HintRule("H-AGE", "年龄是否合理", _age),
    HintRule("H-SPAN", "起止日期相隔是否过长", _span),
    HintRule(
        "H-OVERLAP", "与另一段是否重叠", _overlap,
        ("engagement", "enrolment", "placement", "teacher_lodging", "student_lodging"),
    ),
)
