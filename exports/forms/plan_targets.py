"""F22 规划主要指标监测表: base, target, what this year reached, and how far along that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import (
    BLANK,
    AnnualForm,
    Column,
    DetailSheet,
    FilledForm,
    LeadColumn,
    Row,
    Scaled,
    Share,
    Source,
    Sum,
    Typed,
    Words,
)
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.plain_data import record_title
from models.entities.year_work import PlanTarget, TargetValue
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.year_work import decimals_of, targets

CODE = "F22"
_REACHED = "达到程度"
COLUMNS = (
    Column("kind", ("属性",), width=8),
    Column("base", ("基期值",), width=8.5),
    Column("goal", ("目标值",), width=8.5),
    Column("now", ("本年完成值",), width=9.5),
    Column("sum", ("累计", "存量为净增，流量为合计"), width=12),
    Column("rate", (_REACHED, "完成率%"), width=10),
    Column("time", (_REACHED, "时序进度%"), width=10),
    Column("source", ("数据来源",), width=20),
    Column("note", ("说明",), width=20),
)
_NOT_FILLED = Words("未填")


class Target:
    """One target in one year, as the sources of its cells."""

    def __init__(self, record: Any, period: Period) -> None:
        self.record, self.period = record, period
        indicator = _indicator(record)
        self.decimals = decimals_of(record.base_value, record.target_value)
        divisor = int(record.divide_by or 1)
        if divisor > 1:
            self.decimals = max(self.decimals, 1)
        if indicator is not None and indicator.measure.is_money:
            self.decimals = 2
        self.value = TargetValue.active().where(
            (TargetValue.target == record) & (TargetValue.year == period.end.year)).first()
        self.now: Scaled | Typed
        if indicator is not None:
            self.now = Scaled(bound(indicator, record, period), divisor, self.decimals)
        elif self.value is not None and self.value.value is not None:
            self.decimals = max(self.decimals, decimals_of(self.value.value))
            self.now = Scaled(self._own("targets.value"), 1, self.decimals)
        else:
            self.now = Typed(f"target.{record.id}.value", f"{record.title}：本年完成值",
                             record.unit or "")

    def _own(self, id: str, period: Period | None = None) -> Figure:
        return indicator_by_id(id).at(period or self.period, target=self.record.id)

    def stated(self, id: str, value: Any) -> Source:
        """The base or the goal; 未填 where the plan's record lacks it."""
        if value is None:
            return _NOT_FILLED
        return Scaled(self._own(id), 1, self.decimals)

    def cumulated(self) -> Source:
        """A stock: what was added since the base. A flow: the sum of the years after the base."""
        record = self.record
        if record.is_stock or record.is_stock is None:
            if record.base_value is None:
                return BLANK
            unit = "百分点" if record.unit == "%" else record.unit or ""
            return Sum(((1, self.now), (-1, Scaled(self._own("targets.base")))), unit, strict=True,
                       decimals=self.decimals)
        first = (record.base_year or self.period.end.year - 1) + 1
        before = [Period.calendar_year(year) for year in range(first, self.period.end.year)]
        indicator = _indicator(record)
        parts = [
            Scaled(bound(indicator, record, each), int(record.divide_by or 1)) if indicator
            else Scaled(self._own("targets.value", each)) for each in before
        ]
        return Sum((*((1, part) for part in parts), (1, self.now)), record.unit or "", strict=True,
                   decimals=self.decimals)

    def rate(self) -> Source:
        """(本年值－基期) ÷ (目标－基期); a target that is its base is only kept up or not."""
        record = self.record
        if record.base_value is None or record.target_value is None:
            return BLANK
        if record.base_value == record.target_value:
            return Words("与基期相同，保持")
        base = Scaled(self._own("targets.base"))
        return Share(
            Sum(((1, self.now), (-1, base)), strict=True),
            Sum(((1, Scaled(self._own("targets.goal"))), (-1, base))),
        )

    def time(self) -> Source:
        """The share of the plan's years that have gone by."""
        if self.record.base_year is None or self.record.target_year is None:
            return BLANK
        return Share(self._own("targets.years_passed"), self._own("targets.years_planned"))

    def source(self) -> str:
        """Where this year's value comes from."""
        if (indicator := _indicator(self.record)) is not None:
            period = "期末时点" if self.record.is_stock else "全年"
            return f"{indicator.label}（{period}）"
        return "指标年度值（手填）" if isinstance(self.now, Scaled) else "本表手填"

    def row(self) -> Row:
        """The target's row."""
        record = self.record
        unit = record.unit or "单位未填"
        label = f"{record.title}（{unit}）"
        note = (self.value.note if self.value is not None else None) or record.basis
        return Row(
            f"target:{record.id}", label, unit=unit,
            lead=(str(record.serial or "—"), label),
            cells={
                "kind": Words(record.kind or "未归类"),
                "base": self.stated("targets.base", record.base_value),
                "goal": self.stated("targets.goal", record.target_value),
                "now": self.now, "sum": self.cumulated(), "rate": self.rate(),
                "time": self.time(), "source": Words(self.source()), "note": Words(note or "—"),
            },
        )


def _indicator(record: Any) -> Any:
    """The bound indicator; None where there is none, or none of that name any more."""
    try:
        return indicator_by_id(record.figure) if record.figure else None
    except LookupError:
        return None


def bound(indicator: Any, record: Any, period: Period) -> Figure:
    """The bound figure: a stock on the last day, a flow over its own kind of year."""
    asked = period
    if record.is_stock:
        asked = period.at_end()
    elif indicator.period_kind == "学年":
        asked = Period.academic_year(period.end.year)
    found: Figure = indicator.at(asked)
    return found


def _listed(period: Period) -> list[Any]:
    return list(targets(period).order_by(
        PlanTarget.plan, PlanTarget.serial.asc(nulls="LAST"), PlanTarget.id))


def rows(period: Period) -> Sequence[Row]:
    """The targets plan by plan, then how many there are by 属性."""
    found: list[Row] = []
    records = _listed(period)
    plans = list(dict.fromkeys(record.plan for record in records))
    for plan in plans:
        found.append(Row(f"plan:{plan}", plan, heading=True))
        found += [Target(record, period).row() for record in records if record.plan == plan]

    def counted(key: str, label: str, **where: Any) -> Row:
        return Row(key, label, 1 if where else 0, unit="项", lead=("—", label.removeprefix("其中：")),
                   strong=not where,
                   if_any=where.get("kind", "") is None,
                   cells={"now": indicator_by_id("targets.count").at(period, **where)})

    return [
        *found, counted("total", "监测指标合计（项）"),
        counted("kind:binding", "其中：约束性（项）", kind="约束性"),
        counted("kind:expected", "其中：预期性（项）", kind="预期性"),
        counted("kind:none", "其中：未归类（属性未填）", kind=None),
    ]


def _targets(filled: FilledForm) -> list[tuple[str, Any]]:
    """The keys of the target rows with their records."""
    by_id = {record.id: record for record in filled.cell("total", "now").records()}
    return [(f"target:{id}", record) for id, record in by_id.items()]


def _far(filled: FilledForm, key: str) -> tuple[float, float] | None:
    rate, time = filled.number(key, "rate"), filled.number(key, "time")
    return None if rate is None or time is None else (float(rate), float(time))


def _kept(filled: FilledForm, key: str) -> bool:
    now, goal = filled.cell(key, "now").value, filled.cell(key, "goal").value
    return isinstance(now, str | None) or isinstance(goal, str | None) or now >= goal


def _binding(filled: FilledForm) -> tuple[bool, str]:
    """What lags behind the share of the plan's years gone by."""
    wrong = []
    for key, record in _targets(filled):
        if record.kind != "约束性":
            continue
        if (far := _far(filled, key)) is not None and far[0] < min(far[1], 100):
            wrong.append(f"{record.title}：完成率{far[0]:g}%，时序进度{far[1]:g}%")
        elif record.base_value == record.target_value and not _kept(filled, key):
            wrong.append(f"{record.title}：低于目标")
    return not wrong, "；".join(wrong) or "约束性指标都达到时序进度"


def _binding_at_end(filled: FilledForm) -> tuple[bool, str]:
    """约束性未达→红: in the plan's last year what has not reached its target."""
    wrong = []
    for key, record in _targets(filled):
        if record.kind == "约束性" and record.target_year == filled.period.end.year and not (
                _kept(filled, key)):
            now, goal = filled.cell(key, "now").show(), filled.cell(key, "goal").show()
            wrong.append(f"{record.title}：{now}，目标{goal}")
    return not wrong, "；".join(wrong) or "没有到期未达的约束性指标"


def _behind(filled: FilledForm) -> tuple[bool, str]:
    wrong = [
        f"{record.title}：完成率{far[0]:g}%，时序进度{far[1]:g}%"
        for key, record in _targets(filled)
        if record.kind != "约束性" and (far := _far(filled, key)) and far[0] < min(far[1], 100)
    ]
    return not wrong, "；".join(wrong) or "预期性指标都达到时序进度"


def behind(filled: FilledForm) -> list[Any]:
    """The targets that lag behind the share of their plan's years gone by, in the form's order."""
    found = []
    for key, record in _targets(filled):
        far = _far(filled, key)
        is_late = far is not None and far[0] < min(far[1], 100)
        if is_late or (record.base_value == record.target_value and not _kept(filled, key)):
            found.append(record)
    return found


def _not_mixed(filled: FilledForm) -> tuple[bool, str]:
    """A figure of one day bound as a flow, or a target that does not say which it is."""
    wrong = []
    for _, record in _targets(filled):
        indicator = _indicator(record)
        if indicator is None:
            if record.figure:
                wrong.append(f"{record.title}：取数指标“{record.figure}”不存在")
        elif record.is_stock is None:
            wrong.append(f"{record.title}：没有写明是否存量指标")
        elif indicator.period_kind == "时点" and not record.is_stock:
            wrong.append(f"{record.title}：取数指标是时点数，而登记为流量")
    return not wrong, "；".join(wrong) or "存量取时点、流量取全年"


def _complete(filled: FilledForm) -> tuple[bool, str]:
    wrong = [
        f"{record.title}（{'、'.join(lacking)}）" for _, record in _targets(filled)
        if (lacking := [
            type(record).field_named(name).label
            for name in ("unit", "kind", "base_year", "base_value", "target_year", "target_value")
            if getattr(record, name) is None])
    ]
    return not wrong, "；".join(wrong) or "基期、目标、属性和单位都已登记"


def _percent(filled: FilledForm) -> tuple[bool, str]:
    wrong = [f"{record.title}：{cell.show()}" for key, record in _targets(filled)
             if record.unit == "%" and not isinstance((cell := filled.cell(key, "now")).value,
                                                      str | None)
             and not 0 <= cell.value <= 100]
    return not wrong, "；".join(wrong) or "百分比都在0至100之间"


def behind_targets(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """The records behind each bound figure, target by target."""
    lines: list[tuple[Any, ...]] = []
    records: list[Any] = []
    for key, record in _targets(filled):
        cell = filled.cell(key, "now")
        for each in cell.records():
            lines.append((len(lines) + 1, record.title, cell.figure.label if cell.figure else "",
                          each.label, record_title(each)))
            records.append(each)
    return DetailSheet("数据来源记录", ("序号", "规划指标", "取数指标", "记录种类", "记录"), tuple(lines),
                       (6, 36, 30, 14, 50), tuple(records), "本年完成值由这些记录算出；手填的列其年度值。")


def bases(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """目标依据: which wording the target follows, where text and table of a plan differ."""
    found = _targets(filled)
    return DetailSheet(
        "目标依据", ("序号", "规划", "指标", "基期年份", "目标年份", "目标依据"),
        tuple((number, r.plan, r.title, r.base_year or "未填", r.target_year or "未填", r.basis or "")
              for number, (_, r) in enumerate(found, 1)),
        (6, 34, 36, 10, 10, 50), tuple(record for _, record in found),
        "规划正文与指标表不一致时，以此处写明的为准。",
    )


FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("序号", 5.5), LeadColumn("指标（单位）", 28)),
    columns=lambda _period: COLUMNS, rows=rows, scope="见各指标",
    checks=(
        RowsAddUp("合计＝约束性＋预期性", "total", ("kind:*",), ("now",)),
        Rule("百分比在0至100之间", _percent),
        Rule("约束性指标到目标年份已达到目标", _binding_at_end),
        Rule("约束性指标达到时序进度", _binding, "警"),
        Rule("预期性指标达到时序进度", _behind, "警"),
        Rule("存量取时点、流量取全年，不混用", _not_mixed, "警"),
        Rule("基期、目标、属性和单位齐全", _complete, "警"),
    ),
    details=(behind_targets, bases),
)
