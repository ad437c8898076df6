"""规则与期限参数: every shipped threshold with the office's own value beside it, and changing it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date

from models import cells, store
from models.checks import CHECKS, DEADLINES
from models.checks.base import CERTAINTIES, Parameter, all_parameters
from models.entities.kept_settings import RuleParameter
from models.errors import UserError
from models.hints import HINTS
from models.hints import base as hints
from models.indicators import rules
from models.own_values import COUNTING, SURE, OwnValue, own_values

SOURCE = "规则与期限参数"
_DAY = re.compile(r"\d{2}-\d{2}")


@dataclass(frozen=True)
class Row(Parameter):
    """One threshold. group: the rule's name. certainty: in words. own: None = as shipped."""

    group: str = ""
    own: OwnValue | None = None

    @property
    def rule(self) -> str:
        """The id under which an own value is kept."""
        return self.id

    @property
    def sort(self) -> str:
        """What may be typed, read off the shipped value: 整数, 百分比, 是否, 月日 or 列表."""
        if self.unit == "%":
            return "百分比"
        if self.value.isdecimal():
            return "整数"
        if self.value in ("是", "否"):
            return "是否"
        if all(_DAY.fullmatch(part) for part in self.value.split("|")):
            return "月日"
        return "列表" if "|" in self.value else "文字"

    @property
    def hint(self) -> str:
        """How to type it."""
        return {
            "整数": f"整数{f'，单位：{self.unit}' if self.unit else ''}", "百分比": "0 到 100 的整数",
            "是否": "是 或 否", "月日": "月-日，如 12-31；几个用 | 分开", "列表": "各项用 | 分开",
        }.get(self.sort, "文字")

    def parse(self, typed: str) -> str:
        """The value as it is kept; ValueError with a Chinese reason."""
        words = (cells.text(typed) or "").replace("｜", "|")
        if self.sort == "列表":
            words = words.replace("、", "|")
        if not words and not self.value:
            return ""  # shipped as none
        if not words:
            raise ValueError("取值不能为空")
        if self.sort in ("整数", "百分比"):
            number = cells.number(words)
            if number is None or number != int(number) or number < 0:
                raise ValueError(f"“{typed}”应为不小于 0 的整数")
            if self.sort == "百分比" and number > 100:
                raise ValueError("百分比不能大于 100")
            return str(int(number))
        if self.sort == "是否" and words not in ("是", "否"):
            raise ValueError("应填“是”或“否”")
        parts = [part.strip() for part in words.split("|") if part.strip()]
        if self.sort == "月日":
            for part in parts:
                _month_day(part)
        return "|".join(parts)


def _month_day(part: str) -> None:
    if not _DAY.fullmatch(part):
        raise ValueError(f"“{part}”应写成 月-日，如 12-31")
    month, day = map(int, part.split("-"))
    try:
        date(2024, month, day)
    except ValueError as error:
        raise ValueError(f"“{part}”不是一年中的一天") from error


def rows() -> list[Row]:
    """Every threshold, in the order of the shipped tables; counting rules last."""
    names = {check.id: check.label for check in CHECKS}
    names |= {deadline.id: deadline.label for deadline in DEADLINES}
    names |= {hint.id: hint.label for hint in HINTS}
    own: dict[str, dict[str, OwnValue]] = {}
    found = []
    for line in (*all_parameters(), *hints.all_parameters()):
        if line.parameter:
            known = own.setdefault(line.id, own_values(line.id))
            name = f"{line.id} {names.get(line.id, '')}".strip()
            sureness = CERTAINTIES[SURE if line.parameter in known else line.certainty]
            found.append(Row(
                **(asdict(line) | {"certainty": sureness}),
                group="通用" if line.id == "GENERAL" else name, own=known.get(line.parameter),
            ))
    counting = own_values(COUNTING)
    for key, line_ in rules.shipped().items():
        found.append(Row(
            COUNTING, key, line_.meaning, line_.value, "", line_.source, "",
            CERTAINTIES[SURE] if key in counting else line_.certainty, "",
            group="统计口径", own=counting.get(key),
        ))
    return found


def keep(row: Row, typed: str, *, reason: str, source: str = "", on: date | None = None) -> None:
    """Use an own value from now on. Raises UserError for a value of the wrong kind."""
    try:
        value = row.parse(typed)
    except ValueError as error:
        raise UserError(f"“{row.meaning}”没有改：{error}。", f"请填{row.hint}。") from error
    if not reason.strip():
        raise UserError(f"“{row.meaning}”没有改：请写明理由。")
    kept = _kept(row) or RuleParameter(rule=row.rule, parameter=row.parameter)
    kept.value, kept.reason = value, reason.strip()
    kept.source, kept.decided_on = source.strip() or None, on or date.today()
    store.save(kept, source=SOURCE, label=f"改参数：{row.meaning}")


def revert(row: Row) -> None:
    """Back to the shipped value; the own one goes to the recycle bin."""
    if (kept := _kept(row)) is not None:
        with store.batch(f"恢复随程序的参数：{row.meaning}", source=SOURCE):
            store.retire(kept, source=SOURCE)


def _kept(row: Row) -> RuleParameter | None:
    found: RuleParameter | None = RuleParameter.active().where(
        (RuleParameter.rule == row.rule) & (RuleParameter.parameter == row.parameter)
    ).first()
    return found
