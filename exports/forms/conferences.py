"""F15 国际会议统计表: the conferences of the year one by one, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import follow, listing, of
from exports.forms.trip_rows import day_words, words
from models.entities.event import Event, Speaker
from models.indicators import Period, indicator_by_id
from models.indicators.conferences import conferences

CODE = "F15"
_SIZE, _HOSTS, _FILED = "规模", "举办", "审批与报备"
COLUMNS = (
    Column("kind", ("会议类型",), width=11),
    Column("foreign_title", ("英文名称",), width=20),
    Column("number", ("会议编号",), width=10),
    Column("dates", ("起止日期",), width=12),
    Column("host", (_HOSTS, "主办单位"), width=13),
    Column("co_host", (_HOSTS, "承办单位"), width=13),
    Column("place", (_HOSTS, "地点"), width=12),
    Column("mode", (_HOSTS, "方式"), width=6.5),
    Column("leader", (_HOSTS, "负责人"), width=8),
    Column("held", (_SIZE, "场次"), "场", "conferences.held", width=6.5),
    Column("attendance", (_SIZE, "参会人数"), "人次", "conferences.attendance", width=8),
    Column("from_abroad", (_SIZE, "其中：境外代表"), "人次", "conferences.from_abroad", width=8.5),
    Column("places", (_SIZE, "境外国家（地区）"), "个", "conferences.places", width=9),
    Column("funding", ("经费来源",), width=10),
    Column("approval", (_FILED, "批件文号"), width=13),
    Column("reported", (_FILED, "报备公安"), "场", "conferences.reported", width=7.5),
)
ADDITIVE = ("held", "attendance", "from_abroad", "reported")
_ONLY_EACH = frozenset({"places"})


def _event_row(number: int, event: Any) -> Row:
    """A conference; its figures are cut to it."""
    ends = f"至{day_words(event.ends_on)}" if event.ends_on else ""
    return Row(
        f"event:{event.id}", event.title, lead=(str(number), event.title),
        where={"event": event.id},
        cells=words(
            kind={"国际会议": "01 国际会议", "两国间双边会议": "02 双边会议"}.get(event.conference_kind or "",
                                                                    "未归类"),
            foreign_title=event.foreign_title, number=event.conference_no,
            dates=day_words(event.held_on) + ends,
            host=event.host_unit, co_host=event.co_host, place=event.place,
            mode={True: "线上", False: "线下"}.get(event.is_online, "未归类"), leader=event.leader,
            funding=event.funding, approval=event.approval_no,
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    """The conferences by date, their sum, and the same by kind and by 线上/线下."""

    def part(key: str, label: str, where: dict[str, Any], *, if_any: bool = False) -> Row:
        return Row(key, label, 1, where, lead=("其中", label), dashes=_ONLY_EACH, if_any=if_any)

    found = conferences(period).order_by(Event.held_on, Event.id)
    return [
        *(_event_row(number, event) for number, event in enumerate(found, 1)),
        Row("total", "合计", lead=("—", "合计"), dashes=_ONLY_EACH, strong=True),
        part("kind:international", "国际会议", {"conference_kind": "国际会议"}),
        part("kind:bilateral", "两国间双边会议", {"conference_kind": "两国间双边会议"}),
        part("kind:none", "未归类（会议类型未填）", {"conference_kind": None}, if_any=True),
        part("mode:online", "线上", {"mode": "线上"}),
        part("mode:offline", "线下", {"mode": "线下"}),
        part("mode:none", "未归类（方式未填）", {"mode": None}, if_any=True),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """How many have an approval, and the countries of the year, each once."""
    return (
        ("有批件文号（场）", indicator_by_id("conferences.approved").at(period)),
        ("境外国家（地区）去重（个，按参会名单）", indicator_by_id("conferences.listed_places").at(period)),
    )


def _conferences(filled: FilledForm) -> list[Any]:
    return filled.cell("total", "held").records()


def _guests(filled: FilledForm) -> list[Any]:
    """参会名单: the guests recorded with the conferences."""
    ids = [event.id for event in _conferences(filled)]
    found = list(Speaker.active().where(Speaker.event.in_(ids)).order_by(Speaker.event, Speaker.id))
    follow(found, Speaker.field_named("event"))  # type: ignore[arg-type]
    return found


def _approved(filled: FilledForm) -> tuple[bool, str]:
    bare = [event.title for event in _conferences(filled) if not event.approval_no]
    return not bare, f"{len(bare)}场没有批件文号：{'、'.join(bare[:4])}" if bare else "全部有批件文号"


def _reported(filled: FilledForm) -> tuple[bool, str]:
    bare = [event.title for event in _conferences(filled) if not event.reported_to_police]
    return not bare, f"{len(bare)}场未报备公安：{'、'.join(bare[:4])}" if bare else "全部报备公安"


def _inside(filled: FilledForm) -> tuple[bool, str]:
    """G16: nothing of another year counts."""
    start, end = filled.period.start.isoformat(), filled.period.end.isoformat()
    wrong = [event.title for event in _conferences(filled)
             if not start[:4] <= day_words(event.held_on)[:4] <= end[:4]]
    return not wrong, "、".join(wrong) or "开始日期都在统计期内"


def _named_abroad(filled: FilledForm) -> tuple[bool, str]:
    """境外代表 without a country, or countries without anybody from abroad."""
    wrong = [
        event.title for event in _conferences(filled)
        if bool(event.foreign_audience) != bool(event.foreign_countries)
        or (event.foreign_countries or 0) > (event.foreign_audience or 0)
    ]
    return not wrong, "、".join(wrong) or "境外代表与国家（地区）数相称"


FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("序号", 5.5), LeadColumn("会议名称", 24)),
    columns=lambda _period: COLUMNS, rows=rows, notes=notes, scope="国（境）外",
    checks=(
        RowsAddUp("合计＝各场之和", "total", ("event:*",), ADDITIVE),
        RowsAddUp("合计＝各会议类型之和", "total", ("kind:*",), ADDITIVE),
        RowsAddUp("合计＝线上＋线下", "total", ("mode:*",), ADDITIVE),
        ColumnWithin("境外代表不大于参会人数", "from_abroad", "attendance"),
        ColumnWithin("报备公安不大于场次", "reported", "held"),
        ColumnWithin("场次不大于参会人数", "held", "attendance", level="警"),
        Rule("开始日期都在统计期内", _inside),
        Rule("境外代表与国家（地区）数相称", _named_abroad, "警"),
        Rule("每场有批件文号", _approved, "警"),
        Rule("每场报备公安", _reported, "警"),
    ),
    details=(
        listing(
            "会议明细", Event,
            (of("title", "会议名称", 30), of("conference_kind", width=14), of("held_on", width=12),
             of("ends_on", width=12), of("background", "背景与必要性", 40), of("topic", width=30),
             of("languages", width=14), of("applied_on", width=12), of("approved_on", width=12),
             of("approval_no", width=18)),
            records=_conferences,
        ),
        listing(
            "参会名单", Speaker,
            (of("event.title", "会议", 30), of("name", width=24), of("nationality", width=12),
             of("unit", width=28), of("position", width=16)),
            records=_guests, note="只列登记了姓名的境内外代表（主讲人），人数以会议登记数为准。",
        ),
    ),
)
