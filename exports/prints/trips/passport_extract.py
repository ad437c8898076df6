"""因公电子护照申请信息表 (A15C): what the passport office's own page asks, read off one sheet.

Applications are made on that office's page now, so this sheet is for copying from, with room for
photo, signature and the copy of the identity card.
"""

from __future__ import annotations

from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Members,
    Page,
    Paragraph,
    Row,
    Signing,
    Table,
    Title,
    checkboxes,
    label,
    opinion,
    value,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.texts import Texts, texts_of
from exports.prints.trips.form import document, usual_options
from models.entities.office import OfficeProfile
from models.entities.staff_member import FamilyMember, StaffMember, StaffTravelDocument
from models.partial_date import chinese
from models.privacy import surname_only

CODE = "A15C"
PHOTO_WIDTH = 41.0
"""Millimetres of the box for a photograph of 35 × 45."""
_NEEDED = (
    "surname_pinyin", "given_name_pinyin", "sex", "born_on", "birthplace", "ethnicity", "id_no",
    "domicile", "person_kind", "level",
)
_PAPERS = 3


def _options(staff: StaffMember) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        *usual_options(),
        Option("identity_abroad", "对外身份", "text", "", per_record=True),
        Option("photo_no", "照片编号", "text", "", per_record=True,
               help="照相馆回执上的编号，留空手写"),
    )


def _missing(staff: StaffMember, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return office_missing("school_name")


def _notices(staff: StaffMember, wishes: Wishes) -> list[str]:  # noqa: ARG001
    blank = [k.label for k in map(StaffMember.field_named, _NEEDED) if not k.read(staff)]
    if not any(line.relation == "配偶" for line in staff.lines(FamilyMember)):
        blank.append("配偶姓名")
    return [f"{staff.name}未填{'、'.join(blank)}，表上留空。"] if blank else []


def _facts(staff: StaffMember, wishes: Wishes) -> Facts:
    office = OfficeProfile.current()
    surname = surname_only(staff.name).rstrip("*").strip()
    spouse = next((m.name for m in staff.lines(FamilyMember) if m.relation == "配偶"), "")
    post = staff.position or staff.title or ""
    department = "" if staff.is_school_leader else staff.department or ""
    return {
        "holder": staff.name, "tail": str(staff.staff_no or staff.id)[-4:], "purpose": "",
        "period": f"{staff.id}", "issued_on": str(wishes["issued_on"]),
        "record": str(staff.staff_no or staff.id), "school": office.school_name or "",
        "with_footer": bool(wishes["with_footer"]), "surname": surname,
        "given": staff.name.removeprefix(surname), "surname_pinyin": staff.surname_pinyin or "",
        "given_pinyin": staff.given_name_pinyin or "", "sex": staff.sex or "",
        "ethnicity": staff.ethnicity or "", "birthplace": staff.birthplace or "",
        "born": chinese(staff.born_on) if staff.born_on else "", "id_no": staff.id_no or "",
        "domicile": staff.domicile or "", "work": f"{office.school_name or ''}{department}{post}",
        "person_kind": staff.person_kind or "", "level": staff.level or "", "spouse": spouse,
        "identity_abroad": str(wishes["identity_abroad"]).strip(),
        "photo_no": str(wishes["photo_no"]).strip(), "papers": _papers(staff),
        "kinds": StaffMember.field_named("person_kind").option_words(),
        "levels": StaffMember.field_named("level").option_words(),
    }


def _papers(staff: StaffMember) -> list[list[str]]:
    """The official papers the person has already; an old one is handed in with the application."""
    papers: list[StaffTravelDocument] = staff.lines(StaffTravelDocument)
    return [
        [p.kind or "", p.number or "", chinese(p.valid_until) if p.valid_until else "",
         p.state or ""]
        for p in papers
    ]


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    heads = tuple(texts[f"papers.{key}"] for key in ("kind", "number", "until", "state"))
    table = Table((
        *_person(facts, texts),
        Members(
            tuple(zip(heads, (None, 42, 40, 24), strict=True)),
            tuple(tuple(paper) for paper in facts["papers"]), slots=_PAPERS, height=8,
            head_height=8, name=texts["papers"], unit="本",
        ),
        Band((85, None), (
            Row((Cell(texts["copy.front"], align="center", size=9),
                 Cell(texts["copy.back"], align="center", size=9)), 58),
        )),
        Band((26, None), (
            Row((label(texts["signature"]),
                 opinion(texts["declaration"], signing=Signing(texts["signing"]))), 27),
        )),
    ))
    note = Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left")
    page = Page((Title(texts["title"], size=20, role="hei", after=4), table, note))
    return document(CODE, facts, texts["title"], [page])


def _person(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    def pair(key: str) -> tuple[Cell, Cell]:
        return label(texts[key]), value(facts[key], align="center")

    def ticked(key: str, options: Any) -> Row:
        return Row((label(texts[key]), value(checkboxes(tuple(options), facts[key]))), 9)

    photo = Cell(texts["photo"], rows=5, align="center", size=9)
    return (
        Band((26, 40, 24, None, PHOTO_WIDTH), (
            Row((*pair("surname"), *pair("given"), photo), 9.6),
            Row((*pair("surname_pinyin"), *pair("given_pinyin")), 9.6),
            Row((*pair("sex"), *pair("ethnicity")), 9.6),
            Row((*pair("born"), *pair("birthplace")), 9.6),
            Row((*pair("spouse"), *pair("photo_no")), 9.6),
        )),
        Band((26, 58, 26, None), (Row((*pair("id_no"), *pair("domicile")), 9.6),)),
        Band((26, None), (
            Row((label(texts["work"]), value(facts["work"])), 9.6),
            ticked("person_kind", facts["kinds"]), ticked("level", facts["levels"]),
            Row((label(texts["identity_abroad"]), value(facts["identity_abroad"])), 9),
        )),
    )


PASSPORT_EXTRACT = Printable(
    code=CODE, title="因公电子护照申请信息表", entity=StaffMember, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("id_no", "domicile", "family"),
)
