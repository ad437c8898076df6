"""外籍教师聘用工作年度自查表 (B11): two pages, every number counted by the indicators.

The authority's name and columns for it differ from place to place: the paper says so itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from exports.forms.terms import rows_of
from exports.prints.blocks import (
    Band,
    Document,
    Heading,
    Page,
    Paragraph,
    Row,
    Signing,
    Table,
    Title,
    label,
    opinion,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.form import document, list_band, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers import self_check_facts
from exports.prints.teachers.contracts import day_words
from exports.prints.texts import Texts, fill, texts_of
from models.entities.foreign_teacher import Engagement
from models.entities.office import OfficeProfile, TypedValue
from models.indicators import Period
from models.indicators.teachers import engagements
from models.partial_date import earliest

CODE = "B11"
RULES = {"no": "序号", "item": "自查项目", "due": "应查", "good": "符合", "bad": "不符", "who": "人员"}
MANAGEMENT = {"no": "序号", "item": "自查项目", "basis": "依据和说明", "result": "自查结果"}
_FORM = "F07b"
"""The year's form in which the office has answered what nobody can count."""


def _options(_: OfficeProfile) -> tuple[Option, ...]:
    today = date.today()
    begun = engagements().select(Engagement.engaged_from).tuples()
    starts = [earliest(row[0]).year for row in begun]
    first = min([today.year - 1, *starts])
    # The check of a year is made in its autumn: before that the last one is asked for.
    usual = today.year if today.month >= 9 else today.year - 1
    years = tuple((str(year), f"{year} 年") for year in range(today.year, first - 1, -1))
    return (
        Option("year", "年度", "choice", str(usual), years),
        Option("with_names", "列出不符合人员的姓名", "flag", True, help="上报版可以不列，只报人数"),
        *usual_options(),
    )


def _missing(_: OfficeProfile, __: Wishes) -> list[Missing]:
    return office_missing("school_name")


def _notices(_: OfficeProfile, wishes: Wishes) -> list[str]:
    year, day = int(str(wishes["year"])), _as_of(wishes)
    found = ["自查表式样待主管部门确认：有规定式样的从其规定。"]
    if day.year == year and day < date(year, 12, 31):
        found.append(f"本年度未结束：各项人数和证照自查都截至 {day}。")
    blank = [line["item"] for line in _answers(year) if not line["result"]]
    if blank:
        found.append(f"{_FORM} 自查表还有 {len(blank)} 项未填：{'、'.join(blank)}；表上留空。")
    return found


def _as_of(wishes: Wishes) -> date:
    """The last day of the year, or the day of printing while the year still runs."""
    return min(
        date(int(str(wishes["year"])), 12, 31),
        max(date.fromisoformat(str(wishes["issued_on"])), date(int(str(wishes["year"])), 1, 1)),
    )


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    year, day = int(str(wishes["year"])), _as_of(wishes)
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    period = replace(Period.calendar_year(year), end=day)
    counts = self_check_facts.counts(period)
    lines = self_check_facts.rules(day, texts)
    if not wishes["with_names"]:
        lines = [{**line, "who": ""} for line in lines]
    return {
        **usual_facts(wishes, f"{year} 年"), "holder": f"{year}年度", "tail": str(year),
        "period": str(year), "year": str(year), "day": day_words(day), "counts": counts,
        "splits": self_check_facts.splits(period, texts), "rules": lines,
        "management": _answers(year), "profile": _profile(office),
    }


def _profile(office: OfficeProfile) -> dict[str, str]:
    kind = type(office)

    def number(name: str) -> str:
        shown = kind.field_named(name).show(getattr(office, name))
        return f"{shown} 人" if shown else ""

    return {
        "school": office.school_name or "", "code": office.school_code or "",
        "office": office.office_name or "",
        "contact": "  ".join(part for part in (office.contact_name, office.phone) if part),
        "students": number("full_time_students"), "teachers": number("full_time_teachers"),
    }


def _answers(year: int) -> list[dict[str, str]]:
    """What the office has answered in the year's own form; blank where it has not."""
    items = rows_of(_FORM, year)
    keys = {item["key"]: item["shared_key"] or f"{_FORM}.{item['key']}" for item in items}
    typed = {
        each.key_name: each for each in TypedValue.active().where(
            (TypedValue.year == year) & TypedValue.key_name.in_(list(keys.values())))
    }
    return [
        {"no": item["no"], "item": item["label"], "basis": item["basis"],
         "result": _result(typed.get(keys[item["key"]]), item["unit"])}
        for item in items
    ]


def _result(typed: TypedValue | None, unit: str) -> str:
    if typed is None or (unit and typed.value is None):
        return ""
    return f"{TypedValue.value.show(typed.value)} {unit}" if unit else typed.words or ""


# ---- layout ----


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    return document(CODE, facts, texts["title"], [_first(facts, texts), _second(facts, texts)])


def _first(facts: Facts, texts: Texts) -> Page:
    head = fill(texts["head"], {
        "school": facts["school"], "year": facts["year"],
        "day": day_words(date.fromisoformat(facts["issued_on"])),
    })
    about = fill(texts["rules"], {"day": facts["day"], "count": facts["counts"]["at_year_end"]})
    rules = columns(texts["columns.rules"], RULES)
    table = Table((
        Heading(texts["profile"], 7.5), _profile_band(facts, texts),
        Heading(texts["numbers"], 7.5), _counts_band(facts, texts), _splits_band(facts, texts),
        Heading("".join(str(part) for part in about), 7.5),
        list_band(rules, facts["rules"], height=9.8, head=9, left=("item", "who"), grow=False),
    ))
    return Page((
        Title(texts["title"], size=20, role="hei", after=2),
        Paragraph(head, size=10.5, indent=0, after=1.5, leading=1.3, align="left"), table,
    ))


def _profile_band(facts: Facts, texts: Texts) -> Band:
    keyed = (("school", "code"), ("office", "contact"), ("students", "teachers"))
    return Band((26, 66, 26, None), tuple(
        Row(tuple(cell for key in keys for cell in (
            label(texts[f"profile.{key}"]), value(facts["profile"][key], align="center"))), 9)
        for keys in keyed
    ))


def _counts_band(facts: Facts, texts: Texts) -> Band:
    keys = (*self_check_facts.COUNTS, "hmt")
    heads = tuple(label(texts[f"count.{key}"].replace("|", "\n")) for key in keys)
    numbers = tuple(value(facts["counts"][key], align="center") for key in keys)
    return Band((*(21.25 for _ in keys[1:]), None), (Row(heads, 10), Row(numbers, 9)))


def _splits_band(facts: Facts, texts: Texts) -> Band:
    return Band((32, None), tuple(
        Row((label(texts[f"split.{key}"].replace("|", "\n")), value(facts["splits"][key])),
            12 if key == "country" else 9.5 if key == "age" else 8)
        for key in self_check_facts.SPLITS
    ))


def _second(facts: Facts, texts: Texts) -> Page:
    management = columns(texts["columns.management"], MANAGEMENT)
    problems = opinion(_problems(facts, texts), signing=Signing(texts["measured"]), field="存在的问题")
    table = Table((
        Heading(texts["management"], 7.5),
        list_band(management, facts["management"], height=9.5, head=9, left=("item", "basis"),
                  grow=False),
        Heading(texts["problems"], 7.5), Band((None,), (Row((problems,), 48),)),
        Heading(texts["approval"], 7.5), *approval_bands(texts["steps"]),
    ))
    return Page((
        table, Paragraph(texts["unsure"], size=9, indent=0, before=1.5, leading=1.3, align="left"),
    ))


def _problems(facts: Facts, texts: Texts) -> str:
    """Every rule that somebody does not meet, then room for what is done about it."""
    found: list[dict[str, Any]] = [line for line in facts["rules"] if line["bad"] != "0"]
    said = "；".join(texts["problem"].format(**line) for line in found)
    return f"{said + '。' if said else texts['none']}\n{texts['measures']}"


SELF_CHECK = Printable(
    code=CODE, title="外籍教师聘用年度自查表", entity=OfficeProfile, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("phone",),  # the office's own, as who can be asked
)
