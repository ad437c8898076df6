"""邀请境外人员来校讲学审批表 (D5): one invited lecturer, the lectures, who pays. Two pages."""

from __future__ import annotations

from exports.prints.blocks import Band, Document, Page, Row, label, value
from exports.prints.certificate import printed_name
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import event_facts, saying
from exports.prints.visits.rows import FIRST, WIDTH, Parts, form_table
from models.entities.event import Event, Speaker

CODE = "D5"
PHOTO = 37.0
"""Width in mm of the box for a photograph of 35 × 45."""
_PAYERS = ("我方", "外方", "双方分担")
_PLAN = {"no": "课次", "day": "日期", "time": "时间", "topic": "讲题", "hours": "学时",
         "place": "地点", "audience": "对象及人数"}
_PLANNED = 4


def speaker_option(event: Event) -> tuple[Option, ...]:
    """Which of those who speak; not asked while nobody is registered."""
    speakers: list[Speaker] = event.lines(Speaker)
    if not speakers:
        return ()
    choices = tuple((str(speaker.id), printed_name(speaker.name)) for speaker in speakers)
    return (Option("speaker", "主讲人", "choice", choices[0][0], choices, per_record=True),)


def chosen_speaker(event: Event, wishes: Wishes) -> Speaker | None:
    """The one asked for; None where nobody is registered."""
    rows: list[Speaker] = event.lines(Speaker)
    return next((row for row in rows if str(row.id) == wishes.get("speaker")), None)


def _options(event: Event) -> tuple[Option, ...]:
    return saying.form_options(
        *speaker_option(event),
        Option("necessity", "邀请理由", "text", "", per_record=True, help="留空则手写"),
    )


def _missing(event: Event, wishes: Wishes) -> list[Missing]:
    found = event_facts.missing(event)
    speaker = chosen_speaker(event, wishes)
    if speaker is not None and not speaker.nationality:
        found.append(Missing("主讲人国籍", speaker, "nationality"))
    return found


def _notices(event: Event, wishes: Wishes) -> list[str]:
    found = event_facts.notices(event)
    speaker = chosen_speaker(event, wishes)
    if speaker is None:
        return found
    blank = [
        Speaker.field_named(name).label
        for name in ("degree", "specialty", "profile", "earlier_visits", "hours")
        if getattr(speaker, name) in (None, "")
    ]
    return [*found, f"主讲人未填{'、'.join(blank)}，表上留空。"] if blank else found


def _facts(event: Event, wishes: Wishes) -> Facts:
    facts, texts = event_facts.facts(event, wishes), saying.texts_for(CODE, wishes)
    speaker = chosen_speaker(event, wishes)
    assert speaker is not None, "missing() asks for one"
    name = printed_name(speaker.name)
    topic = speaker.topic or event.title
    boxes = facts["boxes"] | {
        "name": name, "sex": speaker.sex or "",
        "nationality": saying.place_name(speaker.nationality), "unit": speaker.unit or "",
        "position": speaker.position or "", "degree": speaker.degree or "",
        "specialty": speaker.specialty or "", "profile": speaker.profile or "",
        "earlier": speaker.earlier_visits or "", "lecture": topic,
        "hours": saying.count_words(speaker.hours, "学时"),
        "pay": saying.money_words(speaker.honorarium),
        "travel": saying.chosen(_PAYERS, speaker.travel_paid_by),
        "necessity": str(wishes["necessity"]).strip(), "pledge": texts["pledge"],
        "papers": saying.papers_words(event, texts["papers"]), "security": "", "emergency": "",
        "born": "", "passport": "",
    }
    first = {
        "no": "1", "day": facts["boxes"]["period"], "time": "", "topic": topic,
        "hours": saying.count_words(speaker.hours, ""), "place": facts["boxes"]["place"],
        "audience": "  ".join(filter(None, (facts["boxes"]["scope"], facts["boxes"]["audience"]))),
    }
    return {
        **facts, "code": CODE, "boxes": boxes, "holder": f"{name}　{event.title}",
        "period": f"{event.id}:{speaker.id}", "tail": str(speaker.id), "plan": [first],
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    parts: Parts = {
        "person": (_person(facts, texts),), "plan": (_plan(facts, texts),),
        "steps": approval_bands(texts["steps"]),
    }
    first = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    second = form_table(texts["rows2"], facts["boxes"], room=saying.PAGE - 1, parts=parts)
    page = saying.first_page(texts, first, facts)
    return saying.document(facts, texts["title"], page, Page((second,)))


def _person(facts: Facts, texts: Texts) -> Band:
    """Rows of two boxes about the lecturer, beside the box for the photograph."""
    names = [part.partition("=") for part in texts["person"].split("；")]
    pairs = [(label(words), value(facts["boxes"][key], align="center", field=words))
             for key, _, words in names]
    photo = value(texts["photo"], rows=len(pairs) // 2, align="center")
    rows = [
        Row((*pairs[at], *pairs[at + 1], *((photo,) if at == 0 else ())), 11.5)
        for at in range(0, len(pairs), 2)
    ]
    each = (WIDTH - 2 * FIRST - PHOTO) / 2
    return Band((FIRST, each, FIRST, None, PHOTO), tuple(rows))


def _plan(facts: Facts, texts: Texts) -> Band:
    """讲学安排: the first lecture as registered, room for more."""
    listed = columns(texts["columns"], _PLAN)
    head = Row(tuple(label(column.label) for column in listed), 8)
    planned = [*facts["plan"], *({},) * (_PLANNED - len(facts["plan"]))]
    rows = [
        Row(tuple(value(entry.get(column.key, ""), align="center", field=column.label)
                  for column in listed), 11)
        for entry in planned
    ]
    return Band(tuple(column.width for column in listed), (head, *rows))


LECTURE_APPROVAL = Printable(
    code=CODE, title="邀请境外人员来校讲学审批表", entity=Event, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
