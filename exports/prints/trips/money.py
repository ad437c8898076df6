"""The lines of a trip's budget in the rows of a form, which are one text that the office changes.

Rows are separated by ；: `label=项目:least number of rows`, the item and the number may be left out.
A row without an item is printed empty, for the pen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.entities.outbound_trip import BUDGET_ITEMS
from models.errors import UserError

Line = Mapping[str, Any]


def budget_rows(actual: str, fixed: str, lines: Sequence[Line]) -> list[list[dict[str, Any]]]:
    """Rows paid as they come (实报实销), then rows paid as a flat sum (包干); never a line lost.

    Each row has name, how, foreign, yuan and fixed. An item that no row names gets a row of its
    own, so that the rows always add up to the total. Raises UserError for an unknown item.
    """
    first, then = _parsed(actual), _parsed(fixed)
    named = {item for _, item, _ in (*first, *then)}
    items = dict.fromkeys(str(line["item"]) for line in lines)
    first += [(item, item, 1) for item in items if item not in named]
    groups = [_group(first, lines, fixed=False), _group(then, lines, fixed=True)]
    return [group for group in groups if group]


def _parsed(text: str) -> list[tuple[str, str, int]]:
    found = []
    for part in (p.strip() for p in text.replace(";", "；").split("；")):
        if not part:
            continue
        name, _, rest = part.partition("=")
        item, _, least = rest.partition(":")
        if item.strip() and item.strip() not in BUDGET_ITEMS:
            raise UserError(f"预算没有“{item.strip()}”这一项。", f"可用：{'、'.join(BUDGET_ITEMS)}。")
        if least.strip() and not least.strip().isdigit():
            raise UserError(f"“{part}”的行数不是数。", "写法：栏目=项目:行数，行数可省。")
        found.append((name.strip(), item.strip(), int(least.strip() or 1)))
    return found


def _group(
    rows: Sequence[tuple[str, str, int]], lines: Sequence[Line], *, fixed: bool
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, item, least in rows:
        own = [line for line in lines if item and line["item"] == item]
        filled = [
            {"how": how(line), "foreign": _foreign(line), "yuan": line["yuan"]} for line in own
        ]
        empty = {"how": "", "foreign": "", "yuan": ""}
        filled += [empty] * max(least - len(filled), 0 if filled else 1)
        found += [{**row, "name": name, "fixed": fixed} for row in filled]
    return found


def how(line: Line) -> str:
    """日本（松山） 9,000日元×1人×5晚; only the place where the amount was typed."""
    if not line["foreign"]:
        return str(line["place"])
    sum_of = f"{line['standard']}{line['currency']}×{line['persons']}人×{line['days']}{line['unit']}"
    return f"{line['place']} {sum_of}".strip()


def _foreign(line: Line) -> str:
    return f"{line['foreign']} {line['currency']}" if line["foreign"] else ""
