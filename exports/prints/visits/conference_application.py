"""国际会议申报表 (D6): for the authority, months ahead; at most five days, no grand names. Two pages."""

from __future__ import annotations

from exports.prints.blocks import Document
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.visits import event_facts, saying
from models.entities.event import Event

CODE = "D6"
CONFERENCE = "国际会议"
_KINDS = ("国际会议", "两国间双边会议")
_NEEDED = ("title", "held_on", "ends_on", "place")


def _options(event: Event) -> tuple[Option, ...]:  # noqa: ARG001
    said = tuple((word, word or "手填") for word in ("", "是", "否"))
    return saying.form_options(
        Option("dignitaries", "拟邀请前政要、部级以上或驻华使节", "choice", "", said, per_record=True),
        Option("ngo", "与境外非政府组织合办", "choice", "", said, per_record=True),
        Option("foreign_host", "外方主办或会议秘书处", "text", "", per_record=True, help="没有的写“无”；留空则手写"),
        Option("budget", "经费预算（元）", "text", "", per_record=True, help="总额；留空则手写"),
    )


def _missing(event: Event, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    found = saying.form_missing(event, *_NEEDED)
    if event.kind != CONFERENCE:
        found.append(Missing("“国际会议”类别（本表只用于国际会议）", event, "kind"))
    return found


def _notices(event: Event, wishes: Wishes) -> list[str]:
    found = saying.findings(event)
    if event.conference_kind != _KINDS[1] and (event.foreign_countries or 0) < 2:
        found.append("国际会议应有三国及以上代表：登记的境外国家（地区）不足 2 个。")
    if wishes["ngo"] == "是":
        found.append("与境外非政府组织合办的，须先办理临时活动备案。")
    if wishes["dignitaries"] == "是":
        found.append("邀请前政要、部级以上人员或驻华使节的，须按程序另行报批。")
    blank = [
        Event.field_named(name).label
        for name in ("background", "foreign_title", "foreign_countries", "languages", "leader")
        if getattr(event, name) in (None, "")
    ]
    return [*found, f"未填{'、'.join(blank)}，表上留空。"] if blank else found


def _facts(event: Event, wishes: Wishes) -> Facts:
    facts, texts = event_facts.facts(event, wishes), saying.texts_for(CODE, wishes)
    boxes = facts["boxes"] | {
        "conference_kind": saying.chosen(_KINDS, event.conference_kind),
        "conference_no": event.conference_no or "",
        "countries": saying.count_words(event.foreign_countries, "个"),
        "background": event.background or "", "schedule": "", "achievements": "",
        "foreign_host": str(wishes["foreign_host"]).strip(),
        "budget": str(wishes["budget"]).strip(),
        "dignitaries": saying.chosen(saying.YES_NO, str(wishes["dignitaries"]) or None),
        "ngo": saying.chosen(saying.YES_NO, str(wishes["ngo"]) or None),
        "security": "", "emergency": "", "approval": event.approval_no or "",
        "papers": saying.papers_words(event, texts["papers"]),
    }
    return {**facts, "code": CODE, "boxes": boxes}


def _layout(facts: Facts) -> Document:
    return event_facts.two_pages(facts, slots=5, height=8)


CONFERENCE_APPLICATION = Printable(
    code=CODE, title="国际会议申报表", entity=Event, prefix="", options=_options, missing=_missing,
    facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
