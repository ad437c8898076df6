"""合作院校登记表 (D11) and 联络卡 (D11C): a partner school on one page, and how to reach each other."""

from __future__ import annotations

from exports.prints.blocks import Document, Members, Page, Space, Title
from exports.prints.certificate import office_facts
from exports.prints.declared import columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.texts import texts_of
from exports.prints.visits import saying
from exports.prints.visits.rows import Parts, form_table
from models.entities.inbound_visit import InboundVisit
from models.entities.outbound_student import Placement
from models.entities.partner_school import Agreement, PartnerContact, PartnerSchool
from models.indicators.partner_activity import visits_of
from models.partial_date import to_text

RECORD, CARD = "D11", "D11C"
_CONTACTS = {"name": "姓名", "position": "职务", "email": "邮箱", "phone": "电话", "language": "沟通语言"}
_AGREEMENTS = {"title": "协议名称", "kind": "类型", "signed": "签署日期", "until": "有效期至", "no": "编号"}
_VISITS = {"day": "日期", "title": "来访团组", "count": "人数", "purpose": "事由"}
_LISTS = {"contacts": "联系人", "agreements": "协议", "visits": "来访记录"}
"""What a list is called on its annex page."""


def _options(partner: PartnerSchool) -> tuple[Option, ...]:  # noqa: ARG001
    return saying.form_options()


def _missing(partner: PartnerSchool, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return saying.form_missing(partner, "name", "country")


def _notices(partner: PartnerSchool, wishes: Wishes) -> list[str]:  # noqa: ARG001
    found = saying.findings(partner)
    if not partner.lines(PartnerContact):
        found.append("没有登记联系人，印出空行手写。")
    return found


def _facts(partner: PartnerSchool, wishes: Wishes) -> Facts:
    facts = saying.form_facts(partner, wishes, holder=partner.name)
    sent = Placement.active().where(Placement.partner == partner).count()
    boxes = {
        "name": partner.name, "foreign_name": partner.foreign_name or "",
        "country": saying.place_name(partner.country), "city": partner.city or "",
        "kind": partner.kind or "", "level": partner.level or "",
        "sister": saying.tick(partner.is_sister_school),
        "since": saying.day_words(partner.related_since), "website": partner.website or "",
        "address": partner.address or "", "sent": saying.count_words(sent, "人次"),
        "remarks": partner.remarks or "", "department": facts["office_name"],
        "date": saying.day_words(None), "history": "",
    }
    return {
        **facts, "code": RECORD, "boxes": boxes, "contacts": contacts(partner),
        "agreements": _agreements(partner), "visits": _visits(partner),
    }


def contacts(partner: PartnerSchool) -> list[dict[str, str]]:
    """Everybody we write to there."""
    rows: list[PartnerContact] = partner.lines(PartnerContact)
    return [{name: getattr(row, name) or "" for name in _CONTACTS} for row in rows]


def _agreements(partner: PartnerSchool) -> list[dict[str, str]]:
    """The newest first; those that were ended early say so."""
    rows = sorted(
        Agreement.active().where(Agreement.partner == partner),
        key=lambda a: to_text(a.signed_on) if a.signed_on else "", reverse=True,
    )
    return [
        {
            "title": row.title, "kind": row.kind or "", "no": row.agreement_no or "",
            "signed": to_text(row.signed_on) if row.signed_on else "",
            "until": f"{to_text(row.terminated_on)}终止" if row.terminated_on
            else Agreement.field_named("valid_until").show(row.valid_until),
        }
        for row in rows
    ]


def _visits(partner: PartnerSchool) -> list[dict[str, str]]:
    rows: list[InboundVisit] = visits_of(partner)
    return [
        {"day": to_text(row.arrived_on), "title": row.title, "purpose": row.purpose or "",
         "count": saying.count_words(row.head_count, "人")}
        for row in rows
    ]


def _people(facts: Facts, key: str, known: dict[str, str], *, text: str, slots: int) -> Members:
    listed = columns(text, known)
    return Members(
        tuple((column.label, column.width) for column in listed),
        tuple(tuple(row[column.key] for column in listed) for row in facts[key]),
        slots=slots, height=8.5, name=_LISTS[key],
    )


def _layout(facts: Facts) -> Document:
    texts = texts_of(RECORD, int(facts["issued_on"][:4]))
    lists = (("contacts", _CONTACTS, 3), ("agreements", _AGREEMENTS, 4), ("visits", _VISITS, 3))
    parts: Parts = {
        key: (_people(facts, key, known, text=texts[f"columns.{key}"], slots=slots),)
        for key, known, slots in lists
    }
    table = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    return saying.document(facts, texts["title"], saying.first_page(texts, table, facts))


def _card_missing(partner: PartnerSchool, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    found = office_missing("school_name", "school_name_en")
    if not partner.country:
        found.append(Missing(PartnerSchool.field_named("country").label, partner, "country"))
    if not partner.lines(PartnerContact):
        found.append(Missing("联系人", partner))
    return found


def _card_facts(partner: PartnerSchool, wishes: Wishes) -> Facts:
    facts, office = saying.form_facts(partner, wishes, holder=partner.name), office_facts()
    boxes = {
        "name": partner.name, "foreign_name": partner.foreign_name or "",
        "place": "  ".join(filter(None, (saying.place_name(partner.country), partner.city or ""))),
        "website": partner.website or "", "address": partner.address or "",
        "our_name": office["school_name"], "our_name_en": office["school_name_en"],
        "our_office": office["office_name"], "our_office_en": office["office_name_en"],
        "our_contact": office["contact_name"], "our_phone": office["phone"],
        "our_email": office["email"],
        "our_address": "\n".join(filter(None, (office["address"], office["address_en"]))),
    }
    return {**facts, "code": CARD, "boxes": boxes, "contacts": contacts(partner)}


def _card(facts: Facts) -> Document:
    texts = texts_of(CARD, int(facts["issued_on"][:4]))
    people = _people(facts, "contacts", _CONTACTS, text=texts["columns.contacts"], slots=3)
    parts: Parts = {"contacts": (people,)}
    table = form_table(texts["rows"], facts["boxes"], parts=parts)
    title = Title(texts["title"], texts["title_en"].upper(), size=18, role="hei", after=3)
    page = Page((Space(2), title, table, *saying.notes(texts)))
    return saying.document(facts, texts["title"], page)


PARTNER_RECORD = Printable(
    code=RECORD, title="合作院校登记表", entity=PartnerSchool, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, private=("address",),
)

CONTACT_CARD = Printable(
    code=CARD, title="合作院校联络卡", entity=PartnerSchool, prefix="", options=_options,
    missing=_card_missing, facts=_card_facts, layout=_card, private=("address",),
)
