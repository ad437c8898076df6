"""What the forms of a lecture, forum or conference say of it and of those who speak."""

from __future__ import annotations

from exports.prints.blocks import Document, Members, Page
from exports.prints.certificate import printed_name
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Wishes
from exports.prints.texts import texts_of
from exports.prints.visits import saying
from exports.prints.visits.rows import Parts, form_table
from models.codes import HOME
from models.entities.event import Event, Speaker

KINDS = ("讲座", "论坛", "国际会议", "外事培训", "外语培训", "访学进修", "其他")
SPEAKER_COLUMNS = {
    "no": "序号", "name": "姓名", "sex": "性别", "nationality": "国籍（地区）", "unit": "单位",
    "position": "职务", "topic": "讲题", "hours": "学时", "degree": "学位", "review": "审查意见",
}


def missing(event: Event) -> list[Missing]:
    """School, name and day; a lecture without a speaker cannot be judged."""
    found = saying.form_missing(event, "title", "held_on")
    if not event.lines(Speaker):
        found.append(Missing("主讲人", event))
    return found


def notices(event: Event) -> list[str]:
    """What the rules say, and what the form leaves blank."""
    found = saying.findings(event)
    for name, words in (("topic", "没有内容提要，须另附讲稿或提要。"), ("place", "没有填写地点。")):
        if not getattr(event, name):
            found.append(words)
    if not any(speaker.nationality not in (None, "", HOME) for speaker in event.lines(Speaker)):
        found.append("主讲人中没有登记境外人员。")
    return found


def facts(event: Event, wishes: Wishes) -> Facts:
    """The boxes that lecture, forum and conference share."""
    base = saying.form_facts(event, wishes, holder=event.title)
    days = saying.days_between(event.held_on, event.ends_on)
    period = saying.span_words(event.held_on, event.ends_on)
    online = saying.tick(event.is_online, ("线上", "线下"))
    boxes = {
        "title": event.title, "foreign_title": event.foreign_title or "",
        "kind": saying.chosen(KINDS, event.kind), "host": event.host_unit or base["school"],
        "co_host": event.co_host or "", "place": event.place or "",
        "period": period, "days": saying.count_words(days, "天"),
        "period_days": f"{period}（{days}天）" if days else period,
        "audience": saying.count_words(event.audience, "人"),
        "foreign_audience": saying.count_words(event.foreign_audience, "人"),
        "scope": event.audience_scope or "", "topic": event.topic or "",
        "languages": event.languages or "", "online": online, "platform": event.platform or "",
        "funding": event.funding or "", "foreign_funded": saying.tick(event.foreign_funded),
        "foreign_partner": event.foreign_partner or "", "recorded": saying.tick(event.recorded),
        "news": saying.tick(event.in_the_news), "leader": event.leader or "",
        "police": saying.tick(event.reported_to_police, ("已报备", "未报备")),
        "applied": saying.day_words(event.applied_on), "school": base["school"],
        "office": base["office_name"],
    }
    return {**base, "boxes": boxes, "people": speakers(event)}


def speakers(event: Event) -> list[dict[str, str]]:
    """Everybody who speaks, as entered."""
    rows: list[Speaker] = event.lines(Speaker)
    return [
        {
            "no": str(number), "name": printed_name(speaker.name), "sex": speaker.sex or "",
            "nationality": saying.place_name(speaker.nationality), "unit": speaker.unit or "",
            "position": speaker.position or "", "topic": speaker.topic or event.title,
            "hours": saying.count_words(speaker.hours, ""), "degree": speaker.degree or "",
            "review": "",
        }
        for number, speaker in enumerate(rows, start=1)
    ]


def two_pages(facts: Facts, *, slots: int, height: float) -> Document:
    """The form on two pages: `rows` with the speakers on the first, `rows2` on the second."""
    texts = texts_of(facts["code"], int(facts["issued_on"][:4]))
    listed = columns(texts["columns"], SPEAKER_COLUMNS)
    people = Members(
        tuple((column.label, column.width) for column in listed),
        tuple(tuple(person[column.key] for column in listed) for person in facts["people"]),
        slots=slots, height=height, name=texts["people"],
    )
    parts: Parts = {"people": (people,), "steps": approval_bands(texts["steps"])}
    first = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    second = form_table(texts["rows2"], facts["boxes"], room=saying.PAGE - 1, parts=parts)
    page = saying.first_page(texts, first, facts)
    return saying.document(facts, texts["title"], page, Page((second,)))
