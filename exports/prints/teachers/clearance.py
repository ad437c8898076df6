"""外籍教师离职清退单 (B12): carried from office to office, each of which signs its line."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Document,
    Page,
    Paragraph,
    Row,
    Signing,
    Table,
    Title,
    opinion,
)
from exports.prints.certificate import newest
from exports.prints.declared import approval_bands, columns
from exports.prints.form import (
    both_pairs,
    document,
    list_band,
    listed,
    usual_facts,
    usual_options,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    chosen,
    day_words,
    departure_option,
    end_of,
    papers_of,
    person_words,
)
from exports.prints.teachers.departure import REASONS, cancel_by, reason_option
from exports.prints.texts import Texts, fill, texts_of
from models.codes import HMT
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherLodging
from models.partial_date import latest, to_text

CODE = "B12"
COLUMNS = {"no": "序号", "department": "部门", "item": "清退事项", "status": "办理情况",
           "signed": "经办人签字", "day": "日期"}


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    return (*departure_option(teacher), reason_option(teacher), *usual_options())


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    if chosen(teacher, wishes) is None:
        found.append(Missing("聘期", teacher, ""))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    contract = chosen(teacher, wishes)
    day = date.fromisoformat(str(wishes["issued_on"]))
    if contract is None or contract.left_on or latest(contract.engaged_until) <= day:
        return []
    return [f"没有填离任日期：最后工作日按合同截止日 {to_text(contract.engaged_until)} 印。"]


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    who = person_words(teacher, papers_of(teacher))
    reasons = texts_of("B5", int(str(wishes["issued_on"])[:4]))
    reason = reasons[f"reason.{wishes['reason']}"] if wishes["reason"] in REASONS else ""
    return {
        **usual_facts(wishes, f"外教 {teacher.id}"), **who,
        "holder": who["name"], "tail": who["passport"][-4:] or str(teacher.id),
        "period": f"{contract.id}", "department": contract.department or "",
        "post": contract.post or "", "reason": reason.partition("|")[0],
        "term": f"{day_words(contract.engaged_from)}至{day_words(contract.engaged_until)}",
        "last": day_words(end_of(contract)), "status": _status(teacher, contract, wishes),
    }


def _status(teacher: ForeignTeacher, contract: Engagement, wishes: Wishes) -> dict[str, str]:
    """What the records already say of a line; the others are written by hand."""
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    papers, found = papers_of(teacher), {}
    permit, residence = newest("工作许可", papers), newest("居留许可", papers)
    if permit is not None and teacher.nationality not in HMT:
        done = permit.cancelled_on
        found["permit"] = texts["status.permit_done"].format(day=day_words(done)) if done else (
            texts["status.permit_due"].format(by=day_words(cancel_by(contract))))
    if residence is not None and residence.valid_until:
        found["residence"] = texts["status.residence"].format(
            until=day_words(residence.valid_until))
    homes = [home for home in teacher.lines(TeacherLodging) if home.registered_on]
    if homes:
        home = max(homes, key=lambda each: to_text(each.lived_from))
        place = (home.police_station or "").removesuffix("派出所")
        found["registration"] = texts["status.lodging"].format(
            **{"from": day_words(home.lived_from), "place": place})
    return found


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    confirmed = opinion(fill(texts["done"], {}), signing=Signing(f"{texts['signer']}："),
                        field="本人确认")
    table = Table((
        _person_band(facts, texts), _items_band(facts, texts),
        Band((None,), (Row((confirmed,), 18),)),
        *approval_bands(texts["steps"]),
    ))
    blocks = (
        Title(texts["title"], texts["title_en"], size=20, role="hei", after=3), table,
        Paragraph(texts["note"], size=9, indent=0, before=1.5, leading=1.3, align="left"),
    )
    return document(CODE, facts, texts["title"], [Page(blocks)])


def _person_band(facts: Facts, texts: Texts) -> Band:
    keyed = (("name", "chinese_name"), ("nationality", "passport"), ("department", "post"),
             ("term", "last"), ("reason", "onward"))
    return Band((32, 53, 32, None), tuple(
        Row(both_pairs(facts, texts, *keys), 10.5) for keys in keyed
    ))


def _items_band(facts: Facts, texts: Texts) -> Band:
    found = columns(texts["columns"], COLUMNS)
    lines = []
    for number, part in enumerate(listed(texts["items"]), start=1):
        key, _, department = part.partition("=")
        lines.append({
            "no": str(number), "department": department,
            "item": texts.get(f"item.{key}").replace("|", "\n"),
            "status": facts["status"].get(key, ""),
        })
    return list_band(found, lines, height=12, head=10, left=("item", "status"))


CLEARANCE = Printable(
    code=CODE, title="外教离职清退单", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
