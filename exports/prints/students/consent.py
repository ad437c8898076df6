"""家长同意书 (C13) and 安全承诺书 (C13B): one page to be signed, on request its English beside.

Numbers of identity papers are masked unless asked for; the parents' own are written by hand.
"""

from __future__ import annotations

from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Row,
    Space,
    Stretch,
    Table,
    Title,
    label,
    value,
)
from exports.prints.certificate import BOTH, CHINESE, span_english
from exports.prints.form import document, listed, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import placements
from exports.prints.students.names import english_options
from exports.prints.students.placements import MASKED
from exports.prints.texts import Texts, fill, texts_of
from models.entities.office import OfficeProfile
from models.entities.outbound_student import OutboundStudent

COMMON = "consent"
_MOST = 20
"""No paper has more clauses than these."""


def _options(student: OutboundStudent) -> tuple[Option, ...]:
    return (
        *placements.stay_option(student),
        Option("language", "语言", "choice", CHINESE, ((CHINESE, CHINESE), (BOTH, "中文，另附英文一页"))),
        *english_options(student), placements.identity_option(MASKED), *usual_options(),
    )


def _missing(student: OutboundStudent, wishes: Wishes) -> list[Missing]:
    return placements.missing(student, wishes, "country", "host_name")


def _facts(student: OutboundStudent, wishes: Wishes) -> Facts:
    stay = placements.chosen(student, wishes)
    assert stay is not None, "missing() asks for it"
    return {
        **usual_facts(wishes, student.student_no or f"派出学生 {student.id}"),
        "holder": student.name, "tail": (student.student_no or str(student.id))[-4:],
        "period": f"{stay.id}", "language": str(wishes["language"]),
        "person": placements.person(student, wishes), "stay": placements.journey(stay),
        "en": {
            "name": str(wishes["name_en"]).strip() or student.name,
            "country": placements.country_english(stay),
            "host": str(wishes["host_en"]).strip() or placements.host_english(stay)
            or stay.host_name or "",
            "span": span_english(stay.departed_on, stay.returned_on),
            "student_no": student.student_no or "",
            "school_en": OfficeProfile.current().school_name_en or "",
        },
    }


def _layout(code: str, facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    own, common = texts_of(code, year), texts_of(COMMON, year)
    pages = [Page(tuple(_chinese(own, common, facts)), shrink=True)]
    if facts["language"] == BOTH:
        pages.append(Page(tuple(_english(own, common, facts)), shrink=True))
    return document(code, facts, own["title"], pages)


def _chinese(own: Texts, common: Texts, facts: Facts) -> list[Block]:
    said = facts["person"] | facts["stay"]
    said |= {"department": "　".join(filter(None, (said["department"], said["programme"])))}
    return [
        Title(own["title"], size=20, role="hei", after=5),
        Paragraph(fill(own["intro"], {"name": said["name"]}), size=14, leading=1.75,
                  role="fangsong", after=4),
        Table((
            Band((28, None, 28, None), (
                Row(_pairs(common, said, "name", "student_no")),
                Row(_pairs(common, said, "kind", "country")),
            )),
            Band((28, None), tuple(
                Row((label(common[f"label.{key}"]), value(said[key])))
                for key in ("department", "host", "span")
            )),
        ), after=4),
        *(Paragraph(f"{at}．{words}", size=14, leading=1.7, role="fangsong")
          for at, words in _clauses(own, "clause")),
        Paragraph(own["closing"], size=14, leading=1.7, role="fangsong"), Stretch(), Space(3),
        _signatures(own, common, said),
    ]


def _pairs(common: Texts, said: dict[str, Any], *keys: str, end: str = "") -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for key in keys:
        cells += [label(common[f"label.{key}{end}"]), value(said[key], align="center")]
    return tuple(cells)


def _clauses(own: Texts, name: str) -> list[tuple[int, str]]:
    """The clauses in their order, numbered anew: an office may blank one."""
    held = [own.get(f"{name}.{at}") for at in range(1, _MOST)]
    return list(enumerate((words for words in held if words.strip()), start=1))


def _signatures(own: Texts, common: Texts, said: dict[str, Any]) -> Table:
    """Two boxes on a line; the first is signed and bears a thumb-print, so its line is higher."""
    filled = {"student_id": said["id_no"], "student_phone": said["phone"],
              "parent_phone": said["parent_phone"], "signed_on": common["date"]}
    keys = listed(own["sign"])
    rows = []
    for at in range(0, len(keys), 2):
        cells: list[Cell] = []
        for key in keys[at:at + 2]:
            words = common[f"sign.{key}"].replace("|", "\n")
            cells += [label(words), value(filled.get(key, ""), align="center")]
        rows.append(Row(tuple(cells), 18 if at == 0 else 11))
    return Table((Band((32, None, 28, None), tuple(rows)),))


def _english(own: Texts, common: Texts, facts: Facts) -> list[Block]:
    said = facts["en"]
    return [
        Title(own["title_en"], size=18, role="latin_bold", after=5),
        Table((
            Band((28, None, 28, None), (
                Row(_pairs(common, said, "name", "student_no", end="_en")),
            )),
            Band((28, None), tuple(
                Row((label(common[f"label.{key}_en"]), value(said[key])))
                for key in ("host", "country", "span")
            )),
        ), after=4),
        Paragraph(fill(own["intro_en"], said), english=True, size=13, after=2),
        *(Paragraph(f"{at}. {words}", english=True, size=13, before=2)
          for at, words in _clauses(own, "clause_en")),
        Paragraph(own["closing_en"], english=True, size=13, before=4),
    ]


PARENTAL_CONSENT = Printable(
    code="C13", title="家长同意书", entity=OutboundStudent, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=lambda facts: _layout("C13", facts),
    private=placements.PRIVATE,
)
SAFETY_PLEDGE = Printable(
    code="C13B", title="安全承诺书", entity=OutboundStudent, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=lambda facts: _layout("C13B", facts),
    private=placements.PRIVATE,
)
