"""与境外非政府组织合作审批表 (D9), with what a temporary activity is filed with. Two pages."""

from __future__ import annotations

from exports.prints.blocks import Document, Page
from exports.prints.declared import approval_bands
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import texts_of
from exports.prints.visits import saying
from exports.prints.visits.rows import Parts, form_table
from models.checks.ngo import EXEMPT
from models.entities.ngo_activity import BODY_KINDS, NgoActivity

CODE = "D9"
_KINDS = ("临时活动", "代表机构合作", "合作项目", "接受捐赠")
_RISKS = ("低", "中", "高")


def _options(activity: NgoActivity) -> tuple[Option, ...]:  # noqa: ARG001
    said = tuple((word, word or "手填") for word in ("", "是", "否"))
    return saying.form_options(
        Option("aim", "活动宗旨", "text", "", per_record=True, help="留空则手写"),
        Option("contact", "联系人及电话", "text", "", per_record=True, help="留空则手写"),
        Option("account", "资金账户", "text", "", per_record=True, help="中方合作单位的账户；留空则手写"),
        Option("religion", "涉宗教", "choice", "", said, per_record=True),
        Option("donations", "涉募捐", "choice", "", said, per_record=True),
        Option("politics", "涉政治", "choice", "", said, per_record=True),
    )


def _missing(activity: NgoActivity, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return saying.form_missing(activity, "country", "begins_on", "content")


def _notices(activity: NgoActivity, wishes: Wishes) -> list[str]:  # noqa: ARG001
    found = saying.findings(activity)
    if activity.body_kind in EXEMPT:
        found.append(f"对方为{activity.body_kind}，与境内同类机构的交流一般不走临时活动备案，请先核对。")
    blank = [
        NgoActivity.field_named(name).label
        for name in ("ngo_foreign_name", "legal_representative", "chinese_partner", "amount")
        if getattr(activity, name) in (None, "")
    ]
    return [*found, f"未填{'、'.join(blank)}，表上留空。"] if blank else found


def _facts(activity: NgoActivity, wishes: Wishes) -> Facts:
    facts = saying.form_facts(activity, wishes, holder=f"{activity.ngo_name}　{activity.title}")
    texts = saying.texts_for(CODE, wishes)
    days = saying.days_between(activity.begins_on, activity.ends_on)
    boxes = {
        "ngo": activity.ngo_name, "ngo_foreign": activity.ngo_foreign_name or "",
        "country": saying.place_name(activity.country),
        "body_kind": saying.chosen(BODY_KINDS, activity.body_kind),
        "legal": activity.legal_representative or "",
        "has_office": saying.tick(
            True if activity.kind == "代表机构合作" else False if activity.kind == "临时活动" else None,
            ("有", "无"),
        ),
        "title": activity.title, "kind": saying.chosen(_KINDS, activity.kind),
        "aim": str(wishes["aim"]).strip(), "content": activity.content or "",
        "place": activity.place or "", "days": saying.count_words(days, "天"),
        "period": saying.span_words(activity.begins_on, activity.ends_on),
        "people": saying.count_words(activity.people, "人"),
        "partner": activity.chinese_partner or facts["school"],
        "department": activity.department or "", "leader": activity.leader or "",
        "contact": str(wishes["contact"]).strip(), "amount": saying.money_words(activity.amount),
        "original": _original(activity), "source": activity.ngo_name,
        "account": str(wishes["account"]).strip(),
        "religion": saying.chosen(saying.YES_NO, str(wishes["religion"]) or None),
        "donations": saying.chosen(saying.YES_NO, str(wishes["donations"]) or None),
        "politics": saying.chosen(saying.YES_NO, str(wishes["politics"]) or None),
        "risk": saying.chosen(_RISKS, activity.risk), "measures": "",
        "supervisor": activity.supervisor or "",
        "approval": _numbered(activity.approval_no, activity.approved_on),
        "filing": _numbered(activity.filing_no, activity.filed_on),
        "report": saying.day_words(activity.report_filed_on),
        "papers": saying.papers_words(activity, texts["papers"]), "school": facts["school"],
        "date": "",
    }
    return {**facts, "code": CODE, "boxes": boxes}


def _original(activity: NgoActivity) -> str:
    """30,000 美元（汇率 7.16）; blank where the money is in yuan."""
    if activity.original_amount is None:
        return activity.currency or ""
    rate = f"（汇率 {activity.rate:g}）" if activity.rate else ""
    return f"{activity.original_amount:,.10g} {activity.currency or ''}{rate}"


def _numbered(number: str | None, day: object) -> str:
    on = saying.day_words(day)  # type: ignore[arg-type]
    return "　".join(words for words in (number or "", on) if words)


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    parts: Parts = {
        "inner": approval_bands(texts["steps"]), "outer": approval_bands(texts["steps_outer"]),
    }
    first = form_table(
        texts["rows"], facts["boxes"], room=saying.room_below_title(texts, facts), parts=parts
    )
    second = form_table(texts["rows2"], facts["boxes"], room=saying.PAGE - 1, parts=parts)
    page = saying.first_page(texts, first, facts)
    return saying.document(facts, texts["title"], page, Page((second,)))


NGO_APPROVAL = Printable(
    code=CODE, title="与境外非政府组织合作审批表", entity=NgoActivity, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
