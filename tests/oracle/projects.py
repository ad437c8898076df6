"""F20 from projects with 境外组织 and donations: money in the year it began, the rest in each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.days import Span, inside, touches, year_of
from tests.oracle.tables import PAPER, Cells, Record, Tables, live

KINDS = ("临时活动", "代表机构合作", "合作项目", "接受捐赠")
FILINGS = ("已登记（备案）", "未登记（备案）", "不适用")
RISKS = ("低", "中", "高", None)


def filing(project: Record) -> str:
    """With a number, without one, or not asked of such a body."""
    if project["filing_no"]:
        return "已登记（备案）"
    return "不适用" if "filing_no" in project["inapplicable"] else "未登记（备案）"


def under_way(tables: Tables, span: Span) -> list[Record]:
    """Projects with a day in the period; without an end they end on the day they began."""
    return [p for p in live(tables, "ngo_activity")
            if touches(p["begins_on"], p["ends_on"] or p["begins_on"], span)]


def begun(tables: Tables, span: Span) -> list[Record]:
    """Projects that began in the period."""
    return [p for p in live(tables, "ngo_activity") if inside(p["begins_on"], span)]


def money(some: list[Record]) -> Decimal:
    """元."""
    return sum((Decimal(str(p["amount"] or 0)) for p in some), Decimal(0))


def f20(tables: Tables, year: int) -> Cells:
    """All lines of F20."""
    span, cells = year_of(year), Cells()
    here, fresh = under_way(tables, span), begun(tables, span)

    def put(key: str, keep: Callable[[Record], Any]) -> None:
        now, new = [p for p in here if keep(p)], [p for p in fresh if keep(p)]
        cells.line(key, {
            "bodies": len({(p["ngo_name"], p["country"]) for p in now}), "projects": len(now),
            "begun": len(new), "amount": money(new),
            f"amount{PAPER}": (money(new) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP),
            "people": sum(p["people"] or 0 for p in now),
            "unfiled": sum(bool(p["amount"]) and filing(p) == "未登记（备案）" for p in now)})

    put("total", lambda _: True)
    for kind in KINDS:
        put(f"kind:{kind}", lambda p, kind=kind: p["kind"] == kind)
    for state in FILINGS:
        put(f"filing:{state}", lambda p, state=state: filing(p) == state)
    for risk in RISKS:
        put(f"risk:{risk or 'none'}", lambda p, risk=risk: p["risk"] == risk)
    for code in {p["country"] for p in here} | {None}:
        put(f"country:{code or 'none'}", lambda p, code=code: p["country"] == code)
    given = [p for p in fresh if p["kind"] == "接受捐赠"]
    cells["note0", "note"] = sum(p["kind"] == "接受捐赠" for p in here)
    cells["note1", "note"] = money(given)
    return cells
