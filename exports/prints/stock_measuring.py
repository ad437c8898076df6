"""The page that measures a printer on pre-printed paper, and what follows from the measures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from exports.prints.blocks import Document
from exports.prints.placed import Mark, Spot
from exports.prints.stock import Side, Stock, moved, page_of
from exports.prints.text import Align
from models.errors import UserError
from models.stock_layouts import Calibration

CROSS = 10.0
"""Millimetres of the corner crosses from the edges of the paper, and of the grid."""

@dataclass(frozen=True)
class Measured:
    """Where the crosses of the calibration page really stand; millimetres from the paper's edges.

    left, top: of the upper left cross. right: of the upper right cross from the LEFT edge, 0 = not
    measured; it tells how much the printer stretches.
    """

    left: float = CROSS
    top: float = CROSS
    right: float = 0.0


def correction(stock: Stock, measured: Measured) -> tuple[float, float, float]:
    """(offset x, offset y, scale %) that undo what was measured, rounded to 0.1 mm and 0.01 %."""
    across = stock.width - 2 * CROSS
    stretch = (measured.right - measured.left) / across if measured.right else 1.0
    if not math.isclose(stretch, 1.0, abs_tol=0.1):
        raise UserError(
            f"右上角十字到纸左边应在 {stock.width - CROSS:g} 毫米上下，量得 {measured.right:g}。",
            "请从纸的左边量到右上角十字的中心。",
        )
    # Sent to x it comes out at a + stretch * x: to come out at x it is sent to (x - a) / stretch.
    right = (stretch * CROSS - measured.left) / stretch
    down = (stretch * CROSS - measured.top) / stretch
    return round(right, 1) + 0.0, round(down, 1) + 0.0, round(100 / stretch, 2)


def calibration_document(stock: Stock, calibration: Calibration | None = None) -> Document:
    """Grid of 10 mm, a cross in each corner, the box of every field; one page for each side.

    calibration: drawn with its correction, to prove it; None draws plainly, to be measured.
    """
    pages = tuple(
        page_of(stock, tuple(_measures(stock, side, calibration))) for side in stock.sides
    )
    return Document(f"套打校准页 {stock.title}", "外事台账", pages)


def _measures(
    stock: Stock, side: Side, calibration: Calibration | None
) -> list[Spot | Mark]:
    used = calibration or Calibration(stock.code)
    scale = used.scale / 100
    right = used.back_offset_x if side == "back" else used.offset_x
    down = used.back_offset_y if side == "back" else used.offset_y

    def mark(x1: float, y1: float, x2: float, y2: float, **look: float) -> Mark:
        return Mark(x1 * scale + right, y1 * scale + down, x2 * scale + right, y2 * scale + down,
                    **look)

    def said(words: str, x: float, y: float, *, width: float, align: Align = "left") -> Spot:
        return Spot(words, x * scale + right, y * scale + down, width, 7, align, "label")

    made: list[Spot | Mark] = []
    for step in range(1, math.ceil(stock.width / CROSS)):
        heavy = step % 5 == 0
        made.append(mark(step * CROSS, 0, step * CROSS, stock.height, weight=0.3,
                         grey=0.55 if heavy else 0.8))
        if heavy:
            made.append(said(f"{step * CROSS:g}", step * CROSS - 5, 8, width=10, align="center"))
    for step in range(1, math.ceil(stock.height / CROSS)):
        heavy = step % 5 == 0
        made.append(mark(0, step * CROSS, stock.width, step * CROSS, weight=0.3,
                         grey=0.55 if heavy else 0.8))
        if heavy:
            made.append(said(f"{step * CROSS:g}", 5.5, step * CROSS - 0.8, width=10))
    for x in (CROSS, stock.width - CROSS):
        for y in (CROSS, stock.height - CROSS):
            made += [mark(x - 5, y, x + 5, y, weight=0.9), mark(x, y - 5, x, y + 5, weight=0.9)]
    made += _boxes(stock, side, used, mark=mark, said=said)
    made += _hints(stock, side, calibration, said=said)
    return made


def _boxes(
    stock: Stock, side: Side, calibration: Calibration, *, mark: Any, said: Any
) -> list[Spot | Mark]:
    made: list[Spot | Mark] = []
    for field in stock.fields:
        if field.side == side and not calibration.is_left_out(field.name):
            at = moved(field, calibration)
            x1, x2, y1, y2 = at.left, at.left + at.width, at.line - at.height, at.line
            made += [mark(*ends, weight=0.5) for ends in (
                (x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2),
            )]
            words = field.label if at.width > 2.6 * len(field.label) else _short(field.label)
            made.append(said(words, x1 + 0.5, y2 - 1, width=max(at.width - 1, 8)))
    return made


def _hints(
    stock: Stock, side: Side, calibration: Calibration | None, *, said: Any
) -> list[Spot | Mark]:
    face = "背面" if side == "back" else "正面"
    what = "验证页（已按校准值移动）" if calibration is not None else "校准页（未作任何移动）"
    lines = (
        f"{stock.title}　{face}　{what}　进纸：{stock.feed}",
        "打印时选“实际大小”，不缩放。打印机四周通常有 4—5 毫米印不到。",
        f"量左上角十字中心到纸左边、上边的距离，应各为 {CROSS:.1f} 毫米；"
        f"右上角十字中心到纸左边应为 {stock.width - CROSS:.1f} 毫米。",
    )
    return [
        said(words, 22, 16 + 4.2 * index, width=stock.width - 44)
        for index, words in enumerate(lines)
    ]


def _short(label: str) -> str:
    """年 for 出生（年）, 报到 for 报到日期: what has room in a narrow box."""
    return label.partition("（")[2].rstrip("）") or label[:2]
