"""封面表 of the report of a trip (A13F): one page that is signed, in front of the report itself."""

from __future__ import annotations

from datetime import date, timedelta

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Page,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands
from exports.prints.form import ticked_rows
from exports.prints.official_words import plain
from exports.prints.printable import Facts, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import official_trip as parts
from exports.prints.trips.form import document, title_of, usual_options
from exports.prints.trips.report import missing, notices, report_facts
from exports.wording import period_chinese
from models.checks.base import Look
from models.entities.outbound_trip import OutboundTrip

CODE = "A13F"
_LEFT, _HALF = 32.0, 53.0


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return usual_options()


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    back = trip.returned_on
    days = Look(date.today()).number("D-OUT-REPORT", "days")
    due = parts.day_words(back + timedelta(days=days)) if isinstance(back, date) else ""
    return {
        **parts.usual(trip, wishes), **report_facts(trip),
        "with_footer": bool(wishes["with_footer"]), "deadline": due, "publicity": _publicity(trip),
    }


def _publicity(trip: OutboundTrip) -> str:
    start, until = trip.result_publicised_from, trip.result_publicised_until
    if isinstance(start, date) and isinstance(until, date):
        return period_chinese(start, until)
    return "至".join(parts.day_words(day) for day in (start, until) if day)


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = title_of(texts, facts["kind"])
    table = Table((*_bands(facts, texts), *approval_bands(texts["steps"])))
    page = Page((Title(title, size=20, role="hei", after=5), table))
    return document(CODE, facts, title, [page])


def _bands(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    open_ones = facts["custody"]["open"]
    custody = [facts["custody"]["returned"]]
    custody += [plain(texts["custody.open"], facts["custody"])] if open_ones else []
    due = plain(texts["deadline"], facts) if facts["deadline"] else ""
    cost = f"{facts['cost']} 元" if facts["cost"] else ""
    enclosures = tuple(part.strip() for part in texts["enclosures"].split("；") if part.strip())
    choices = tuple(texts["discipline.choices"].split("；"))
    return (
        _wide(texts, "group", facts["title"], 9),
        _pair(texts, ("organiser", facts["organiser"] or facts["school"]), ("task", facts["task"])),
        _pair(texts, ("leader", facts["leader"]), ("post", facts["leader_post"])),
        _wide(texts, "members", f"{facts['names']}（共 {facts['count']} 人）", 13),
        _pair(texts, ("places", facts["places"]), ("host", facts["host"])),
        _pair(texts, ("crossed", _crossed(facts)), ("days", _days(facts["days"])), height=11),
        _pair(texts, ("approval", facts["approval"]),
              ("approved_days", _days(facts["approved_days"]))),
        _wide(texts, "deviation", facts["deviation"], 13),
        _pair(texts, ("funding", facts["funding"]), ("cost", cost)),
        _wide(texts, "custody", "；".join(part for part in custody if part), 13),
        _pair(texts, ("publicity", facts["publicity"]), ("reported", facts["reported"] or due)),
        _wide(texts, "discipline", checkboxes(choices), 11),
        _wide(texts, "enclosed", ticked_rows(enclosures, (), each=3), 12),
    )


def _crossed(facts: Facts) -> str:
    return f"{facts['out']}出境\n{facts['back']}入境"


def _days(number: str) -> str:
    return f"{number} 天" if number else ""


def _cell(words: str) -> Cell:
    return value(words, align="left")


def _wide(texts: Texts, key: str, words: str, height: float) -> Band:
    return Band((_LEFT, None), (Row((label(texts[key]), _cell(words)), height),))


def _pair(
    texts: Texts, first: tuple[str, str], second: tuple[str, str], *, height: float = 10
) -> Band:
    cells = (label(texts[first[0]]), _cell(first[1]), label(texts[second[0]]), _cell(second[1]))
    return Band((_LEFT, _HALF, _LEFT, None), (Row(cells, height),))


REPORT_COVER = Printable(
    code=CODE, title="出访报告封面", entity=OutboundTrip, prefix="",
    options=_options, missing=missing, facts=_facts, layout=_layout, notices=notices,
)
