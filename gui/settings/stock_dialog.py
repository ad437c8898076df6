"""Calibrating one kind of pre-printed paper for one printer: print, measure, see, keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from exports.handing_over import About, send_out
from exports.prints import stock_measuring
from exports.prints.stock import Stock
from exports.prints.stock_measuring import CROSS, Measured
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import letters, open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.paper import printing
from gui.settings.stock_view import StockView
from gui.settings.stock_work import sample_values, smaller
from gui.shared.context import Context
from models import stock_layouts
from models.errors import UserError
from models.stock_layouts import Calibration

ANY_PRINTER = "（不分打印机）"
PICTURES = "图片 (*.png *.jpg *.jpeg *.bmp)"
SIDES = {"front": "正面", "back": "背面"}


class StockDialog(QDialog):
    """Offsets and scale follow from what was measured; single fields are moved on the picture."""

    def __init__(
        self, layout: Stock, calibration: Calibration, context: Context,
        parent: QWidget | None = None, *, is_new: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(f"套打校准 - {layout.title}")
        self._layout, self._context = layout, context
        self.calibration = calibration
        self._scan = stock_layouts.background_of(layout.code)
        self._new_scan: bytes | None = None
        self.printer, self.side, self.field = QComboBox(), QComboBox(), QComboBox()
        self.left, self.top, self.right = _spin(CROSS), _spin(CROSS), _spin(0.0)
        self.offset_x, self.offset_y = _spin(), _spin()
        self.scale = _spin(calibration.scale, lowest=90, highest=110, decimals=2, suffix=" %")
        self.dx, self.dy, self.wider = (_spin(lowest=-300, highest=300) for _ in range(3))
        self.left_out = QCheckBox("这一格不印（纸上没有）")
        self.done_box = QCheckBox("已按校准页量过，记为已校准")
        self.view = StockView(layout)
        self.fault = Words("", "mark-bad")
        self._build(is_new=is_new)
        self._connect()
        self.view.show_background(self._scan)
        self._show_side()
        self._show_field()
        self._look_up_values()
        open_at(self, 88, 50)

    # ---- building ----

    def _build(self, *, is_new: bool) -> None:
        self.printer.setEditable(True)
        self.printer.addItem(ANY_PRINTER)
        self.printer.addItems(printing.printer_names())
        self.printer.setCurrentText(
            "" if is_new else self.calibration.printer or ANY_PRINTER
        )
        self.printer.setAccessibleName("打印机")
        for each_side in self._layout.sides:
            self.side.addItem(SIDES[each_side], each_side)
        self.side.setVisible(len(self._layout.sides) > 1)
        self.side.setAccessibleName("正反面")
        for each in self._layout.fields:
            self.field.addItem(each.label, each.name)
        self.field.setAccessibleName("字段")
        self.right.setSpecialValueText("未量")
        self.right.setRange(0, 400)
        self.done_box.setChecked(self.calibration.is_calibrated)
        self.fault.setWordWrap(True)
        self.fault.setVisible(False)
        side = QFrame()
        role(side, "sidebar")
        side.setFixedWidth(max(330, letters(self, 26)))
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._steps(), 1)
        column.addWidget(self.fault)
        column.addWidget(self.done_box)
        self.buttons = DialogButtons(self, "保存", does=self.keep)
        column.addWidget(self.buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self._picture(), 1)

    def _steps(self) -> QScrollArea:
        page = QWidget()
        role(page, "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(7)
        layout.addLayout(_form(("打印机", self.printer)))
        layout.addWidget(Words("1　打印校准页", "heading"))
        layout.addWidget(_note(f"放一张普通纸或废的预印纸，{self._layout.feed}；打印时选“实际大小”。"))
        layout.addLayout(_row(
            push_button("打印校准页…", lambda: self.print_page(corrected=False)),
            push_button("存为 PDF…", self.save_page, look="flat"),
        ))
        layout.addWidget(Words("2　量出偏差", "heading"))
        width = self._layout.width
        layout.addLayout(_form(
            ("", self.side), (f"左上十字到纸左边（应 {CROSS:.1f}）", self.left),
            (f"左上十字到纸上边（应 {CROSS:.1f}）", self.top),
            (f"右上十字到纸左边（应 {width - CROSS:.1f}）", self.right),
        ))
        layout.addLayout(_form(
            ("校正：右移", self.offset_x), ("校正：下移", self.offset_y), ("校正：缩放", self.scale),
        ))
        layout.addWidget(Words("3　对准格子", "heading"))
        layout.addWidget(_note("纸上的格子与版式不同时，在图上拖到位，或点选后用方向键移动。"))
        layout.addLayout(_form(
            ("字段", self.field), ("右移", self.dx), ("下移", self.dy), ("加宽", self.wider),
            ("", self.left_out),
        ))
        layout.addWidget(push_button("打印验证页…", lambda: self.print_page(corrected=True)))
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _picture(self) -> QWidget:
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        hint = Words("实线：文字落在纸上的位置；虚线：不校正时会印到的位置。底图只在屏幕上显示，不打印。", "caption")
        hint.setWordWrap(True)
        self.scan_button = push_button("扫描底图…", self.choose_scan)
        self.clear_button = push_button("去掉底图", lambda: self.take_scan(b""), look="flat")
        head = QHBoxLayout()
        head.addWidget(hint, 1)
        head.addWidget(self.clear_button)
        head.addWidget(self.scan_button)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.clear_button.setVisible(bool(self._scan))
        return right

    def _connect(self) -> None:
        for spin in (self.left, self.top, self.right):
            spin.valueChanged.connect(lambda _: self._measured())
        for spin in (self.offset_x, self.offset_y, self.scale):
            spin.valueChanged.connect(lambda _: self._typed())
        for spin in (self.dx, self.dy, self.wider):
            spin.valueChanged.connect(lambda _: self._moved())
        self.left_out.clicked.connect(lambda _: self._moved())
        self.side.currentIndexChanged.connect(lambda _: self._show_side())
        self.field.currentIndexChanged.connect(lambda _: self._show_field())
        self.view.chosen.connect(lambda name: self.field.setCurrentIndex(self.field.findData(name)))
        self.view.nudged.connect(self._nudge)

    # ---- measuring ----

    def _measured(self) -> None:
        """Offsets that undo what was measured; the boxes below show them."""
        measured = Measured(self.left.value(), self.top.value(), self.right.value())
        try:
            x, y, scale = stock_measuring.correction(self._layout, measured)
        except UserError as error:
            self._say(str(error))
            return
        self._say("")
        self._set((self.offset_x, x), (self.offset_y, y), (self.scale, scale))
        self.done_box.setChecked(True)
        self._typed()

    def _typed(self) -> None:
        x, y, scale = self.offset_x.value(), self.offset_y.value(), self.scale.value()
        used = replace(self.calibration, scale=scale)
        self._use(
            replace(used, back_offset_x=x, back_offset_y=y) if self._is_back
            else replace(used, offset_x=x, offset_y=y)
        )

    def _moved(self) -> None:
        move = [self.dx.value(), self.dy.value(), self.wider.value(),
                float(self.left_out.isChecked())]
        moves = {**self.calibration.moves, str(self.field.currentData()): move}
        self._use(replace(self.calibration, moves=moves))

    def _nudge(self, name: str, right: float, down: float) -> None:
        self.field.setCurrentIndex(self.field.findData(name))
        self._set((self.dx, self.dx.value() + right), (self.dy, self.dy.value() + down))
        self._moved()

    def _show_side(self) -> None:
        self.view.side = self.side.currentData() or "front"
        used = self.calibration
        x, y = (
            (used.back_offset_x, used.back_offset_y) if self._is_back
            else (used.offset_x, used.offset_y)
        )
        self._set((self.offset_x, x), (self.offset_y, y), (self.scale, used.scale),
                  (self.left, CROSS), (self.top, CROSS), (self.right, 0.0))
        self.view.show_calibration(used)

    def _show_field(self) -> None:
        name = str(self.field.currentData())
        dx, dy, wider = self.calibration.move_of(name)
        self._set((self.dx, dx), (self.dy, dy), (self.wider, wider))
        self.left_out.setChecked(self.calibration.is_left_out(name))
        self.view.choose(name)

    @property
    def _is_back(self) -> bool:
        return self.side.currentData() == "back"

    def _use(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self.view.show_calibration(calibration)

    def _set(self, *pairs: tuple[QDoubleSpinBox, float]) -> None:
        for spin, value in pairs:
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    # ---- paper and files ----

    def _page(self, *, corrected: bool) -> bytes:
        from exports.prints.base import render

        used = self.calibration if corrected else None
        return render(stock_measuring.calibration_document(self._layout, used))

    def print_page(self, *, corrected: bool) -> None:
        """The calibration page as it is, or moved by what was measured, to prove it."""
        if not printing.printer_names():
            messages.tell(self, "这台电脑上没有打印机。", "可以把校准页存为 PDF，到接了打印机的电脑上打印。")
            return
        title = f"套打{'验证' if corrected else '校准'}页 {self._layout.title}"
        if printing.send(self._page(corrected=corrected), title, self):
            self._context.say("校准页已送打印机")

    def save_page(self) -> None:
        """The calibration page as a file."""
        name = f"套打校准页 {self._layout.title}.pdf"
        path = messages.choose_save_path(
            self, "存为 PDF", name=name, kind="PDF 文件", suffix=".pdf"
        )
        if path is None:
            return
        try:
            send_out(path, self._page(corrected=False), About("套打校准页"))
        except UserError as error:
            messages.show_error(self, error)
            return
        self._context.say(f"已保存：{path.name}")

    def choose_scan(self) -> None:
        """A scan of the blank paper, for the screen."""
        found = messages.file_dialog(self, "选择预印纸的扫描图", filters=PICTURES)
        if found:
            content = smaller(found[0])
            if not content:
                messages.tell(self, f"“{found[0].name}”不是能看的图片。", "请选 PNG 或 JPEG 扫描图。")
                return
            self.take_scan(content)

    def take_scan(self, content: bytes) -> None:
        """Show the scan and keep it with the calibration."""
        self._scan = self._new_scan = content
        self.view.show_background(content)
        self.clear_button.setVisible(bool(content))

    def keep(self) -> None:
        """Keep the measures; as calibrated from today where she says so."""
        printer = self.printer.currentText().strip()
        calibration = replace(
            self.calibration, printer="" if printer == ANY_PRINTER else printer
        )
        on = date.today() if self.done_box.isChecked() else None
        try:
            stock_layouts.keep(calibration, on=on, background=self._new_scan)
        except UserError as error:
            self._say(str(error))
            return
        self._context.say(f"已保存“{self._layout.title}”的校准")
        self.accept()

    def _look_up_values(self) -> None:
        """What would stand in the boxes, from a record that prints."""

        def arrived(values: dict[str, str]) -> None:
            if not isValid(self):
                return
            self.view.values = {
                each.name: values.get(each.label, "") for each in self._layout.fields
            }
            self.view.update()

        self._context.worker.look_up(lambda: sample_values(self._layout), arrived)


def _spin(
    value: float = 0.0, *, lowest: float = -60, highest: float = 60, decimals: int = 1,
    suffix: str = " 毫米",
) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(lowest, highest)
    spin.setDecimals(decimals)
    spin.setSingleStep(0.1)
    spin.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    spin.setSuffix(suffix)
    spin.setValue(value)
    return spin


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(10)
    form.setVerticalSpacing(5)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for words, field in rows:
        if words:
            field.setAccessibleName(words)
            form.addRow(Words(words, "muted"), field)
        else:
            form.addRow(field)
    return form


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _note(words: str) -> Words:
    note = Words(words, "caption")
    note.setWordWrap(True)
    return note
