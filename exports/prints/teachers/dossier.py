"""外教档案 (B7): cover and 卷内目录, from the attachments and the list of papers that are wanted."""

from __future__ import annotations

from dataclasses import replace

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    Margins,
    Page,
    Paragraph,
    Row,
    Space,
    Stretch,
    Table,
    Title,
    checkboxes,
)
from exports.prints.declared import columns
from exports.prints.form import (
    document,
    list_band,
    listed,
    plain_label,
    usual_facts,
    usual_options,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    day_words,
    end_of,
    engagements,
    papers_of,
    person_words,
    span_words,
)
from exports.prints.texts import Texts, fill, texts_of
from exports.wording import mask_passport
from models import papers as checklists
from models.entities.attachment import Attachment
from models.entities.foreign_teacher import Engagement, ForeignTeacher

CODE = "B7"
COLUMNS = {"no": "序号", "name": "件名", "pages": "页数", "day": "日期", "original": "原件",
           "remarks": "备注（缺件标记）"}
Line = dict[str, str]
_COVER = Margins(30, 38, 26, 42)
_LINES = 24
"""Of a full page: blank ones take what comes later."""


def _options(_: ForeignTeacher) -> tuple[Option, ...]:
    return (
        Option("with_cover", "印封面", "flag", True),
        Option("with_optional", "列出还没有的“视情况”材料", "flag", False),
        *usual_options(),
    )


def _missing(_: ForeignTeacher, __: Wishes) -> list[Missing]:
    return office_missing("school_name")


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:  # noqa: ARG001
    lacking = [row.paper.name for row in checklists.checklist(teacher).lacking]
    return [f"必备材料缺 {len(lacking)} 件：{'、'.join(lacking)}。"] if lacking else []


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    who = person_words(teacher, papers_of(teacher))
    contracts = engagements(teacher)
    checklist = checklists.checklist(teacher)
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    lines = [line for row in checklist.rows if row.is_held or row.state != checklists.OPTIONAL
             or wishes["with_optional"] for line in _lines(row, texts)]
    lines += [_file(each, str(each), texts) for each in checklist.others]
    first, last = (contracts[-1], contracts[0]) if contracts else (None, None)
    held = [line for line in lines if line["held"]]
    return {
        **usual_facts(wishes, f"外教 {teacher.id}"), **who, "holder": who["name"],
        "tail": who["passport"][-4:] or str(teacher.id),
        "passport": mask_passport(who["passport"]) if who["passport"] else "",
        "period": f"{len(held)}:{wishes['issued_on']}", "department": _department(contracts),
        "term": span_words(first.engaged_from, end_of(last)) if first and last else "",
        "lines": lines, "count": len(held), "lacking": len(checklist.lacking),
        "pages": sum(int(line["pages"] or 0) for line in held),
        "with_cover": bool(wishes["with_cover"]),
    }


def _department(contracts: list[Engagement]) -> str:
    return "、".join(dict.fromkeys(each.department for each in contracts if each.department))


def _lines(row: checklists.Row, texts: Texts) -> list[Line]:
    """One line for each file of a paper; one for a paper without any, with the reason."""
    if row.files:
        return [_file(each, row.paper.name, texts) for each in row.files]
    line = {"name": row.paper.name, "pages": "", "day": "", "original": "", "held": ""}
    if row.is_held:
        return [{**line, "held": "1", "original": texts["original"], "remarks": texts["on_paper"]}]
    remarks = {
        checklists.LACKING: texts["lacking"],
        checklists.NOT_NEEDED: texts["not_needed"].format(reason=row.reason),
        checklists.OPTIONAL: texts["optional"].format(when=row.paper.only_if),
    }[row.state]
    return [{**line, "remarks": remarks}]


def _file(each: Attachment, name: str, texts: Texts) -> Line:
    named = f"{name}（{each.title}）" if each.title and each.title != name else name
    pages = each.pages or (1 if (each.media_type or "").startswith("image/") else "")
    return {
        "name": named, "pages": str(pages), "held": "1",
        "day": day_words(each.dated_on),
        "original": texts["original"] if each.is_original else "",
        "remarks": "" if each.is_original else texts["scan"],
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    pages = [_cover(facts, texts)] if facts["with_cover"] else []
    return document(CODE, facts, texts["title"], [*pages, _list(facts, texts)])


def _cover(facts: Facts, texts: Texts) -> Page:
    keep = checkboxes(tuple(listed(texts["keep"])))
    said = {
        **facts, "keep": keep, "count": f"{facts['count']} 件",
        "pages": f"{facts['pages']} 页" if facts["pages"] else "",
        "lacking": f"{facts['lacking']} 件", "class": "", "compiler": "", "checker": "", "day": "",
    }
    keyed = ("name", "chinese_name", "nationality", "passport", "department", "term", "class",
             "keep", "count", "pages", "lacking", "compiler", "checker", "day")
    rows = tuple(
        Row((replace(plain_label(texts, key), size=13),
             Cell(said[key], align="center", size=13)), 12)
        for key in keyed
    )
    blocks: tuple[Block, ...] = (
        Space(8), Paragraph(facts["school"], size=18, role="bold", align="center", indent=0),
        Space(12), Title(texts["title"], size=36, role="bold", after=0), Stretch(1),
        Table((Band((40, None), rows),)), Stretch(1),
    )
    return Page(blocks, _COVER)


def _list(facts: Facts, texts: Texts) -> Page:
    found = columns(texts["columns"], COLUMNS)
    lines = [{"no": str(number), **line} for number, line in enumerate(facts["lines"], start=1)]
    lines += [{} for _ in range(_LINES - len(lines))]
    key = "sum" if facts["lacking"] else "sum_whole"
    total = fill(texts[key], {
        "count": str(facts["count"]), "lacking": str(facts["lacking"]),
        "pages": str(facts["pages"] or ""),
    })
    head = fill(texts["head"], facts)
    return Page((
        Title(texts["title.list"], size=20, role="hei", after=3),
        Paragraph(head, size=10.5, indent=0, after=1.5, leading=1.3, align="left"),
        Table((list_band(found, lines, height=8.5, head=9, left=("name", "remarks")),)),
        Paragraph(total, size=10.5, indent=0, before=3, leading=1.4, align="left"),
        Paragraph(texts["sign"], size=10.5, indent=0, before=5, leading=1.4, align="left"),
    ))


DOSSIER = Printable(
    code=CODE, title="外教档案卷内目录", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
