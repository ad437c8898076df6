"""How wide a column of a list is until she drags its edge."""

from __future__ import annotations

from models.fields import Choice, Date, Flag, Link, LongText, Money, Number
from models.listing import Column


def default_width(column: Column) -> int:
    """Pixels at 100 % until she drags the edge."""
    kind = column.kind
    label = 13 * len(column.label) + 34
    if kind.width:
        return max(kind.width, min(label, 200))
    if isinstance(kind, Date):
        return max(label, 156 if column.is_expiry else 96)
    if isinstance(kind, LongText):
        return 220
    if isinstance(kind, Link):
        return 180
    if isinstance(kind, Money):
        return max(label, 96)
    if isinstance(kind, Number | Flag):
        return max(label, 62)
    if isinstance(kind, Choice):
        longest = max((len(word) for word in kind.options), default=4)
        return max(label, min(13 * longest + 20, 170))
    return max(label, 110)
