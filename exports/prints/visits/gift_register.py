"""涉外礼品登记表 (D8): the gifts of a year, given and received; those of value are marked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from exports.prints.blocks import Document
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.texts import texts_of
from exports.prints.visits import saying, year_lists
from models import attachments
from models.checks.base import Look
from models.entities.ngo_activity import Gift
from models.entities.office import OfficeProfile
from models.partial_date import to_text

CODE = "D8"
MARK = "※"
_KNOWN = {
    "no": "序号", "day": "日期", "direction": "赠/受", "occasion": "活动（场合）", "country": "国家（地区）",
    "party": "对方单位（人）", "title": "礼品名称", "count": "数量", "price": "单价（元）", "source": "来源",
    "disposal": "处理", "handed_in": "上交日期", "handled_by": "经手人", "approved": "审批",
    "pictures": "附图", "remarks": "备注",
}
_BOTH, _GIVEN, _RECEIVED = "全部", "赠出", "受赠"
_BLANK_ROWS = 11


def _options(office: OfficeProfile) -> tuple[Option, ...]:  # noqa: ARG001
    years = sorted({gift.happened_on.year for gift in Gift.active() if gift.happened_on})
    which = tuple((word, word) for word in (_BOTH, _GIVEN, _RECEIVED))
    return year_lists.year_options(years, Option("which", "方向", "choice", _BOTH, which))


def _missing(office: OfficeProfile, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return year_lists.year_missing(wishes)


def _gifts(wishes: Wishes) -> list[Gift]:
    rows = Gift.active().where(Gift.happened_on.startswith(str(wishes["year"])))
    return [
        gift for gift in sorted(rows, key=lambda g: (to_text(g.happened_on), g.id))
        if wishes["which"] in (_BOTH, gift.direction)
    ]


def _notices(office: OfficeProfile, wishes: Wishes) -> list[str]:  # noqa: ARG001
    gifts = _gifts(wishes)
    if not gifts:
        return [f"{wishes['year']} 年没有登记礼品，印出的是空表。"]
    found = []
    if late := [gift for gift in gifts if _is_of_value(gift, _limit()) and not gift.handed_in_on]:
        found.append(f"{len(late)} 件（批）达到登记标准的受赠礼品没有登记上交："
                     f"{'、'.join(gift.title for gift in late[:5])}。")
    if unpriced := [gift for gift in gifts if gift.unit_value is None]:
        found.append(f"{len(unpriced)} 件（批）没有填写单价（可填估价），无法判断是否须上交。")
    return found


def _limit() -> Decimal:
    """Yuan by the piece from which a received gift is handed in (R-GIF-01)."""
    return Decimal(str(Look().number("R-GIF-01", "received_yuan")))


def _is_of_value(gift: Gift, limit: Decimal) -> bool:
    return (gift.direction == _RECEIVED and gift.unit_value is not None
            and gift.unit_value >= limit)


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    limit = _limit()
    gifts = _gifts(wishes)
    pictures = attachments.of_many(Gift, [gift.id for gift in gifts])
    rows = [
        _row(number, gift, limit) | {"pictures": saying.count_words(_some(pictures, gift), "")}
        for number, gift in enumerate(gifts, start=1)
    ]
    base = year_lists.year_facts(office, wishes, code=CODE, title="涉外礼品登记表")
    which = str(wishes["which"])
    return {
        **base, "rows": rows, "limit": f"{limit:g}", "which": which,
        "period": f"{base['year']}:{which}",
        "sums": {
            way: _sum([g for g in gifts if g.direction == way]) for way in (_GIVEN, _RECEIVED)
        },
    }


def _some(pictures: dict[int, list[Any]], gift: Gift) -> int | None:
    """How many pictures a gift has; None for none, which prints as blank."""
    return len(pictures.get(gift.id, ())) or None


def _sum(gifts: list[Gift]) -> dict[str, str]:
    """件数 and 金额; a gift without price counts by its pieces only."""
    pieces = sum(int(gift.quantity or 1) for gift in gifts)
    total: Decimal = sum(
        (gift.unit_value * int(gift.quantity or 1) for gift in gifts if gift.unit_value), Decimal(0)
    )
    return {"pieces": str(pieces), "yuan": f"{total:,.2f}"}


def _row(number: int, gift: Gift, limit: Decimal) -> dict[str, Any]:
    marked = _is_of_value(gift, limit)
    visit = gift.visit.title if gift.visit else gift.trip.title if gift.trip else ""
    return {
        "no": f"{number}{MARK if marked else ''}", "day": to_text(gift.happened_on),
        "direction": gift.direction, "country": saying.place_name(gift.country),
        "occasion": "；".join(filter(None, (visit, gift.occasion or ""))),
        "party": gift.party or "", "title": gift.title,
        "count": saying.count_words(gift.quantity, ""),
        "price": "" if gift.unit_value is None else f"{gift.unit_value:,.2f}",
        "source": gift.source or "", "disposal": gift.disposal or "",
        "handed_in": to_text(gift.handed_in_on) if gift.handed_in_on else "",
        "handled_by": gift.handled_by or "", "remarks": gift.remarks or "",
        "approved": "" if gift.approved is None else "已批" if gift.approved else "未批",
    }


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    shown = year_lists.listed(texts["columns"], _KNOWN)
    table = year_lists.list_table(shown, facts["rows"], blank=_BLANK_ROWS)
    given, received = facts["sums"][_GIVEN], facts["sums"][_RECEIVED]
    total = texts["total"].format(
        given=given["pieces"], given_yuan=given["yuan"], received=received["pieces"],
        received_yuan=received["yuan"], limit=facts["limit"], mark=MARK,
    )
    return year_lists.list_document(facts, texts, (table, year_lists.line_below(total)))


GIFT_REGISTER = Printable(
    code=CODE, title="涉外礼品登记表", entity=OfficeProfile, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
