"""讲学证明 (D5C) and 感谢信 (D5L) for an invited lecturer: the hours given; bilingual, numbered."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import Document
from exports.prints.certificate import (
    BOTH,
    CHINESE,
    ENGLISH,
    certificate,
    office_facts,
    printed_name,
)
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
    office_missing,
)
from exports.prints.visits import saying
from exports.prints.visits.lecture_approval import chosen_speaker, speaker_option
from exports.wording import period_english
from models.entities.event import Event
from models.partial_date import Day, latest

CERTIFICATE, THANKS = "D5C", "D5L"
STATE = "given"


def _options(event: Event) -> tuple[Option, ...]:
    return (
        *speaker_option(event),
        Option("topic_en", "讲题（英文）", "text", "", per_record=True,
               help="留空时用活动的英文名称，没有则英文部分不写讲题"),
        Option("unit_en", "工作单位（英文）", "text", "", per_record=True, help="留空则不写"),
        Option("position_en", "职务（英文）", "text", "", per_record=True, help="留空则不写"),
        issue_date(),
        Option("language", "语言", "choice", BOTH, tuple((w, w) for w in (BOTH, CHINESE, ENGLISH))),
    )


def _missing(event: Event, wishes: Wishes) -> list[Missing]:
    names = ["school_name"] + (["school_name_en"] if wishes["language"] != CHINESE else [])
    found = office_missing(*names)
    if not event.held_on:
        found.append(Missing(Event.field_named("held_on").label, event, "held_on"))
    if chosen_speaker(event, wishes) is None:
        found.append(Missing("主讲人", event))
    return found


def _notices(event: Event, wishes: Wishes) -> list[str]:
    found = []
    if latest(event.ends_on or event.held_on) > date.fromisoformat(str(wishes["issued_on"])):
        found.append("到出具日期活动还没有结束，讲学证明写的是已经完成的讲学。")
    speaker = chosen_speaker(event, wishes)
    if speaker is not None and speaker.hours is None:
        found.append("主讲人没有登记学时，证明里不写学时。")
    if wishes["language"] != CHINESE and not wishes["topic_en"] and not event.foreign_title:
        found.append("没有讲题的英文，英文部分不写讲题。")
    return found


def _facts(event: Event, wishes: Wishes) -> Facts:
    speaker = chosen_speaker(event, wishes)
    assert speaker is not None, "missing() asks for one"
    name, office = printed_name(speaker.name), office_facts()
    hours = "" if speaker.hours is None else f"{speaker.hours:g}"
    unit = speaker.unit or ""
    return {
        "holder": name, "tail": str(speaker.id), "period": f"{event.id}:{speaker.id}",
        "purpose": "", "purpose_en": "", "issued_on": str(wishes["issued_on"]), "state": STATE,
        "language": str(wishes["language"]), "office": office,
        "zh": {
            "name": name, "hours": hours, "about": "，".join(filter(None, (
                saying.place_name(speaker.nationality), unit + (speaker.position or ""),
            ))),
            "days": saying.span_words(event.held_on, event.ends_on),
            "topic": speaker.topic or event.title,
        },
        "en": {
            "name": name, "school": office["school_name_en"], "hours": _hours(hours),
            "unit": _said(wishes, "unit_en") or (unit if unit.isascii() else ""),
            "position": _said(wishes, "position_en"),
            "days": _days(event.held_on, event.ends_on),
            "topic": _said(wishes, "topic_en") or event.foreign_title or "",
        },
    }


def _said(wishes: Wishes, key: str) -> str:
    return str(wishes[key]).strip()


def _hours(hours: str) -> str:
    return f"{hours} hour{'' if hours == '1' else 's'}" if hours else ""


def _days(start: Day, end: Day | None) -> str:
    if isinstance(start, date) and (end is None or isinstance(end, date)):
        return period_english(start, end or start)
    if end is None or end == start:
        return f"in {day_english(start)}"
    return f"from {day_english(start)} to {day_english(end)}"


def _certificate(facts: Facts) -> Document:
    return certificate(CERTIFICATE, facts)


def _thanks(facts: Facts) -> Document:
    return certificate(THANKS, facts)


LECTURE_CERTIFICATE = Printable(
    code=CERTIFICATE, title="讲学证明", entity=Event, prefix="JXZM", options=_options,
    missing=_missing, facts=_facts, layout=_certificate, notices=_notices,
)

LECTURE_THANKS = Printable(
    code=THANKS, title="讲学感谢信", entity=Event, prefix="GXXN", options=_options,
    missing=_missing, facts=_facts, layout=_thanks, notices=_notices,
)
