"""应归档清单 (WS1): what the office hands to the archive for a year, by the archive's classes.

Classes and terms of keeping are texts, for every archive has its own; copies of passports and
other papers of persons are not archived with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.prints.blocks import Document
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import saying, year_lists
from models import papers
from models.codes import HOME
from models.entities.event import Event
from models.entities.foreign_teacher import Engagement
from models.entities.inbound_visit import InboundVisit, Invitation
from models.entities.international_student import Enrolment
from models.entities.ngo_activity import Gift, NgoActivity
from models.entities.office import Filing, OfficeProfile
from models.entities.outbound_student import Placement
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement
from models.entity import Entity
from models.partial_date import to_text

CODE = "WS1"
CLASSES = ("WS11", "WS12", "WS13", "WS14", "WS15")
_KNOWN = {
    "no": "序号", "title": "材料题名", "day": "形成日期", "count": "件数", "lacking": "尚缺材料",
    "term": "保管期限", "archived": "归档日期", "remarks": "备注", "class": "类目",
}
NAMED = 4
"""Lacking papers that are named in a row."""
_NOT_HELD = ("计划", "取消")
_OPEN, _ALL = "尚未归档", "全部"


def _options(office: OfficeProfile) -> tuple[Option, ...]:  # noqa: ARG001
    years = sorted({
        day.year for entity, name in ((OutboundTrip, "departed_on"), (InboundVisit, "arrived_on"))
        for record in entity.active() if (day := getattr(record, name)) is not None
    })
    which = ((_ALL, "全部应归档材料"), (_OPEN, "只列尚未归档的"))
    return year_lists.year_options(years, Option("which", "范围", "choice", _ALL, which))


def _missing(office: OfficeProfile, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return year_lists.year_missing(wishes)


def _notices(office: OfficeProfile, wishes: Wishes) -> list[str]:
    groups = _facts(office, wishes)["groups"]
    rows = [row for group in groups for row in group["rows"]]
    found = []
    if waiting := sum(1 for row in rows if row["open"]):
        found.append(f"{waiting} 项登记了材料而没有归档日期。")
    if lacking := sum(1 for row in rows if row["lacking"]):
        found.append(f"{lacking} 项还缺必备材料，归档前请补齐或写明理由。")
    return found


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    year, texts = int(str(wishes["year"])), saying.texts_for(CODE, wishes)
    only_open = wishes["which"] == _OPEN
    groups: list[dict[str, Any]] = []
    for name in CLASSES:
        rows = [*_standing(texts, name, year), *_ROWS[name](year, texts)]
        rows = [row for row in rows if not only_open or not row["archived"]]
        groups.append({"class": name, "rows": rows})
    number = 0
    for group in groups:
        for row in group["rows"]:
            number += 1
            row["no"] = str(number)
    base = year_lists.year_facts(office, wishes, code=CODE, title="应归档清单")
    return {**base, "groups": groups, "count": number, "period": f"{year}:{wishes['which']}"}


def _row(texts: Texts, kind: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title, "term": texts[f"term.{kind}"], "day": "", "count": "", "lacking": "",
        "archived": "", "remarks": "", "open": False, **more,
    }


def _standing(texts: Texts, name: str, year: int) -> list[dict[str, Any]]:
    """What every year leaves behind, registered or not: 工作计划和总结=30年；…"""
    found = []
    for part in texts.get(f"standing.{name}").split("；"):
        title, _, term = part.partition("=")
        if title.strip():
            found.append({**_row(texts, "standing", f"{year}年{title.strip()}"), "term": term})
    return found


def _files(
    texts: Texts, kind: str, records: Sequence[Entity], title: Callable[[Any], str], day: str
) -> list[dict[str, Any]]:
    """A row for each record, with its scans, what is lacking, and whether it is archived."""
    rows: list[dict[str, Any]] = []
    if not records:
        return rows
    for checked in papers.checklists(type(records[0]), records):
        record: Any = checked.record
        kept = sum(len(row.files) for row in checked.rows) + len(checked.others)
        archived = getattr(record, "archived_on", None)
        on = getattr(record, day)
        rows.append(_row(
            texts, kind, title(record), day=to_text(on) if on else "",
            count=str(kept) if kept else "", open=archived is None,
            archived=to_text(archived) if archived else "",
            lacking=_some([row.paper.name for row in checked.lacking]),
        ))
    return sorted(rows, key=lambda row: row["day"])


def _some(names: Sequence[str]) -> str:
    """The first papers by name and how many there are; the record's own list names them all."""
    if len(names) <= NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:NAMED])}等 {len(names)} 种"


def _general(year: int, texts: Texts) -> list[dict[str, Any]]:
    """The reports filed in the year; the yearly one is due even where none is registered."""
    filings = list(Filing.active().where(Filing.year == year).order_by(Filing.id))
    if not filings:
        return [_row(texts, "filing", texts["title.filing"].format(year=year))]
    return [
        _row(texts, "filing", str(filing), day=to_text(filing.filed_on), count="1",
             remarks=filing.receiver or "")
        for filing in filings
    ]


def _abroad(year: int, texts: Texts) -> list[dict[str, Any]]:
    trips = [t for t in _of(OutboundTrip, year) if t.status not in _NOT_HELD]
    rows = _files(texts, "trip", trips, lambda t: _with(t.title, t.approval_no), "departed_on")
    sent = Placement.active().where(Placement.departed_on.startswith(str(year))).count()
    return rows + _list_of(texts, "placement", year, sent)


def _coming(year: int, texts: Texts) -> list[dict[str, Any]]:
    visits = [v for v in _of(InboundVisit, year) if v.country != HOME]
    rows = _files(texts, "visit", visits, lambda v: f"{v.title}来访接待材料", "arrived_on")
    letters = sum(1 for _ in _of(Invitation, year))
    events = [e for e in _of(Event, year) if e.kind in ("讲座", "论坛")]
    rows += _files(texts, "lecture", events, lambda e: f"{e.title}（{e.kind}）", "held_on")
    hired = Engagement.active().where(Engagement.engaged_from.startswith(str(year))).count()
    return (rows + _list_of(texts, "invitation", year, letters)
            + _list_of(texts, "engagement", year, hired))


def _cooperation(year: int, texts: Texts) -> list[dict[str, Any]]:
    signed = list(Agreement.active().where(Agreement.signed_on.startswith(str(year))))
    rows = _files(texts, "agreement", signed, lambda a: f"与{a.partner.name}{a.title}", "signed_on")
    for row, agreement in zip(rows, sorted(signed, key=lambda a: to_text(a.signed_on)),
                              strict=True):
        row["archived"] = agreement.archive_no or ""
        row["open"] = not agreement.archive_no
    meetings = [e for e in _of(Event, year) if e.kind == "国际会议"]
    rows += _files(texts, "conference", meetings, lambda e: e.title, "held_on")
    rows += _files(texts, "ngo", _of(NgoActivity, year), lambda n: f"{n.title}（{n.ngo_name}）",
                   "begins_on")
    return rows + _list_of(texts, "gift", year, len(_of(Gift, year)))


def _students(year: int, texts: Texts) -> list[dict[str, Any]]:
    stays = list(Enrolment.active())
    came = sum(1 for s in stays if year_lists.year_of(s.enrolled_from) == year)
    ended = sum(1 for s in stays if s.outcome in ("毕业", "结业")
                and year_lists.year_of(s.enrolled_until) == year)
    return (_list_of(texts, "admission", year, came) + _list_of(texts, "graduation", year, ended))


_ROWS: dict[str, Callable[[int, Texts], list[dict[str, Any]]]] = {
    "WS11": _general, "WS12": _abroad, "WS13": _coming, "WS14": _cooperation, "WS15": _students,
}


def _of(entity: type[Any], year: int) -> list[Any]:
    return papers.of_year(entity, year)


def _with(title: str, number: str | None) -> str:
    return f"{title}（{number}）" if number else title


def _list_of(texts: Texts, kind: str, year: int, count: int) -> list[dict[str, Any]]:
    """One row for what is archived as a list or file by file; none where there is nothing."""
    if not count:
        return []
    return [_row(texts, kind, texts[f"title.{kind}"].format(year=year, count=count),
                 count=str(count))]


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    shown = year_lists.listed(texts["columns"], _KNOWN)
    groups = [
        (
            f"{name}　{texts[f'class.{name}']}（{len(rows)} 项）",
            [{**row, "class": name} for row in rows],
        )
        for name, rows in ((group["class"], group["rows"]) for group in facts["groups"])
    ]
    table = year_lists.grouped_table(shown, groups)
    total = texts["total"].format(count=facts["count"])
    return year_lists.list_document(facts, texts, (table, year_lists.line_below(total)))


ARCHIVE_LIST = Printable(
    code=CODE, title="应归档清单", entity=OfficeProfile, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
