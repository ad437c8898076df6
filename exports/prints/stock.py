"""Pre-printed paper (套打): where each value stands on it.

Positions are data (resources/prints/stock), tenths of a millimetre from the paper's top left
corner as it is fed. What the office measured (models/stock_layouts.py) is added to them; a batch on
a layout that nobody has measured is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast

from exports.prints.blocks import Margins, Page, Value, sentence
from exports.prints.fonts import Role
from exports.prints.placed import Mark, Spot
from exports.prints.printable import Option, Wishes
from exports.prints.text import Align
from exports.prints.texts import FOLDER
from models import stock_layouts
from models.errors import UserError
from models.partial_date import Day, PartialDate
from models.stock_layouts import Calibration

Side = Literal["front", "back"]

OPTION = "stock"
PLAIN = ""
"""The answer of the option that prints on blank paper."""

NO_MARGINS = Margins(0, 0, 0, 0)
_POINT = 25.4 / 72


@dataclass(frozen=True)
class Field:
    """One value on the paper: it is written on `line`, shrinking to `width`; millimetres.

    words: what is written, {names} of values; rows and step: lines above `line` that it may take.
    """

    name: str
    label: str
    words: str
    side: Side
    left: float
    line: float
    width: float
    size: float
    align: Align
    role: Role
    rows: int = 1
    step: float = 0

    @property
    def height(self) -> float:
        """Of the box that is shown around it: its letters and the rows above, millimetres."""
        return self.size * _POINT * 1.15 + (self.rows - 1) * self.step


@dataclass(frozen=True)
class Stock:
    """A kind of pre-printed paper for one printable, in millimetres as it is fed."""

    code: str
    paper: str
    title: str
    width: float
    height: float
    feed: str
    fields: tuple[Field, ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """front, and back where anything stands there."""
        has_back = any(field.side == "back" for field in self.fields)
        return ("front", "back") if has_back else ("front",)


@cache
def layouts() -> tuple[Stock, ...]:
    """Every shipped layout."""
    with (FOLDER / "stock" / "layouts.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Stock(row["code"], row["paper"], row["title"], float(row["width"]),
                  float(row["height"]), row["feed"], _fields(row["code"]))
            for row in csv.DictReader(file)
        )


def _fields(code: str) -> tuple[Field, ...]:
    with (FOLDER / "stock" / f"{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Field(
                row["field"], row["label"], row["words"] or f"{{{row['field']}}}",
                cast(Side, row["side"]), float(row["left"]), float(row["line"]),
                float(row["width"]), float(row["size"]), cast(Align, row["align"]),
                cast(Role, row["role"]), int(row["rows"]), float(row["step"]),
            )
            for row in csv.DictReader(file)
        )


def layout_by_code(code: str) -> Stock:
    """LookupError when there is none."""
    for stock in layouts():
        if stock.code == code:
            return stock
    raise LookupError(code)


# ---- choosing ----


def stock_option(paper: str) -> Option:
    """On blank paper, or on one of the paper's layouts with the printer it was measured for."""
    choices = [(PLAIN, "空白纸，整页打印")]
    for stock in layouts():
        if stock.paper == paper:
            known = stock_layouts.calibrations(stock.code) or [Calibration(stock.code)]
            choices += [(_answer(each), f"套打：{stock.title}（{state_of(each)}）") for each in known]
    return Option(
        OPTION, "用纸", "choice", PLAIN, tuple(choices),
        help="套打：在预印好的纸上只填内容。先在“设置›打印件›套打校准”里量好打印机的偏差",
    )


def state_of(calibration: Calibration) -> str:
    """HP 1020，2026-11-20 校准."""
    if not calibration.is_calibrated:
        return "未校准"
    printer = f"{calibration.printer}，" if calibration.printer else ""
    return f"{printer}{calibration.calibrated_on} 校准"


def _answer(calibration: Calibration) -> str:
    return f"{calibration.layout}|{calibration.printer}"


def _chosen(wishes: Wishes) -> Calibration | None:
    answer = str(wishes.get(OPTION) or "")
    if not answer:
        return None
    code, _, printer = answer.partition("|")
    return stock_layouts.calibration_of(code, printer)


def refuse_batch(wishes: Wishes) -> None:
    """UserError for more than one paper on a layout that nobody has measured."""
    calibration = _chosen(wishes)
    if calibration is not None and not calibration.is_calibrated:
        title = layout_by_code(calibration.layout).title
        raise UserError(
            f"“{title}”还没有校准，不能一次套打多份。",
            "请先在“设置›打印件›套打校准”里打印校准页、量取偏差并保存；单份可以先打一张试样。",
        )


def stock_notices(wishes: Wishes) -> list[str]:
    """What to look at before pre-printed paper goes into the printer; nothing on blank paper."""
    calibration = _chosen(wishes)
    if calibration is None:
        return []
    stock = layout_by_code(calibration.layout)
    said = f"套打“{stock.title}”：{stock.feed}；打印时选“实际大小”。"
    if not calibration.is_calibrated:
        said += "这种纸还没有校准，请先用普通纸试打一份。"
    return [said]


def stock_facts(wishes: Wishes) -> dict[str, Any] | None:
    """The chosen layout with its calibration, for the snapshot; None for blank paper."""
    calibration = _chosen(wishes)
    return None if calibration is None else calibration.as_facts()


# ---- drawing ----


def stock_pages(facts: Mapping[str, Any], values: Mapping[str, str]) -> tuple[Page, ...]:
    """The values at their places, nothing else; a page for the back where the layout has one."""
    calibration = Calibration(**facts)
    stock = layout_by_code(calibration.layout)
    return pages_of(stock, calibration, values)


def split_day(day: Day) -> dict[str, str]:
    """year, month and day for places of their own; blank where it is not known."""
    month = "" if day.month is None else str(day.month)
    exact = "" if isinstance(day, PartialDate) else str(day.day)
    return {"year": str(day.year), "month": month, "day": exact}


def pages_of(
    stock: Stock, calibration: Calibration, values: Mapping[str, str]
) -> tuple[Page, ...]:
    """As `stock_pages`, for a layout at hand. A blank value leaves its place empty."""
    pages = []
    for side in stock.sides:
        spots = []
        for field in stock.fields:
            if field.side != side or calibration.is_left_out(field.name):
                continue
            named = {key: Value(text, field.label) for key, text in values.items()}
            words = sentence(field.words, named)
            if any(str(getattr(each, "text", each)).strip() for each in words):
                spots.append(_spot(corrected(field, calibration), words))
        pages.append(page_of(stock, tuple(spots)))
    return tuple(pages)


def page_of(stock: Stock, over: tuple[Spot | Mark, ...]) -> Page:
    """A page of the layout's size with nothing but what stands at fixed places."""
    return Page((), NO_MARGINS, over=over, paper=(stock.width, stock.height))


def _spot(field: Field, words: Any) -> Spot:
    return Spot(
        words, field.left, field.line, field.width, field.size, field.align, field.role,
        english=field.role == "latin", field=field.label, rows=field.rows, step=field.step or 7,
    )


def moved(field: Field, calibration: Calibration) -> Field:
    """The field where the office wants it on the paper, before the printer's fault is mended."""
    dx, dy, wider = calibration.move_of(field.name)
    return _at(field, field.left + dx, field.line + dy, width=field.width + wider)


def corrected(field: Field, calibration: Calibration) -> Field:
    """The field as it must be sent to this printer to come out where it belongs."""
    wanted = moved(field, calibration)
    scale = calibration.scale / 100
    is_back = field.side == "back"
    right = calibration.back_offset_x if is_back else calibration.offset_x
    down = calibration.back_offset_y if is_back else calibration.offset_y
    return _at(
        wanted, wanted.left * scale + right, wanted.line * scale + down, width=wanted.width * scale
    )


def _at(field: Field, left: float, line: float, *, width: float) -> Field:
    return replace(field, left=round(left, 2), line=round(line, 2), width=round(width, 2))
