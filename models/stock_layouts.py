"""套打校准: what the office measured of its printers on pre-printed paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from models import store
from models.entities.print_text import StockLayout
from models.errors import UserError

SOURCE = "套打校准"
FARTHEST, FARTHEST_FIELD = 60.0, 300.0
"""Millimetres beyond which the offset of a printer, or the move of a field, is a slip of typing."""
SCALES = (90.0, 110.0)

_NUMBERS = ("offset_x", "offset_y", "back_offset_x", "back_offset_y", "scale")


@dataclass(frozen=True)
class Calibration:
    """How everything is shifted on one layout and printer; millimetres, right and down positive.

    moves: further [dx, dy, widening, 1 where it is not printed] of single fields. calibrated_on:
    ISO text, blank = nobody has measured yet.
    """

    layout: str
    printer: str = ""
    offset_x: float = 0.0
    offset_y: float = 0.0
    back_offset_x: float = 0.0
    back_offset_y: float = 0.0
    scale: float = 100.0
    moves: dict[str, list[float]] = field(default_factory=dict)
    calibrated_on: str = ""

    @property
    def is_calibrated(self) -> bool:
        """Whether somebody measured it, which a batch asks for."""
        return bool(self.calibrated_on)

    def move_of(self, name: str) -> tuple[float, float, float]:
        """(dx, dy, widening) of one field."""
        dx, dy, wider = (*self.moves.get(name, ()), 0.0, 0.0, 0.0)[:3]
        return dx, dy, wider

    def is_left_out(self, name: str) -> bool:
        """Whether the office's paper has no place for a field."""
        return any(self.moves.get(name, ())[3:4])

    def as_facts(self) -> dict[str, Any]:
        """For a snapshot."""
        return asdict(self)


def calibration_of(layout: str, printer: str = "") -> Calibration:
    """What is kept for a layout and printer; all zero and uncalibrated where nothing is."""
    row = _row(layout, printer)
    return Calibration(layout, printer) if row is None else _read(row)


def calibrations(layout: str) -> list[Calibration]:
    """Every kept calibration of a layout, by printer."""
    rows = StockLayout.active().where(StockLayout.layout == layout)
    return [_read(row) for row in rows.order_by(StockLayout.printer)]


def background_of(layout: str) -> bytes:
    """The scan of the blank paper, shown on the screen only; empty without one."""
    rows = StockLayout.active().where(StockLayout.layout == layout)
    found = (bytes(row.background) for row in rows if row.background)
    return next(found, b"")


def keep(
    calibration: Calibration, *, on: date | None = None, background: bytes | None = None
) -> StockLayout:
    """Keep what was measured; `on` makes it calibrated from that day, None takes that back.

    background: a scan to keep with it, None = as before. Raises UserError for what cannot be meant.
    """
    _refuse_slips(calibration)
    row = _row(calibration.layout, calibration.printer)
    if row is None:
        row = StockLayout(layout=calibration.layout, printer=calibration.printer or None)
    for name in _NUMBERS:
        setattr(row, name, round(getattr(calibration, name), 2 if name == "scale" else 1))
    row.moves = {
        name: [round(each, 1) for each in move]
        for name, move in calibration.moves.items() if any(move)
    }
    row.calibrated_on = on
    if background is not None:
        row.background = background or None
    store.save(row, source=SOURCE, label=f"校准套打版式 {calibration.layout}")
    return row


def _refuse_slips(calibration: Calibration) -> None:
    shifts = [getattr(calibration, name) for name in _NUMBERS if name != "scale"]
    moves = [each for move in calibration.moves.values() for each in move]
    for most, values in ((FARTHEST, shifts), (FARTHEST_FIELD, moves)):
        if any(abs(each) > most for each in values):
            raise UserError(f"偏移超过 {most:g} 毫米。", "请核对数字的单位是毫米，并重新量取。")
    if not SCALES[0] <= calibration.scale <= SCALES[1]:
        raise UserError(
            f"缩放 {calibration.scale:g}% 不合适。",
            f"应在 {SCALES[0]:g}% 至 {SCALES[1]:g}% 之间；请确认打印时选了“实际大小”。",
        )


def _row(layout: str, printer: str) -> StockLayout | None:
    wanted = StockLayout.printer == printer if printer else StockLayout.printer.is_null()
    found: StockLayout | None = (
        StockLayout.active().where((StockLayout.layout == layout) & wanted).first()
    )
    return found


def _read(row: StockLayout) -> Calibration:
    numbers = {name: float(getattr(row, name) or 0) for name in _NUMBERS}
    numbers["scale"] = numbers["scale"] or 100.0
    shown = type(row).calibrated_on.show(row.calibrated_on)
    moves = {name: [float(each) for each in move] for name, move in row.moves.items()}
    return Calibration(row.layout, row.printer or "", **numbers, moves=moves, calibrated_on=shown)
