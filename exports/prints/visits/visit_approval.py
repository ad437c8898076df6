"""外宾来访接待审批表 (D1): who comes, why and when; what it costs; who has agreed. Two pages."""

from __future__ import annotations

from decimal import Decimal

from exports.prints.blocks import Band, Document, Members, Page, Row, checkboxes, label, value
from exports.prints.certificate import printed_name
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import saying
from exports.prints.visits.rows import Parts, form_table
from exports.wording import mask_passport
from models.codes import HOME
from models.entities.inbound_visit import BODY_KINDS, InboundVisit, Visitor
from models.entities.ngo_activity import Gift

CODE = "D1"
PURPOSES = ("友好访问", "科研合作", "学术讲座", "荣誉职称", "其他")
_KNOWN = {
    "no": "序号", "name": "姓名", "sex": "性别", "nationality": "国籍", "position": "职务",
    "passport": "护照号",
}
_FULL, _MASKED, _BLANK = "全号", "掩码", "不填"
_COSTS = ("食宿", "交通", "宴请", "礼品", "翻译及其他")


def _options(visit: InboundVisit) -> tuple[Option, ...]:  # noqa: ARG001
    said = tuple((word, word or "手填") for word in ("", "是", "否"))
    return saying.form_options(
        Option("passport", "来宾护照号", "choice", _FULL,
               ((_FULL, _FULL), (_MASKED, "掩码（AB****34）"), (_BLANK, _BLANK)),
               help="内部审批一般填全号"),
        Option("news", "新闻报道", "choice", "", said, per_record=True),
        Option("photos", "拍照录像", "choice", "", said, per_record=True),
        Option("labs", "参观实验室或涉密场所", "choice", "", said, per_record=True),
    )


def _missing(visit: InboundVisit, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return saying.form_missing(visit, "country", "purpose", "arrived_on")


def _notices(visit: InboundVisit, wishes: Wishes) -> list[str]:  # noqa: ARG001
    found = saying.findings(visit)
    if visit.country == HOME:
        found.append("国内来宾不属于外宾，一般不填本表。")
    named = len(visit.lines(Visitor))
    if not named:
        found.append("没有登记来访人员，名单留空手写。")
    elif visit.head_count and named != visit.head_count:
        found.append(f"登记人数 {visit.head_count} 人，名单上 {named} 人。")
    if not visit.itinerary:
        found.append("没有填写日程安排，表上留空。")
    return found


def _facts(visit: InboundVisit, wishes: Wishes) -> Facts:
    days = saying.days_between(visit.arrived_on, visit.left_on)
    facts = saying.form_facts(visit, wishes, holder=visit.title)
    texts = saying.texts_for(CODE, wishes)
    boxes = {
        "title": visit.title, "country": saying.place_name(visit.country),
        "count": saying.count_words(visit.head_count, "人"),
        "body_kind": saying.chosen(BODY_KINDS, visit.body_kind),
        "partner": visit.partner.name if visit.partner else "",
        "background": visit.background or "",
        "leader": printed_name(visit.leader_name) if visit.leader_name else "",
        "leader_position": visit.leader_position or "", "department": visit.department or "",
        "level": saying.chosen(("校级", "院级"), visit.reception_level),
        "purpose": visit.purpose or "", "kind": saying.chosen(PURPOSES, visit.purpose_kind),
        "period": saying.span_words(visit.arrived_on, visit.left_on),
        "days": saying.count_words(days, "天"), "visa": saying.tick(visit.needs_visa),
        "met": saying.tick(visit.met_by_leader), "companions": visit.companions or "",
        "venue": visit.venue or "", "itinerary": visit.itinerary or "",
        "high": saying.tick(visit.is_high_level),
        "news": _answer(wishes["news"]), "photos": _answer(wishes["photos"]),
        "labs": _answer(wishes["labs"]), "funding": visit.funding or "",
        "invited": saying.day_words(visit.invited_on),
        "applied": saying.day_words(visit.applied_on),
        "police": saying.tick(visit.reported_to_police, ("已报备", "未报备")),
        "papers": saying.papers_words(visit, texts["papers"]), "school": facts["school"],
        "safety": texts["safety"], "review": "",
    }
    return {
        **facts, "code": CODE, "boxes": boxes, "people": _people(visit, str(wishes["passport"])),
        "gifts": _gifts(visit), "cost": saying.money_words(visit.cost).removesuffix(" 元"),
    }


def _answer(wish: object) -> str:
    return checkboxes(saying.YES_NO, str(wish))


def _people(visit: InboundVisit, passport: str) -> list[dict[str, str]]:
    """The guests as handed in; only the head of the delegation where nobody else is named."""
    visitors: list[Visitor] = visit.lines(Visitor)
    if not visitors and visit.leader_name:
        visitors = [Visitor(name=visit.leader_name, position=visit.leader_position,
                            nationality=visit.country)]
    return [
        {
            "no": str(number), "name": printed_name(person.name), "sex": person.sex or "",
            "nationality": saying.place_name(person.nationality), "position": person.position or "",
            "passport": _passport(person.passport_no, passport),
        }
        for number, person in enumerate(visitors, start=1)
    ]


def _passport(number: str | None, how: str) -> str:
    if not number or how == _BLANK:
        return ""
    return mask_passport(number) if how == _MASKED else number


def _gifts(visit: InboundVisit) -> str:
    """What the gifts to these guests cost; blank where none is registered or one has no price."""
    rows = list(Gift.active().where((Gift.visit == visit) & (Gift.direction == "赠出")))
    if not rows or any(gift.unit_value is None for gift in rows):
        return ""
    total: Decimal = sum((gift.unit_value * int(gift.quantity or 1) for gift in rows), Decimal(0))
    return f"{total:,.2f}"


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    listed = columns(texts["columns"], _KNOWN)
    people = Members(
        tuple((column.label, column.width) for column in listed),
        tuple(tuple(person[column.key] for column in listed) for person in facts["people"]),
        height=8, name=texts["people"],
    )
    parts: Parts = {
        "people": (people,), "costs": (_costs(texts, facts),),
        "steps": approval_bands(texts["steps"]),
    }
    first = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    second = form_table(texts["rows2"], facts["boxes"], room=saying.PAGE - 1, parts=parts)
    page = saying.first_page(texts, first, facts)
    return saying.document(facts, texts["title"], page, Page((second,)))


def _costs(texts: Texts, facts: Facts) -> Band:
    """预算 by kind of expense: written by hand, but for the gifts and the whole."""
    heads = tuple(label(name) for name in (*_COSTS, "合计"))
    amounts = [facts["gifts"] if name == "礼品" else "" for name in _COSTS]
    said = tuple(value(amount, align="center", field=texts["costs"])
                 for amount in (*amounts, facts["cost"]))
    return Band(
        (24, 24, 24, 24, 24, 24, None),
        (Row((label(texts["costs"], rows=2), *heads), 8), Row(said, 9)),
    )


VISIT_APPROVAL = Printable(
    code=CODE, title="外宾来访接待审批表", entity=InboundVisit, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
