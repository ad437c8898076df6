"""事后公示 (A14): planned, actual and difference side by side, a difference marked in words and ▲.

Planned is what the notice before the trip (A7) said, as it was kept when it was issued. Where none
was kept, it is what the approval says, and the record where it has no note of a deviation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Margins,
    Page,
    Row,
    Table,
    label,
    value,
)
from exports.prints.fonts import Role
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, issue_date
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import public_words, publicity, words
from exports.wording import date_chinese, period_chinese
from models.checks.base import Look, months_later
from models.checks.working_days import calendar
from models.entities.office import IssuedPaper
from models.entities.outbound_trip import BudgetLine, OutboundTrip

CODE = "A14"
RULES = ("R-OUT-15", "R-OUT-19", "R-OUT-29", "R-OUT-33", "R-OUT-33b")
MARK, SAME = "▲", "一致"
_TABLE = ("项目", "计划", "实际", "差异")
_SMALL_LINE, _TWO_ROWS = 3.55, 20.5
"""Millimetres of a line of 9 pt, and of what a table of money without a budget leaves free."""
_LONG_TITLE = 30
"""Characters of a title above which the opening takes another line."""
_WITH_OTHERS = ("其他费用", "城市间交通费")
"""Shown as one sum, as the notice before the trip shows them."""


# ---- what was planned ----


def kept_notice(trip: OutboundTrip) -> Facts | None:
    """What the last valid A7 of the trip said; None when none was issued."""
    paper = (
        IssuedPaper.active().where(
            (IssuedPaper.printable == publicity.CODE) & (IssuedPaper.state == "有效")
            & (IssuedPaper.holder_entity == OutboundTrip.key())
            & (IssuedPaper.holder_id == trip.id)
        ).order_by(IssuedPaper.id.desc()).first()
    )
    kept: Facts | None = paper.snapshot.get("notice") if paper else None
    return kept


def _planned(trip: OutboundTrip, now: Facts, wishes: Wishes) -> Facts:
    """The plan: kept notice, else approval and record; an answer of the dialog goes first."""
    plan = dict(kept_notice(trip) or _approved(trip, now))
    for name in ("period", "places", "route"):
        answer = str(wishes[f"planned_{name}"]).strip()
        if answer and answer != plan[name]:
            plan[name] = answer
            if name == "period":
                plan |= {"out": "", "back": ""}
    return plan


def _approved(trip: OutboundTrip, now: Facts) -> Facts:
    """Days and people as approved; the rest as recorded, for nobody noted that it differed."""
    people = trip.approved_head_count
    days = trip.approved_days
    differs = days is not None and days != now["days"]
    return {
        **now, "days": now["days"] if days is None else days, "head_count": people,
        **({"period": f"批准 {days} 天", "out": "", "back": ""} if differs else {}),
    }


# ---- options, gaps, notices ----


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    now = public_words.notice(trip)
    plan = kept_notice(trip) or _approved(trip, now)
    start = trip.result_publicised_from
    end = trip.result_publicised_until
    first = start if isinstance(start, date) else date.today()
    last = end if isinstance(end, date) else calendar().add(first, publicity.least_days() - 1)
    return (
        issue_date(),
        Option("start", "事后公示开始", "date", first.isoformat(), per_record=True),
        Option("end", "事后公示结束", "date", last.isoformat(), per_record=True),
        Option("planned_period", "计划出访时间", "text", plan["period"], per_record=True,
               help="取自存档的事前公示；没有存档的取批件和登记，可改"),
        Option("planned_places", "计划国家（地区）", "text", plan["places"], per_record=True),
        Option("planned_route", "计划航线", "text", plan["route"], per_record=True),
    )


def _missing(trip: OutboundTrip, _wishes: Wishes) -> list[Missing]:
    found = words.missing_of(trip, "departed_on", "returned_on", "purpose")
    if trip.status in ("计划", "已批复", "取消"):
        found.append(Missing("状态（应为已执行）", trip, "status"))
    return found


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    found = []
    if kept_notice(trip) is None:
        found.append("没有存档的事前公示（A7），“计划”一栏按批件和现有登记推出，请核对。")
    said = _differences(trip, wishes)
    if not trip.deviation_note and any(
        row["difference"].startswith(MARK) for row in (*said["rows"], said["schedule"])
    ):
        found.append("实际与计划有差异，没有填写“与批件不一致的说明”。")
    if any(entry["difference"].startswith(f"{MARK}+") for entry in said["money"]):
        found.append("决算超出预算，请在差异说明里写明原因和审批情况。")
    if any(line.spent is None for line in trip.lines(BudgetLine) if not line.paid_by_host):
        found.append("有预算项目没有填决算金额，“实际”一栏留空。")
    if not (trip.report_submitted or trip.reported_on):
        found.append("出访报告还没有提交，应与执行情况一同公布。")
    back, start = trip.returned_on, date.fromisoformat(str(wishes["start"]))
    months = Look().number("D-OUT-RESULT", "months")
    if isinstance(back, date) and start > (last := months_later(back, months)):
        found.append(f"事后公示应在回国后 {months} 个月内（{date_chinese(last)}前）。")
    return [*found, *words.findings(trip, RULES)]


# ---- the rows ----


def _rows(plan: Facts, now: Facts) -> list[dict[str, Any]]:
    """Every line of words: item, planned, actual, difference (blank = nothing to compare)."""
    return [
        {"item": item, "planned": planned, "actual": actual, "difference": said}
        for item, planned, actual, said in _compared(plan, now)
    ]


def _compared(plan: Facts, now: Facts) -> Iterator[tuple[str, str, str, str]]:
    yield ("出访人员", _people(plan), _people(now), _people_difference(plan, now))
    yield ("出访时间", plan["period"], now["period"], _time_difference(plan, now))
    for item, name in (("国家（地区）", "places"), ("出访任务", "task"), ("邀请单位", "host"),
                       ("往返航线", "route"), ("经费来源", "funding")):
        yield (item, plan[name], now[name], _said(plan[name], now[name]))


def _said(planned: str, actual: str) -> str:
    """一致, ▲有变化, or blank while one of them is not known."""
    if not planned or not actual:
        return ""
    return SAME if planned == actual else f"{MARK}有变化"


def _people(said: Facts) -> str:
    if (count := said.get("head_count")) is not None:
        return f"{count} 人"
    return f"{len(said['people'])} 人：{'、'.join(person['name'] for person in said['people'])}"


def _people_difference(plan: Facts, now: Facts) -> str:
    if (count := plan.get("head_count")) is not None:
        more = len(now["people"]) - count
        return f"{MARK}{'增加' if more > 0 else '减少'} {abs(more)} 人" if more else SAME
    before = [person["name"] for person in plan["people"]]
    after = [person["name"] for person in now["people"]]
    come = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    said = [f"{word}{'、'.join(names)}" for word, names in (("增加", come), ("减少", gone)) if names]
    return MARK + "，".join(said) if said else SAME


def _time_difference(plan: Facts, now: Facts) -> str:
    """▲入境推迟 1 天，在外增加 1 天; only 有变化 where the plan does not know a day."""
    said = []
    if plan["out"] and plan["back"] and now["out"] and now["back"]:
        for name, key in (("出境", "out"), ("入境", "back")):
            later = (date.fromisoformat(now[key]) - date.fromisoformat(plan[key])).days
            if later:
                said.append(f"{name}{'推迟' if later > 0 else '提前'} {abs(later)} 天")
    if plan["days"] is not None and now["days"] is not None and plan["days"] != now["days"]:
        more = now["days"] - plan["days"]
        said.append(f"在外{'增加' if more > 0 else '减少'} {abs(more)} 天")
    return MARK + "，".join(said) if said else _said(plan["period"], now["period"])


def _schedule(plan: Facts, now: Facts) -> dict[str, str]:
    """The schedule as it was, and on which days it was not as planned."""
    planned = {entry["day"]: entry["words"] for entry in plan["schedule"]}
    actual = {entry["day"]: entry["words"] for entry in now["schedule"]}
    days = [day for day in dict.fromkeys((*planned, *actual))
            if planned.get(day) != actual.get(day)]
    told = [f"{day}计划“{planned.get(day, '无')}”" for day in days]
    return {
        "words": publicity.schedule_words(now["schedule"]),
        "difference": f"{MARK}{len(days)} 天有变化：{'；'.join(told)}" if days else
        (SAME if actual else ""),
    }


def _money(trip: OutboundTrip, plan: Facts) -> list[dict[str, str]]:
    """Budget, outcome and difference of each item, then of all; blank where not settled yet."""
    own = [line for line in trip.lines(BudgetLine) if not line.paid_by_host]
    budget = plan["budget"]
    if budget is None or not own:
        cost = "" if trip.cost is None else f"{trip.cost:,.2f}"
        return [{"item": "合计", "planned": "", "actual": cost, "difference": ""}]
    sums = [(item, budget["by_item"].get(item, "0.00"),
             [x for x in own if x.item in (_WITH_OTHERS if item == _WITH_OTHERS[0] else (item,))])
            for item, _ in publicity.ITEMS]
    sums.append(("合计", budget["total"], own))
    return [_sum(item, Decimal(planned.replace(",", "")), lines) for item, planned, lines in sums]


def _sum(item: str, planned: Decimal, lines: list[BudgetLine]) -> dict[str, str]:
    found = {"item": item, "planned": f"{planned:,.2f}", "actual": "", "difference": ""}
    if all(line.spent is not None for line in lines):
        spent = sum((Decimal(str(line.spent)) for line in lines), Decimal("0.00"))
        more = spent - planned
        sign = "+" if more > 0 else "−"
        found["actual"] = f"{spent:,.2f}"
        found["difference"] = f"{MARK}{sign}{abs(more):,.2f}" if more else SAME
    return found


def _differences(trip: OutboundTrip, wishes: Wishes) -> dict[str, Any]:
    """What stands in the three columns, for the paper and for its notices."""
    now = public_words.notice(trip)
    plan = _planned(trip, now, wishes)
    return {"people": now["people"], "rows": _rows(plan, now), "money": _money(trip, plan),
            "schedule": _schedule(plan, now)}


# ---- facts and layout ----


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    start, end = (date.fromisoformat(str(wishes[name])) for name in ("start", "end"))
    known = public_words.known_numbers(trip)
    return {
        **words.common(trip, wishes),
        "span": period_chinese(start, end) if start <= end else date_chinese(start),
        "working_days": calendar().count(start, end), "office": publicity.office_facts(),
        "notice": {"title": trip.title}, "approval": words.approval(trip),
        **public_words.masked(_differences(trip, wishes), known),
        "deviation": public_words.masked(trip.deviation_note or "", known),
        "report": _report(trip),
    }


def _report(trip: OutboundTrip) -> str:
    if isinstance(trip.reported_on, date):
        return f"已于{date_chinese(trip.reported_on)}提交，随本公示一并公布"
    return "已提交，随本公示一并公布" if trip.report_submitted else ""


def _layout(facts: Facts) -> Document:
    texts = _opened(facts, texts_of(CODE, int(facts["issued_on"][:4])))
    head = Row(tuple(label(name) for name in _TABLE), 7.5)
    table = Table((
        Band((27, None, 24, 54), (Row((
            label("团组名称"), value(facts["title"]), label("任务批件"), value(facts["approval"]),
        ), 10),)),
        publicity.people_rows(facts["people"], texts),
        Band((27, None, 53.5, 36), (head, *(_row(row) for row in facts["rows"])), head=1),
        _schedule_band(facts), _money_band(facts),
        Band((27, None), (
            Row((label("差异说明"), value(_deviation(facts))), 11),
            Row((label("出访报告"), value(facts["report"])), 8),
        )),
    ))
    blocks = (*publicity.notice_head(facts, texts), table, *publicity.notice_end(facts, texts))
    page = Page(blocks, Margins(16, 18, 13, 22), shrink=True)
    return Document(texts["title"], facts["school"], (page,), person=facts["holder"])


def _told(facts: Facts) -> list[str]:
    """Every difference that the paper shows."""
    return [entry["difference"] for entry in
            (*facts["rows"], facts["schedule"], *facts["money"])]


def _differs(facts: Facts) -> bool:
    return any(said.startswith(MARK) for said in _told(facts))


def _opened(facts: Facts, texts: Texts) -> Texts:
    """The opening speaks of ▲ only where one stands, and of no change only where all is known."""
    if _differs(facts):
        return texts
    same = all(said == SAME for said in _told(facts))
    words_ = texts["opening.same" if same else "opening.unmarked"]
    return replace(texts, by_key={**texts.by_key, "opening": words_})


def _deviation(facts: Facts) -> str:
    """The note; 无 where everything is known and nothing differs."""
    same = all(said == SAME for said in _told(facts))
    return str(facts["deviation"] or ("无" if same else ""))


def _difference(words_: str, field: str) -> Cell:
    """A difference is red, and bold behind its mark, so that a grey print shows it too."""
    differs = words_.startswith(MARK)
    role: Role = "hei" if differs else "fangsong"
    return Cell(words_, align="center", role=role, field=f"{field}·差异", red=differs)


def _row(row: dict[str, Any]) -> Row:
    item = row["item"]
    return Row((
        label(item), value(row["planned"], field=f"{item}·计划"),
        value(row["actual"], field=f"{item}·实际"), _difference(row["difference"], item),
    ), 8.6)


def _schedule_band(facts: Facts) -> Band:
    """What was done, day by day; then whether that was the plan."""
    said = facts["schedule"]
    days = said["words"].splitlines()
    lines = sum(1 + len(line) // 37 for line in days)
    smallest = 3 + _SMALL_LINE * sum(1 + len(line) // 47 for line in days)
    most = max(66 - 7.5 * min(len(facts["people"]), publicity.MOST_PEOPLE), 20)
    most += 0 if _has_budget(facts) else _TWO_ROWS
    most -= 12 if len(facts["title"]) > _LONG_TITLE else 0
    height = min(max(lines * publicity.LINE + 2, 14), most)
    height = 14 if smallest > most else height  # the days go to an annex page
    differs = said["difference"].startswith(MARK)
    role: Role = "hei" if differs else "fangsong"
    return Band((27, None), (
        Row((label("实际日程"), value(said["words"])), height),
        Row((label("日程差异"), Cell(said["difference"], role=role, red=differs)), 8),
    ))


def _has_budget(facts: Facts) -> bool:
    return any(entry["planned"] for entry in facts["money"])


def _money_band(facts: Facts) -> Band:
    """Budget over outcome over difference, one column for each item; only the sum without one."""
    sums = facts["money"]
    if not _has_budget(facts):
        return Band((27, None), (
            Row((label("费用（元）"), value(sums[0]["actual"], field="决算")), 9),))
    each = [None] * len(sums)
    rows = (
        Row((label("费用（元）"), *(label(entry["item"]) for entry in sums)), 7),
        Row((label("预算"), *(value(x["planned"], align="center") for x in sums)), 7.5),
        Row((label("决算"), *(value(x["actual"], align="center") for x in sums)), 7.5),
        Row((label("差异"), *(_difference(x["difference"], x["item"]) for x in sums)), 7.5),
    )
    return Band((27, *each), rows)


RESULT_NOTICE = Printable(
    code=CODE, title="因公出国（境）事后公示", entity=OutboundTrip, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
