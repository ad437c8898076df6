"""Percentages as a report writes them: rounded to the decimals that it shows."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from exports.proofreading.base import Mention


def decimals(mention: Mention) -> int:
    """How many decimals a number shows."""
    found = re.search(r"\d[.．](\d+)", mention.text)
    return len(found[1]) if found else 0


def rounded(mention: Mention, value: Decimal) -> str:
    """A value with as many decimals as the number shows."""
    return f"{value.quantize(Decimal(1).scaleb(-decimals(mention)), ROUND_HALF_UP):f}"


def is_rounded(mention: Mention, value: Decimal) -> bool:
    """Whether the number is the value, rounded to its decimals; 约 allows one percent more."""
    step = Decimal(1).scaleb(-decimals(mention))
    slack = step / 2 + (Decimal(1) if mention.about else Decimal(0))
    return abs(mention.value - value) <= slack + Decimal("0.000001")
