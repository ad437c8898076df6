"""F15 from events: a conference belongs to the year in which it begins; each, then the sums."""

from __future__ import annotations

from tests.oracle.days import Span, inside, year_of
from tests.oracle.tables import Cells, Record, Tables, live, of


def conferences(tables: Tables, span: Span) -> list[Record]:
    """International conferences of the period, by date."""
    found = [e for e in live(tables, "event")
             if e["kind"] == "国际会议" and inside(e["held_on"], span)]
    return sorted(found, key=lambda e: (e["held_on"], e["id"]))


def _line(some: list[Record]) -> dict[str, int]:
    return {
        "held": len(some), "attendance": sum(e["audience"] or 0 for e in some),
        "from_abroad": sum(e["foreign_audience"] or 0 for e in some),
        "reported": sum(e["reported_to_police"] is True for e in some),
    }


def f15(tables: Tables, year: int) -> Cells:
    """All lines of F15."""
    found, cells = conferences(tables, year_of(year)), Cells()
    for event in found:
        cells.line(f"event:{event['id']}",
                   _line([event]) | {"places": event["foreign_countries"] or 0})
    cells.order["event:"] = [f"event:{event['id']}" for event in found]
    cells.line("total", _line(found))
    for key, name in (("international", "国际会议"), ("bilateral", "两国间双边会议"), ("none", None)):
        cells.line(f"kind:{key}", _line([e for e in found if e["conference_kind"] == name]))
    for key, flag in (("online", True), ("offline", False), ("none", None)):
        cells.line(f"mode:{key}", _line([e for e in found if e["is_online"] is flag]))
    cells["note0", "note"] = sum(bool(e["approval_no"]) for e in found)
    cells["note1", "note"] = len({
        guest["nationality"] for event in found for guest in of(tables, "speaker", "event",
                                                                event["id"])
    } - {None, "CHN"})
    return cells
