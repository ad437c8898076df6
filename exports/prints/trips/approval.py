"""因公临时出国任务和预算审批意见表 (A3): two pages, task on the first, budget on the second.

Layout follows a province's printed form; 财行〔2013〕516号 asks for the columns. Boxes for opinions
stay empty: they are signed and sealed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Heading,
    Margins,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import HEAD, approval_bands, columns
from exports.prints.printable import Facts, Option, Printable, issue_date
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import facts as trip_facts
from models.entities.outbound_trip import OutboundTrip

CODE = "A3"
WIDTH = 170.0
"""Of the form's tables, millimetres."""
_FIRST = 30.0
"""Of the labels that begin a line of the head, millimetres; below it HEAD, as the boxes have it."""
COLUMNS = (("国际旅费", 28), ("住宿费", 28), ("伙食费", 28), ("公杂费", 26), ("其他费用", None))
_NO_BUDGET: dict[str, Any] = {"by_item": {}, "total": "", "capitals": "", "rates": [], "lines": []}
_DETAIL_NUMBERS = ("standard", "persons", "days", "foreign", "rate", "yuan")
PERSON = {
    "name": "姓名", "sex": "性别", "born": "出生年月", "unit": "派员单位（工作单位）", "post": "职务及职别",
    "kind": "人员属性", "last": "上次出访时间",
}
"""What the list of members can show, in the order in which the facts hold it."""


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        issue_date(),
        Option("with_budget", "填入预算金额", "flag", True, help="不填则第二页金额留空手写"),
        Option("with_details", "另附预算明细（第 3 页）", "flag", False),
        Option("with_footer", "页脚印表号和页码", "flag", False, help="上报版一般不印"),
    )


def _facts(trip: OutboundTrip, wishes: Mapping[str, Any]) -> Facts:
    return {**trip_facts.facts(trip, wishes), "with_footer": bool(wishes["with_footer"])}


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    title = texts.get(f"title.{facts['kind']}", texts["title"])
    pages = [_task_page(facts, texts, title), _budget_page(facts, texts)]
    if facts["with_details"] and facts["budget"]:
        pages.append(_details_page(facts))
    footer = FormFooter(CODE, facts["issued_on"], facts["record"]) if facts["with_footer"] else None
    return Document(title, facts["school"], tuple(pages), person=facts["holder"], footer=footer)


def _yes_no(answer: str) -> Cell:
    return value(checkboxes(("是", "否"), answer), align="center")


def _task_page(facts: Facts, texts: Texts, title: str) -> Page:
    shown = columns(texts["columns"], PERSON)
    at = list(PERSON)
    people = tuple(
        tuple(person[at.index(column.key)] for column in shown) for person in facts["members"]
    )
    table = Table((
        *_head_bands(facts),
        Heading(texts["members"], 7.5),
        Members(tuple((c.label, c.width) for c in shown), people, height=7.6, head_height=8),
        Heading(texts["task_review"], 7.5),
        *_review_bands(facts, texts),
    ))
    contact = "　　　".join((
        f"经办人姓名：{facts['handled_by']}", f"联系电话：{facts['handler_phone']}",
    ))
    return Page((
        Title(title, size=20, role="hei", after=4), table,
        Paragraph(contact, size=10.5, indent=0, before=2, leading=1.3),
    ), Margins(17, 18, 14, 22))


def _head_bands(facts: Facts) -> tuple[Band, ...]:
    return (
        Band((_FIRST, None), (Row((label("团组名称"), value(facts["title"])), 9),)),
        Band((_FIRST, 55, 27, None), (
            Row((label("组团单位"), value(facts["organiser"]), label("团长姓名"),
                 value(facts["leader"], align="center")), 9),
        )),
        Band((_FIRST, 30, 20, 16, 20, None), (
            Row((label("团长职务\n及职别"), value(facts["leader_post"], align="center"), label("团员人数"),
                 value(facts["count"], align="center"), label("出访时间"),
                 value(facts["period_words"], align="center")), 11),
        )),
        Band((_FIRST, None, 18, 24), (
            Row((label("出访国家、地区\n（含经停）"), value(facts["places"]), label("停留"),
                 value(facts["days"], align="center")), 11),
        )),
        Band((_FIRST, None), (Row((label("出访任务"), value(facts["task"])), 15),)),
    )


def _review_bands(facts: Facts, texts: Texts) -> tuple[Band, ...]:
    quota = f"控制数 {facts['quota'] or '      人次'}，已用 {facts['quota_used'] or '      人次'}"
    publicity = checkboxes(("是", "否"), "是" if facts["publicised"] else "")
    for name, words in (("地址", facts["publicity_place"]), ("时间", facts["publicised"])):
        publicity += f"    {name}：{words}" if words else ""
    return (
        Band((HEAD, None), (Row((label("审核依据"), value(texts["task_basis"])), 11),)),
        Band((HEAD, 39, 36, 38, None), (
            Row((label("审核内容", rows=5), label("是否列入出国计划"), _yes_no(facts["in_plan"]),
                 label("出访任务是否符合\n外事管理规定"), _yes_no("")), 11),
            Row((label("年初批复计划"), value(quota, align="center"),
                 label("时间（天数）、路线\n是否符合规定"), _yes_no("")), 11),
            Row((label("邀请函是否符合规定"), _yes_no(facts["invitation"]),
                 label("团组人数、参团人员\n是否符合规定"), _yes_no("")), 11),
            Row((label("是否公示、公示地址"), value(publicity, span=3, field="公示")), 11),
            Row((label("出访目的和必要性"), value(facts["necessity"], span=3)), 11),
        )),
        Band((HEAD, None), (
            Row((label("其他事项"), value(_other_matters(facts))), 11),
        )),
        *approval_bands(texts["steps.task"], width=WIDTH),
    )


def _other_matters(facts: Facts) -> str:
    said = (("邀请单位", facts["host"]), ("往返航线", facts["route"]), ("任务批件", facts["approval"]))
    return "；".join(f"{name}：{words}" for name, words in said if words)


def _budget_page(facts: Facts, texts: Texts) -> Page:
    budget = facts["budget"] or _NO_BUDGET
    amounts = (budget["total"], *(budget["by_item"].get(name, "") for name, _ in COLUMNS))
    widths = (HEAD, *(width for _, width in COLUMNS))
    table = Table((
        Heading(texts["budget_review"]),
        Band((HEAD, None, 24, 24), (
            Row((label("审核依据"), value(texts["budget_basis"], span=3)), 11),
            Row((label("本年度出国\n（境）经费"), value(_year_budget(facts)),
                 label("是否列入\n年度预算"), _yes_no("")), 11),
        )),
        Band(widths, (
            Row((label("合计（元）"), *(label(name) for name, _ in COLUMNS)), 8),
            Row(tuple(value(amount, align="right") for amount in amounts), 9),
        )),
        Band((HEAD, None), (
            Row((label("合计（大写）"), value(budget["capitals"])), 8),
            Row((label("测算说明"), value(_computation(budget))), 28),
            Row((label("须事先报批\n的支出事项"), value(facts["prior"])), 11),
        )),
        Band((HEAD, None, 40, 24), (
            Row((label("费用来源"), value(facts["funding"]), label("出访经费预算审核\n是否符合规定"),
                 _yes_no("")), 11),
        )),
        *approval_bands(texts["steps.budget"], width=WIDTH),
        Heading(texts["personnel_review"]),
        Band((HEAD, None), (
            Row((label("备案情况"), value(
                "已于        年    月    日按干部管理权限向                          备案；"
                "是否已按规定报经有关部门和领导审批同意：" + checkboxes(("是", "否")))), 11),
        )),
        *approval_bands(texts["steps.personnel"], width=WIDTH),
        Heading(texts["leader_review"]),
        *approval_bands(texts["steps.leader"], width=WIDTH),
    ))
    note = Paragraph(texts["note"], size=9, indent=0, before=1.5, leading=1.3, align="left")
    return Page((table, note))


def _year_budget(facts: Facts) -> str:
    """本年度因公出国（境）经费预算 and what is used of it, with room to write where blank."""
    room = "            元"
    return f"预算 {facts['annual_budget'] or room}，已用 {facts['annual_used'] or room}"


def _computation(budget: Mapping[str, Any]) -> str:
    """Every line of the budget as a sum: 住宿费 日本松山 9,000日元×1人×5晚×0.06093=2,741.85元."""
    said = [_in_words(line) for line in budget["lines"]]
    if budget["rates"]:
        said.append(f"参考汇率：{'；'.join(budget['rates'])}")
    if budget.get("by_host"):
        said.append(f"外方负担：{'、'.join(budget['by_host'])}")
    said += budget.get("gaps", ())
    return "；".join(said) + ("。" if said else "")


def _in_words(line: Mapping[str, str]) -> str:
    name = f"{line['item']}{'（' + line['place'] + '）' if line['place'] else ''}"
    if not line["foreign"]:
        return f"{name} {line['yuan'] or '未填'}{'元' if line['yuan'] else ''}"
    standard = f"{line['standard']}{line['currency']}"
    product = f"{standard}×{line['persons']}人×{line['days']}{line['unit']}"
    if not line["rate"]:
        return f"{name} {product}（缺汇率）"
    return f"{name} {product}×{line['rate']}={line['yuan']}元"


def _details_page(facts: Facts) -> Page:
    heads = ("项目", "国家（城市）", "币种", "标准", "人数", "天（晚）数", "外币金额", "汇率", "人民币（元）")
    widths = (24, None, 14, 18, 11, 16, 22, 18, 24)
    rows = [
        Row((value(line["item"], align="center"), value(line["place"], align="center"),
             value(line["currency"], align="center"),
             *(value(line[key], align="right") for key in _DETAIL_NUMBERS)),
            8, grow=True)
        for line in facts["budget"]["lines"]
    ]
    total = Row((label("合计", span=8), value(facts["budget"]["total"], align="right")), 9)
    head = Row(tuple(label(name) for name in heads), 9)
    table = Table((Band(widths, (head, *rows, total), head=1),))
    words = f"大写：{facts['budget']['capitals']}"
    rates = f"参考汇率：{'；'.join(facts['budget']['rates'])}" if facts["budget"]["rates"] else ""
    gaps = "；".join(facts["budget"].get("gaps", ()))
    notes = [
        Paragraph(text, size=10.5, indent=0, before=2, leading=1.3)
        for text in (words, rates, gaps) if text
    ]
    return Page((
        Title("预算明细", size=18, role="hei", after=2),
        Paragraph(facts["title"], size=12, align="center", indent=0, after=3), table, *notes,
    ))


TRIP_APPROVAL = Printable(
    code=CODE, title="因公临时出国任务和预算审批意见表", entity=OutboundTrip, prefix="",
    options=_options, missing=trip_facts.missing, facts=_facts, layout=_layout,
    notices=trip_facts.notices, is_submission=True,
)
