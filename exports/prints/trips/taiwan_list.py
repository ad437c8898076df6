"""赴台材料清单 (A12): which papers are there, and what a look for words found in their texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Heading,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands
from exports.prints.fonts import Role
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, issue_date
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.wording import date_chinese
from models import papers
from models.checks.base import Look, age_on, full
from models.checks.trip_facts import TripFacts, trips
from models.checks.trip_words import taiwan_words
from models.checks.word_lists import RED, Used
from models.entities.outbound_trip import OutboundTrip

CODE = "A12"
RULES = ("R-OUT-13", "R-OUT-14", "R-OUT-24", "R-OUT-25", "R-OUT-31")
HEALTH, OLD = "健康证明", 60
"""Whom some colleges ask for a health certificate: from this age on."""
_STATES = {papers.HELD: "已有", papers.LACKING: "缺", papers.OPTIONAL: "视情况",
           papers.NOT_NEEDED: "不适用"}
_MARKED = {"红": "▲不得出现", "黄": "△看语境"}


def _read(trip: OutboundTrip, today: date) -> TripFacts:
    return trips(Look(today, trip_id=trip.id))[0]


def _today(wishes: Wishes) -> date:
    return date.fromisoformat(str(wishes["issued_on"]))


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        issue_date(),
        Option("invitation", "另查：台方邀请函（文本）", "text", "", per_record=True,
               help="把邀请函文字粘贴进来，一并查禁用词；文字本身不印、不留存"),
        Option("agenda", "另查：议程、名单等文字", "text", "", per_record=True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:
    found = words.missing_of(trip, "departed_on", "returned_on", "purpose")
    if not _read(trip, _today(wishes)).is_to_taiwan:
        found.insert(0, Missing("出访性质（应为赴台）", trip, "destination_kind"))
    return found


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    used, _ = _used(trip, wishes)
    red = [f"“{each.word.word}”（{each.label}）" for each in used if each.word.level == RED]
    found = [f"材料里有不得出现的词：{'、'.join(red)}，请改写后再印。"] if red else []
    lacking = [row.paper.name for row in papers.checklist(trip).lacking]
    if lacking:
        found.append(f"还缺 {len(lacking)} 项必备材料：{'、'.join(lacking)}。")
    return [*found, *words.findings(trip, RULES)]


def _used(trip: OutboundTrip, wishes: Wishes) -> tuple[list[Used], int]:
    """The words found, with those of the texts that were pasted for this one look."""
    today = _today(wishes)
    more = (("台方邀请函", str(wishes["invitation"])), ("议程、名单", str(wishes["agenda"])))
    return taiwan_words(_read(trip, today), today, more)


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    used, read = _used(trip, wishes)
    return {
        **words.common(trip, wishes), "host": trip.inviting_party or "",
        "period_words": words.period_words(trip), "approval": words.approval(trip),
        "people": "、".join(m.staff_member.name for m in words.members_of(trip)),
        "papers": [_paper(row, trip) for row in papers.checklist(trip).rows],
        "used": [{"word": u.word.word, "place": u.label, "level": u.word.level,
                  "source": u.word.source} for u in used],
        "read": read, "latest": _latest(trip, _today(wishes)),
    }


def _paper(row: papers.Row, trip: OutboundTrip) -> dict[str, str]:
    said = row.reason or (f"扫描件 {len(row.files)} 份" if row.files else row.paper.only_if)
    if row.paper.name == HEALTH and (names := _old(trip)):
        said = f"{OLD} 周岁以上：{'、'.join(names)}"
    return {"name": row.paper.name, "state": row.state, "words": said}


def _old(trip: OutboundTrip) -> list[str]:
    """Members of sixty and more on the day they leave."""
    out = full(trip.departed_on)
    staff = [member.staff_member for member in words.members_of(trip)]
    return [p.name for p in staff if out and (born := full(p.born_on)) and age_on(born, out) >= OLD]


def _latest(trip: OutboundTrip, today: date) -> str:
    """最迟报批日期 by the rule for 赴台; blank where the departure is not known to the day."""
    out = full(trip.departed_on)
    days = Look(today).number("D-OUT-TAIWAN", "latest")
    return f"{date_chinese(out - timedelta(days=days))}（出发前 {days} 天）" if out else ""


# ---- layout ----


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    table = Table((
        Band((27, None, 27, 56), (
            Row((label("团组名称"), value(facts["title"]), label("台方邀请单位"),
                 value(facts["host"])), 8.5),
            Row((label("赴台人员"), value(facts["people"]), label("在台时间"),
                 value(facts["period_words"])), 8.5),
            Row((label("任务批件"), value(facts["approval"]), label("最迟报批"),
                 value(facts["latest"])), 8.5),
        )),
        Heading(texts["papers"], 7),
        Band((10, 50, None, 25, 29), (_head(), *(
            _paper_row(number, paper, texts) for number, paper in enumerate(facts["papers"], 1)
        )), head=1),
        Heading(texts["words"], 7),
        *_found(facts, texts),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(texts["note"], size=9, indent=0, before=1, leading=1.35)
    page = Page((Title(texts["title"], size=18, role="hei", after=2), table, note),
                Margins(13, 16, 13, 20))
    footer = FormFooter(CODE, facts["issued_on"], facts["record"])
    return Document(texts["title"], facts["school"], (page,), person=facts["holder"], footer=footer)


def _head() -> Row:
    return Row(tuple(label(name) for name in ("序号", "材料", "要求", "有无", "备注")), 7)


def _paper_row(number: int, paper: dict[str, str], texts: Texts) -> Row:
    has = "有" if paper["state"] == papers.HELD else "无" if paper["state"] == papers.LACKING else ""
    box = _STATES[papers.NOT_NEEDED] if paper["state"] == papers.NOT_NEEDED else checkboxes(
        ("有", "无"), has)
    return Row((
        Cell(str(number), align="center", size=9.5), Cell(paper["name"], size=9.5),
        Cell(texts.get(f"ask.{paper['name']}"), size=9, field=f"{paper['name']}·要求"),
        Cell(box, align="center", size=9.5),
        Cell(paper["words"], size=9, field=f"{paper['name']}·备注"),
    ), 6.9, grow=True)


def _found(facts: Facts, texts: Texts) -> tuple[Any, ...]:
    """Every word that was found, where, and what it means; else that nothing was."""
    values = {"read": str(facts["read"]), "count": str(len(facts["used"]))}
    if not facts["used"]:
        return (Band((None,), (Row((value(fill(texts["clean"], values)),), 8),)),)
    head = Row(tuple(label(name) for name in ("词语", "出处", "结果", "依据")), 7)
    rows = [
        Row((Cell(u["word"], align="center", role=_role(u), red=u["level"] == RED),
             value(u["place"], align="center"),
             Cell(_MARKED.get(u["level"], ""), align="center", role=_role(u)),
             Cell(u["source"], size=9, field="依据")), 7, grow=True)
        for u in facts["used"]
    ]
    said = fill(texts["found"], values)
    return (Band((28, 30, 26, None), (head, *rows), head=1),
            Band((None,), (Row((value(said),), 7.5),)))


def _role(used: dict[str, str]) -> Role:
    return "hei" if used["level"] == RED else "fangsong"


TAIWAN_LIST = Printable(
    code=CODE, title="赴台材料清单", entity=OutboundTrip, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
