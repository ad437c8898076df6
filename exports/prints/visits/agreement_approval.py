"""合作协议审批（备案）表 (D10): what is to be signed, with whom, and who has looked at it."""

from __future__ import annotations

from exports.prints.blocks import Document, Page, checkboxes
from exports.prints.declared import approval_bands
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import texts_of
from exports.prints.visits import saying
from exports.prints.visits.rows import Parts, form_table
from models.entities.partner_school import AGREEMENT_KINDS, Agreement
from models.partial_date import OPEN_ENDED

CODE = "D10"
_LEVELS = ("校级", "院级")
_CLAUSES = ("知识产权", "保密", "数据", "意识形态与安全")


def _options(agreement: Agreement) -> tuple[Option, ...]:
    stage = "备案" if agreement.signed_on else "审批"
    return saying.form_options(
        Option("stage", "用于", "choice", stage, (("审批", "签署前审批"), ("备案", "签署后备案"))),
        Option("drafted_by", "起草人", "text", "", per_record=True, help="留空则手写"),
        Option("translation", "译文核对人", "text", "", per_record=True, help="双语条款号、日期、金额一致；留空则手写"),
    )


def _missing(agreement: Agreement, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    found = saying.form_missing(agreement, "kind")
    if not agreement.partner.country:
        found.append(Missing("合作方国家（地区）", agreement.partner, "country"))
    return found


def _notices(agreement: Agreement, wishes: Wishes) -> list[str]:
    found = saying.findings(agreement)
    if wishes["stage"] == "审批" and agreement.signed_on:
        found.append(f"协议已于 {saying.day_words(agreement.signed_on)} 签署，是否应选“签署后备案”？")
    if wishes["stage"] == "备案" and not agreement.signed_on:
        found.append("还没有登记签署日期，不能备案。")
    return found


def _facts(agreement: Agreement, wishes: Wishes) -> Facts:
    texts = saying.texts_for(CODE, wishes)
    partner = agreement.partner
    facts = saying.form_facts(agreement, wishes, holder=f"{partner.name}　{agreement.title}")
    notice = saying.count_words(agreement.notice_days, "天")
    boxes = {
        "title": agreement.title, "foreign_title": agreement.foreign_title or "",
        "agreement_no": agreement.agreement_no or "", "partner": partner.name,
        "partner_foreign": partner.foreign_name or "",
        "country": saying.place_name(partner.country),
        "partner_kind": partner.kind or "", "partner_level": partner.level or "",
        "since": saying.day_words(partner.related_since),
        "kind": saying.chosen(AGREEMENT_KINDS, agreement.kind),
        "level": saying.chosen(_LEVELS, agreement.level),
        "authorised": saying.day_words(agreement.authorised_on),
        "renews": saying.tick(agreement.renews, ("续签", "新签")),
        "content": agreement.content or "", "scope": agreement.scope or "",
        "money": agreement.money_terms or "", "clauses": checkboxes(_CLAUSES),
        "department": agreement.department or "", "drafted_by": str(wishes["drafted_by"]).strip(),
        "legal": saying.day_words(agreement.legal_reviewed_on),
        "translation": str(wishes["translation"]).strip(),
        "validity": _validity(agreement), "auto": saying.tick(agreement.auto_renewed),
        "termination": texts["termination"].format(notice=notice) if notice else "",
        "law": agreement.governing_law or "", "signatory": agreement.signatory or "",
        "foreign_signatory": agreement.foreign_signatory or "",
        "signed": saying.day_words(agreement.signed_on), "signed_at": agreement.signed_at or "",
        "copies": saying.count_words(agreement.copies, "份"), "languages": agreement.languages or "",
        "filed": saying.day_words(agreement.filed_on), "archive_no": agreement.archive_no or "",
        "papers": saying.papers_words(agreement, texts["papers"]), "school": facts["school"],
        "approved": saying.day_words(agreement.approved_on), "date": "",
    }
    return {
        **facts, "code": CODE, "boxes": boxes, "stage": str(wishes["stage"]),
        "period": f"{agreement.id}:{wishes['stage']}",
    }


def _validity(agreement: Agreement) -> str:
    start = agreement.effective_on or agreement.signed_on
    if agreement.valid_until == OPEN_ENDED:
        return f"自{saying.day_words(start)}起长期有效" if start else "长期"
    return saying.span_words(start, agreement.valid_until)


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = texts[f"title.{facts['stage']}"]
    parts: Parts = {"steps": approval_bands(texts["steps"])}
    first = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    second = form_table(texts["rows2"], facts["boxes"], room=saying.PAGE - 1, parts=parts)
    page = saying.first_page(texts, first, facts, title=title)
    return saying.document(facts, title, page, Page((second,)))


AGREEMENT_APPROVAL = Printable(
    code=CODE, title="合作协议审批（备案）表", entity=Agreement, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
