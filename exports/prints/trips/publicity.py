"""事前公示 (A7), posted before a trip is submitted, and 公示结果证明 (A7R), half a page, after it.

Days of the notice are working days by the office's own holiday table; where that table is not
there, only weekends are left out and it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Margins,
    Members,
    NumberLine,
    Page,
    Paragraph,
    Row,
    SignOff,
    Space,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, issue_date
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import public_words, words
from exports.wording import date_chinese, period_chinese
from models.checks.base import Look
from models.checks.working_days import calendar
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import OutboundTrip

CODE, RESULT = "A7", "A7R"
RULES = ("R-OUT-13", "R-OUT-14", "R-OUT-15")
ITEMS = (("国际旅费", 24), ("住宿费", 24), ("伙食费", 24), ("公杂费", 22), ("其他费用", None))
HALF_PAGE = Margins(14, 22, 151, 25)
"""The upper half of a sheet: whatever is higher would go on to another page."""
MOST_PEOPLE = 8
"""On the page itself; more go to an annex page."""
LINE = 4.9
"""Millimetres of one line of 10.5 pt in a table."""


# ---- the days ----


def least_days() -> int:
    """Working days that a notice must stand, as the rules (or the office) have it."""
    return Look().number("R-OUT-13", "working_days")


def span_of(trip: OutboundTrip) -> tuple[date, date]:
    """The notice's days as entered; else from today, as short as the rules allow."""
    start = trip.publicised_from if isinstance(trip.publicised_from, date) else date.today()
    end = trip.publicised_until
    if not isinstance(end, date):
        days = calendar()
        first = start if days.is_working(start) else days.add(start, 1)
        end = days.add(first, least_days() - 1)
    return start, end


def _span_options(trip: OutboundTrip) -> tuple[Option, ...]:
    start, end = span_of(trip)
    return (
        Option("start", "公示开始", "date", start.isoformat(), per_record=True,
               help="团组记录已填的照填；未填的按今天起够最少工作日推出"),
        Option("end", "公示结束", "date", end.isoformat(), per_record=True),
    )


def _span(wishes: Wishes) -> tuple[date, date]:
    return date.fromisoformat(str(wishes["start"])), date.fromisoformat(str(wishes["end"]))


def _span_facts(wishes: Wishes) -> Facts:
    start, end = _span(wishes)
    days = calendar()
    return {
        "start": start.isoformat(), "end": end.isoformat(),
        "span": period_chinese(start, end) if start <= end else date_chinese(start),
        "working_days": days.count(start, end), "no_table": bool(days.lacks(start, end)),
    }


def span_notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    """Too few working days, days without a holiday table, and what the rules say of the notice."""
    start, end = _span(wishes)
    days, least = calendar(), least_days()
    found: list[str] = []
    told: tuple[str, ...] = ()
    if end < start:
        found.append("公示结束早于公示开始，请核对。")
    elif (count := days.count(start, end)) < least:
        found.append(f"公示期只有 {count} 个工作日，不少于 {least} 个；最早可到 "
                     f"{date_chinese(days.add(start - timedelta(days=1), least))}。")
        told = ("R-OUT-13",)
    if note := days.note(start, end):
        found.append(note)
    if isinstance(trip.departed_on, date) and end >= trip.departed_on:
        found.append("公示结束之前团组已经出发，请核对。")
    return [*found, *words.findings(trip, RULES, but=told)]


# ---- A7 ----


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    return (
        issue_date(), *_span_options(trip),
        Option("host_note", "邀请单位情况介绍", "text", "", per_record=True,
               help="留空时写合作院校登记的英文名称、性质与特色"),
        Option("with_budget", "公布预算明细", "flag", True),
    )


def _missing(trip: OutboundTrip, _wishes: Wishes) -> list[Missing]:
    return words.missing_of(trip, "departed_on", "returned_on", "purpose")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    said = public_words.notice(trip)
    names = {"host": "邀请单位", "route": "往返航线", "funding": "经费来源", "schedule": "日程",
             "budget": "预算"}
    blank = [name for key, name in names.items() if not said[key]]
    found = [f"应当公示的{'、'.join(blank)}没有登记，公示上留空待填。"] if blank else []
    if not (said["hosts"] or wishes["host_note"]):
        found.append("没有邀请单位情况介绍，可在打印选项中填写。")
    office = OfficeProfile.current()
    if not (office.phone or office.email):
        found.append("本单位信息没有电话和邮箱，公示上要手写意见反映渠道。")
    return [*found, *span_notices(trip, wishes)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    said = public_words.notice(trip)
    if not wishes["with_budget"]:
        said["budget"] = None
    note = str(wishes["host_note"]).strip() or said["hosts"]
    return {
        **words.common(trip, wishes), **_span_facts(wishes), "notice": said,
        "host_note": public_words.masked(note, public_words.known_numbers(trip)),
        "office": office_facts(), "place": trip.publicity_place or "",
    }


def office_facts() -> dict[str, str]:
    """Who posts the notice and takes what people say of it."""
    office = OfficeProfile.current()
    return {
        "name": office.office_name or office.school_name or "", "school": office.school_name or "",
        "phone": office.phone or "", "email": office.email or "",
        "contact": office.contact_name or "",
    }


def office_on_two_lines(name: str) -> str:
    """国际合作与交流处 over （港澳台事务办公室）, where it stands beside the seal."""
    return name if len(name) <= 14 else name.replace("（", "\n（", 1)


def notice_head(facts: Facts, texts: Texts) -> list[Any]:
    """Title and the sentence that says how long the notice stands, and whom to tell."""
    values = {**facts["office"], "title": facts["notice"]["title"], "span": facts["span"],
              "working_days": str(facts["working_days"])}
    kind = facts["kind"] or "出国"
    return [
        Title(texts.get(f"title.{kind}", texts["title"]), size=20, role="hei", after=3),
        Paragraph(fill(texts["opening"], values), size=12, leading=1.55, after=3),
    ]


def notice_end(facts: Facts, texts: Texts) -> list[Any]:
    """Where objections go; then who posted the notice, under room for the seal."""
    return [
        Paragraph(fill(texts["closing"], facts["office"]), size=12, leading=1.55, before=3),
        Paragraph(facts["office"]["name"] + texts["seal"], size=12, indent=0, align="right",
                  before=7, leading=1.5),
        Paragraph(date_chinese(date.fromisoformat(facts["issued_on"])), size=12, indent=0,
                  align="right", leading=1.5),
    ]


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    blocks = (*notice_head(facts, texts), Table(_bands(facts, texts)), *notice_end(facts, texts))
    page = Page(blocks, Margins(18, 20, 15, 22), shrink=True)
    return Document(texts["title"], facts["school"], (page,), person=facts["holder"])


def _bands(facts: Facts, texts: Texts) -> tuple[Any, ...]:
    said = facts["notice"]
    host = "\n".join(w for w in (said["host"], facts["host_note"]) if w)
    return (
        Band((27, None), (
            Row((label("团组名称"), value(said["title"])), 8.5, grow=True),
            Row((label("组团单位"), value(said["organiser"])), 8.5, grow=True),
        )),
        people_rows(said["people"], texts),
        Band((27, None), (
            Row((label("出访国家\n（地区）"), value(said["places"])), 10),
            Row((label("出访任务"), value(said["task"])), 12),
            Row((label("邀请单位\n及其情况"), value(host)), 14),
        )),
        Band((27, None, 27, 56), (
            Row((label("出访时间"), value(said["period"]), label("往返航线"),
                 value(said["route"])), 11),
        )),
        Band((27, None), (Row((label("日程安排"), schedule_cell(said)), schedule_height(said)),)),
        *_money(said, texts),
        Band((27, None), (
            Row((label("须事先报批\n的事项"), value(said["prior"] or texts["nothing"])), 10),
        )),
    )


def people_rows(people: list[dict[str, str]], texts: Texts) -> Band | Members:
    """The list of people; more than the page has room for go to an annex page."""
    shown = columns(texts["columns"], public_words.PERSON)
    cells = tuple(public_words.person_cells(person, shown) for person in people)
    if len(cells) > MOST_PEOPLE:
        return Members(tuple((c.label, c.width) for c in shown), cells, head_height=7,
                       slots=MOST_PEOPLE, height=7, name="出访人员")
    head = Row(tuple(label(c.label) for c in shown), 7)
    rows = (
        Row(tuple(value(words_, align="center", field=c.label)
                  for c, words_ in zip(shown, person, strict=True)), 6.8, grow=True)
        for person in cells
    )
    return Band(tuple(c.width for c in shown), (head, *rows), head=1)


def schedule_words(entries: list[dict[str, str]]) -> str:
    """One line for each day."""
    return "\n".join(f"{entry['day']}　{entry['words']}" for entry in entries)


def schedule_cell(said: Mapping[str, Any]) -> Any:
    """The schedule as text; the engine moves it to an annex page where it is too long."""
    return value(schedule_words(said["schedule"]), field="日程安排")


def schedule_height(said: Mapping[str, Any]) -> float:
    """Room for the lines of the schedule: at most what the people leave of a page."""
    lines = sum(1 + len(f"{e['day']} {e['words']}") // 36 for e in said["schedule"])
    most = 94 - 8 * min(len(said["people"]), MOST_PEOPLE)
    return min(max(lines * LINE + 3, 16), most) if lines else 34


def _money(said: Mapping[str, Any], texts: Texts) -> tuple[Band, ...]:
    """Where the money comes from, and the sums by item; blank columns where no budget is given."""
    source = Band((27, None), (Row((label("经费来源"), value(said["funding"])), 9),))
    budget = said["budget"]
    if budget is None:
        return (source,)
    heads = Row((label(texts["budget"], rows=2), label("合计（元）"),
                 *(label(name) for name, _ in ITEMS)), 7.5)
    amounts = Row((value(budget["total"], align="center"), *(
        value(budget["by_item"].get(name, ""), align="center") for name, _ in ITEMS)), 8.5)
    bands = [source, Band((27, 26, *(width for _, width in ITEMS)), (heads, amounts))]
    if budget["by_host"]:
        bands.append(Band((27, None), (
            Row((label("外方负担"), value("、".join(budget["by_host"]))), 9),)))
    return tuple(bands)


# ---- A7R ----


def _result_options(trip: OutboundTrip) -> tuple[Option, ...]:
    return (issue_date(), *_span_options(trip))


def _result_missing(trip: OutboundTrip, _wishes: Wishes) -> list[Missing]:
    """A proof states what was done: the days, the place and the result must be on record."""
    kinds = ("purpose", "publicised_from", "publicised_until", "publicity_place",
             "publicity_objection")
    found = words.missing_of(trip, *kinds)
    if trip.publicity_objection == "有" and not trip.objection_note:
        found.append(Missing("异议及处理", trip, "objection_note"))
    return found


def _result_notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = span_notices(trip, wishes)
    if date.fromisoformat(str(wishes["issued_on"])) < _span(wishes)[1]:
        found.insert(0, "公示还没有结束，不能证明结果。")
    return found


def _result_facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    said = public_words.notice(trip)
    note = public_words.masked(trip.objection_note or "", public_words.known_numbers(trip))
    return {
        **words.common(trip, wishes), **_span_facts(wishes), "purpose": "任务报批",
        "notice": {name: said[name] for name in ("title", "people", "places", "task")},
        "place": trip.publicity_place or "", "objection": trip.publicity_objection or "",
        "objection_note": note, "office": office_facts(),
    }


def _result_layout(facts: Facts) -> Document:
    texts = texts_of(RESULT, int(facts["issued_on"][:4]))
    said = facts["notice"]
    names = "、".join(person["name"] for person in said["people"])
    days = f"{facts['working_days']} 个工作日" + (texts["no_table"] if facts["no_table"] else "")
    objection = checkboxes(("无", "有"), facts["objection"])
    if facts["objection_note"]:
        objection += f"　处理：{facts['objection_note']}"
    rows = (
        (("团组名称", said["title"]),), (("出访人员", f"{names}（共 {len(said['people'])} 人）"),),
        (("国家（地区）", said["places"]), ("出访任务", said["task"])),
        (("公示地点", facts["place"]), ("公示时间", f"{facts['span']}\n{days}")),
        (("有无异议", objection),),
    )
    bands = tuple(
        Band((26, None) if len(row) == 1 else (26, None, 24, 62),
             (Row(tuple(cell for name, said_ in row for cell in (label(name), value(said_))),
                  11 if len(row) == 2 else 8.5),))
        for row in rows
    )
    blocks = (
        Title(texts["title"], size=18, role="hei", after=1),
        NumberLine(fill(texts["number"], {"number": facts["number"]})),
        Paragraph(fill(texts["sentence"], {"title": said["title"]}), size=12, leading=1.5, after=2),
        Table(bands), Space(5),
        SignOff(issuer=(facts["office"]["school"],), signer="",
                contact=tuple(
                    line for line in (fill(texts["contact"], {"name": office_on_two_lines(
                                          facts["office"]["name"])}),
                                      fill(texts["phone"], facts["office"])) if line
                ),
                dates=(date_chinese(date.fromisoformat(facts["issued_on"])),), seal=texts["seal"]),
    )
    return Document(texts["title"], facts["school"], (Page(blocks, HALF_PAGE),),
                    person=facts["holder"])


NOTICE = Printable(
    code=CODE, title="因公出国（境）事前公示", entity=OutboundTrip, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
NOTICE_RESULT = Printable(
    code=RESULT, title="公示结果证明", entity=OutboundTrip, prefix="GSJG", options=_result_options,
    missing=_result_missing, facts=_result_facts, layout=_result_layout, notices=_result_notices,
)
