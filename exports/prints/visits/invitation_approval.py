"""邀请外国人来华报批表 (D7A) and 保证书 (D7B): what goes to the authority with the invitation."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Block,
    Document,
    Members,
    Page,
    Paragraph,
    Row,
    SignOff,
    Space,
    Stretch,
    Title,
    Value,
    label,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, issue_date
from exports.prints.texts import texts_of
from exports.prints.visits import invitee, saying
from exports.prints.visits.rows import FIRST, WIDTH, Parts, form_table
from exports.wording import date_chinese
from models.entities.inbound_visit import Invitation

APPROVAL, GUARANTEE = "D7A", "D7B"
PHOTO = 37.0
"""Width in mm of the box for a photograph of 35 × 45."""
_KNOWN = {"from": "起", "until": "止", "unit": "单位", "post": "职务", "place": "国家（地区）"}
_COSTS = ("我方", "外方", "双方分担")
_ENTRIES = ("一次", "两次", "多次")


def _options(invitation: Invitation) -> tuple[Option, ...]:  # noqa: ARG001
    return saying.form_options(
        Option("necessity", "邀请理由和必要性", "text", "", per_record=True, help="留空则手写"),
        Option("earlier", "既往来华情况", "text", "", per_record=True, help="时间、事由；留空则手写"),
        Option("family", "随行人员", "text", "", per_record=True, help="没有的写“无”；留空则手写"),
    )


def _missing(invitation: Invitation, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return invitee.missing(invitation)


def _notices(invitation: Invitation, wishes: Wishes) -> list[str]:  # noqa: ARG001
    return saying.findings(invitation)


def _facts(invitation: Invitation, wishes: Wishes) -> Facts:
    about = invitee.facts(invitation, wishes)
    texts, office = saying.texts_for(APPROVAL, wishes), about["office"]
    visit = invitation.visit
    contact = "  ".join(office[key] for key in ("contact_name", "phone") if office[key])
    boxes = {
        "name": about["name"], "sex": about["sex"], "nationality": about["nationality"],
        "born": about["born"], "paper": about["paper"], "unit": about["unit"],
        "position": about["position"], "purpose": about["why"], "relation": about["relation"],
        "period": about["period_words"], "days": about["days"], "cities": about["cities"],
        "host": about["host"], "cost": saying.chosen(_COSTS, about["cost"] or None),
        "visa": about["visa"], "entries": saying.chosen(_ENTRIES, about["entries"] or None),
        "visit": visit.title if visit else "", "contact": contact,
        "schedule": (visit.itinerary or "") if visit else "",
        "necessity": str(wishes["necessity"]), "earlier": str(wishes["earlier"]),
        "family": str(wishes["family"]), "letter_no": about["reference"],
        "papers": saying.papers_words(invitation, texts["papers"]), "school": about["school"],
        "department": (visit.department if visit else "") or office["office_name"],
        "applied": saying.day_words(invitation.applied_on),
    }
    return {
        **about, **saying.form_facts(invitation, wishes, holder=about["holder"]),
        "tail": about["tail"], "purpose": about["purpose"], "boxes": boxes, "code": APPROVAL,
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(APPROVAL, int(facts["issued_on"][:4]))
    listed = columns(texts["columns"], _KNOWN)
    career = Members(
        tuple((column.label, column.width) for column in listed), (), slots=3, height=6.5,
        head_height=7, name=texts["career"],
    )
    parts: Parts = {
        "person": (_person(facts["boxes"], texts["person"], texts["photo"]),),
        "career": (career,), "steps": approval_bands(texts["steps"]),
    }
    table = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts,
    )
    return saying.document(facts, texts["title"], saying.first_page(texts, table, facts))


def _person(boxes: dict[str, str], labels: str, photo: str) -> Band:
    """Four rows about the person beside the box for the photograph, which spans them all."""
    names = [part.partition("=") for part in labels.split("；")]
    pairs = [(label(words), value(boxes[key], align="center", field=words))
             for key, _, words in names]
    rows = []
    for at in range(0, len(pairs), 2):
        cells = (*pairs[at], *pairs[at + 1])
        rows.append(Row((*cells, value(photo, rows=len(pairs) // 2, align="center"))
                        if at == 0 else cells, 11.5))
    each = (WIDTH - 2 * FIRST - PHOTO) / 2
    return Band((FIRST, each, FIRST, None, PHOTO), tuple(rows))


def _guarantee_options(invitation: Invitation) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        issue_date(),
        Option("addressee", "致", "text", "", help="受理单位；留空则印空格手写"),
        Option("signer", "保证人（法定代表人或授权人）", "text", "", help="留空则手写"),
    )


def _guarantee_facts(invitation: Invitation, wishes: Wishes) -> Facts:
    about = invitee.facts(invitation, wishes)
    return {**about, "addressee": str(wishes["addressee"]).strip(),
            "signer": str(wishes["signer"]).strip()}


def _guarantee(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts = texts_of(GUARANTEE, day.year)
    names = ("name", "sex", "nationality", "paper", "unit", "position", "why", "period_words",
             "days", "cities")
    said = {
        **{name: facts[name] for name in names}, "school": facts["school"],
        "cost_words": texts[f"cost.{facts['cost']}"],
    }
    body = [texts[f"item{number}"] for number in range(1, 6) if texts.get(f"item{number}")]
    items: list[Block] = [
        Paragraph(texts["item"].format(number="一二三四五"[at], words=words.format(
            cost_words=said["cost_words"])), size=14, leading=1.9, role="fangsong")
        for at, words in enumerate(body)
    ]
    addressee = (Value(facts["addressee"] or "＿" * 12, "致"), "：")
    blocks: tuple[Block, ...] = (
        Space(6), Title(texts["title"], size=22, role="hei", after=12),
        Paragraph(addressee, size=14, indent=0, leading=1.9, role="fangsong"),
        Paragraph(invitee.filled(texts, "opening", said), size=14, leading=1.9, role="fangsong"),
        *items,
        Paragraph(texts["closing"], size=14, leading=1.9, role="fangsong", after=8),
        Stretch(0.4),
        SignOff(
            contact=tuple(filter(None, (_contact(facts, texts["contact"]),))),
            issuer=(facts["school"],), signer=texts["signer"].format(signer=facts["signer"]),
            dates=(date_chinese(day),), seal=texts["seal"],
        ),
        Stretch(1),
    )
    return Document(
        f"{texts['title']} {facts['holder']}", facts["school"], (Page(blocks, shrink=True),),
        person=facts["holder"], made_on=day,
    )


def _contact(facts: Facts, pattern: str) -> str:
    office = facts["office"]
    reach = "  ".join(office[key] for key in ("contact_name", "phone") if office[key])
    return pattern.format(contact=reach) if reach else ""


INVITATION_APPROVAL = Printable(
    code=APPROVAL, title="邀请外国人来华报批表", entity=Invitation, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)

GUARANTEE_LETTER = Printable(
    code=GUARANTEE, title="邀请外国人来华保证书", entity=Invitation, prefix="",
    options=_guarantee_options, missing=_missing, facts=_guarantee_facts, layout=_guarantee,
    notices=_notices, is_submission=True,
)
