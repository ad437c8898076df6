"""指标口径手册 of one year: what stands in it, read off indicators, parameters and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from exports.definitions import Definition, manual
from exports.drafts.tokens import period_for
from exports.forms import FORMS
from exports.forms.uses import Use, uses
from models.chinese_order import order_key
from models.entities.office import OfficeProfile
from models.indicators import Indicator, Period, indicator_by_id
from models.indicators.base import dimensions_of
from models.indicators.rules import Parameter, consulted, parameters, shipped
from models.jobs import Progress, Silent

TITLE = "外事统计指标口径手册"
NO_FORM = "年度报表没有直接取用；供工作总结、自选统计和按模板填表取用"
CELLS_NAMED = 6
SETTLED = "本单位已确定"
"""How sure a value is that the office itself has settled."""

GENERAL: tuple[tuple[str, str], ...] = (
    ("数字从哪里来", "每个数字都由台账里逐条登记的记录当场算出，没有另外保存的汇总数；改动一条记录，各表随之改变。"
     "程序算不出的数由人填写，表中注明；没有逐条记录的往年只存旧表上的数，注明“无明细”。"),
    ("统计期", "自然年为1月1日至12月31日；学年为上年9月1日至当年8月31日，按结束的年份称呼；半年为1至6月或7至12月；"
     "时点只看某一天，通常是统计期的最后一天，写在该日的在校、在聘、有效数里。同一件事放进不同的统计期，数字可以不同。"),
    ("跨期怎么算", "聘期、学籍、协议等有起止的，起止与统计期有一天相交就计入；出访、来访、会议等按发生的日期计入一次。"),
    ("范围", "写“国外”的不含香港、澳门、台湾；写“国（境）外”的两者都含；写“港澳台”的只计港澳台；没有写范围的指标与国别无关。"),
    ("日期不全", "日期只到年或月，可能在期内也可能不在期内的记录，不计入数字，另作“待核”列出，例如“20（最多22）”："
     "确定的20，补齐日期后最多22。口径下注明“列为待核”的指标会这样表示。"),
    ("计数方法", "“条数”一条记录计一；“去重计数”同一个人、同一所学校不论出现几次只计一，按登记的人而不按姓名或证件号辨认；"
     "“名称去重”按名称辨认；“合计”把记录中的数加起来；“人月”“整年数”按日期折算。人数、人次、批次、人天各是各的指标，不可互换。"),
    ("分项与合计", "一个团组去两个国家，在两个国家的行里各计一次，合计仍计一次，所以按国别的分项之和可以大于合计。"
     "没有填写分类的记录列为“未归类”，不丢弃。"),
    ("金额与比例", "金额以元记到分，先相加再换算万元，最后四舍五入一次；百分比由原数当场计算，不手填。"),
)
"""How counting works, in general: a heading and what it says."""


@dataclass(frozen=True)
class Entry:
    """One indicator of the manual under its number (3.12), with all that is said about it."""

    number: str
    definition: Definition
    period: Period
    uses: tuple[Use, ...]
    parameters: tuple[Parameter, ...]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is said, each under its name; what does not apply is left out."""
        one = self.definition
        when = one.period_kind if one.period_kind in self.period.label else (
            f"{one.period_kind}，{self.period.label}")
        counting = (when, f"范围：{one.scope or '不分'}", one.measure,
                    "日期不全的列为待核" if one.has_uncertain else "没有待核",
                    f"可分：{'、'.join(one.breakdowns)}" if one.breakdowns else "")
        found = (
            ("口径", one.definition), ("计数", "；".join(part for part in counting if part)),
            ("来源", one.source),
            ("计数参数", "\n".join(parameter_words(p) for p in self.parameters)),
            ("用表", "\n".join(use_words(use) for use in self.uses) or NO_FORM),
        )
        return tuple((name, words) for name, words in found if words)


@dataclass(frozen=True)
class FormIndex:
    """One form and the indicators it takes: their numbers and names."""

    code: str
    title: str
    certainty: str
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ParameterLine:
    """A parameter in force. shipped: its value as it came; numbers: indicators that ask for it."""

    parameter: Parameter
    shipped: str
    numbers: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        """Whether the office has settled another value."""
        return self.parameter.certainty == SETTLED


@dataclass(frozen=True)
class Manual:
    """The whole manual. names: initial letter → names in pinyin order with their numbers."""

    year: int
    school: str
    made_on: date
    themes: tuple[tuple[str, tuple[Entry, ...]], ...]
    parameters: tuple[ParameterLine, ...]
    forms: tuple[FormIndex, ...]
    names: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every indicator in its order."""
        return tuple(entry for _, entries in self.themes for entry in entries)

    @property
    def cover(self) -> str:
        """The line below the title."""
        return f"{self.school or '（校名未填）'}　{self.year}年度"


def assemble(year: int, *, today: date | None = None, progress: Progress | None = None) -> Manual:
    """The manual for one year, with the parameters as they are in force now."""
    progress = progress or Silent()
    progress.step(0, 3, "查找各表取用的指标")
    used = uses(year)
    themes: dict[str, list[Entry]] = {}
    progress.step(1, 3, "核对计数参数")
    known = _in_force()
    for definition in manual():
        entries = themes.setdefault(definition.theme, [])
        indicator, number = indicator_by_id(definition.id), f"{len(themes)}.{len(entries) + 1}"
        period = period_for(definition.period_kind, year)
        keys = _asked(indicator, period)
        asked = tuple(one for key, one in known.items() if key in keys)
        entries.append(Entry(
            number, definition, period, tuple(used.get(definition.id, ())), asked))
    progress.step(2, 3, "编排索引")
    every = [entry for entries in themes.values() for entry in entries]
    return Manual(
        year, OfficeProfile.current().school_name or "", today or date.today(),
        tuple((theme, tuple(entries)) for theme, entries in themes.items()),
        tuple(_parameter_line(p, every) for p in known.values()),
        _forms(year, every), _names(every),
    )


def parameter_words(parameter: Parameter) -> str:
    """A parameter with its value and how sure that is."""
    value = parameter.value.replace("|", "、")
    return f"{parameter.meaning}：{value}（{parameter.certainty}）"


def use_words(use: Use, *, named: int = CELLS_NAMED) -> str:
    """A form and its cells; many are counted."""
    more = f" 等{len(use.cells)}处" if len(use.cells) > named else ""
    return f"{use.code}：{'、'.join(use.cells[:named])}{more}"


def _asked(indicator: Indicator, period: Period) -> set[str]:
    """Keys of the parameters that its number or one of its breakdowns depends on."""
    figure = indicator.at(period)
    with consulted() as keys:
        figure.value()
        figure.uncertain_ids()
        for key, dimension in dimensions_of(indicator.entity).items():
            if key in indicator.breakdowns and dimension.expression is not None:
                dimension.expression()
    return keys


def _in_force() -> dict[str, Parameter]:
    """The parameters with the office's own values, also those that stand in its profile."""
    found = parameters()
    if own := OfficeProfile.current().long_term_months:
        key = "teachers.long_term_months"
        found[key] = replace(found[key], value=str(int(own)), source="本单位信息",
                             certainty=SETTLED)
    return found


def _parameter_line(parameter: Parameter, entries: Sequence[Entry]) -> ParameterLine:
    numbers = tuple(e.number for e in entries if any(p.key == parameter.key for p in e.parameters))
    return ParameterLine(parameter, shipped()[parameter.key].value, numbers)


def _forms(year: int, entries: Sequence[Entry]) -> tuple[FormIndex, ...]:
    found = []
    for form in FORMS:
        terms = form.terms(year)
        listed = tuple((e.number, e.definition.label) for e in entries
                       if any(use.code == form.code for use in e.uses))
        title = terms.title_for(year, form.period(year))
        found.append(FormIndex(form.code, title, terms.certainty, listed))
    return tuple(found)


def _names(entries: Sequence[Entry]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Names by the initial of their first character, in pinyin order."""
    letters: dict[str, list[tuple[str, str]]] = {}
    for entry in sorted(entries, key=lambda e: (_in_pinyin(e.definition.label), e.number)):
        letters.setdefault(_initial(entry.definition.label), []).append(
            (entry.definition.label, entry.number))
    return tuple((letter, tuple(letters[letter])) for letter in sorted(letters))


def _in_pinyin(name: str) -> str:
    """The key of a name's place, an opening bracket left aside."""
    return order_key(name.lstrip("（“"))


def _initial(name: str) -> str:
    first = _in_pinyin(name).lstrip("\u4e00")[:1].upper()
    return first if first.isalpha() else "#"
