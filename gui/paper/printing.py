"""A finished PDF onto paper at its actual size, page by page, through the system's print dialog."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from exports.prints.preview import Preview, page_count
from gui.paper.page_preview import image_of
from models.errors import UserError

MOST_DPI = 400
"""Sharper than this cannot be seen on a certificate, and a page would take too much memory."""


def printer_names() -> list[str]:
    """The printers that the system knows."""
    return QPrinterInfo.availablePrinterNames()


def choose_printer(parent: QWidget | None, *, pages: int, title: str) -> QPrinter | None:
    """The one place where the print dialog opens; None when it was cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def send(pdf: bytes, title: str, parent: QWidget | None) -> int:
    """Ask for a printer and print; pages sent, 0 when it was cancelled."""
    printer = choose_printer(parent, pages=page_count(pdf), title=title)
    return 0 if printer is None else print_pdf(pdf, printer)


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Draw every wanted page at its actual size from the corner of the paper; pages printed.

    Raises UserError when the printer refuses to begin.
    """
    with Preview(pdf) as opened:
        first = max(printer.fromPage(), 1) - 1
        last = min(printer.toPage() or opened.page_count, opened.page_count)
        _set_page(printer, opened, first)
        painter = QPainter()
        if not painter.begin(printer):
            raise UserError("打印机没有响应，没有打印。", "请检查打印机是否开机、联网，或先保存 PDF 再打印。")
        try:
            dpi = printer.resolution()
            for index in range(first, last):
                if index > first:
                    _set_page(printer, opened, index)
                    printer.newPage()
                size = opened.size(index)
                image = image_of(opened.picture(index, dpi=min(dpi, MOST_DPI)))
                whole = QRectF(0, 0, size.width / 25.4 * dpi, size.height / 25.4 * dpi)
                painter.drawImage(whole, image)
        finally:
            painter.end()
    return last - first


def _set_page(printer: QPrinter, opened: Preview, index: int) -> None:
    """Paper without margins, in the direction of the page: positions count from its corner."""
    size = opened.size(index)
    wide = size.width > size.height
    layout = QPageLayout(
        _paper(size.width, size.height),
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setFullPage(True)
    printer.setPageLayout(layout)


def _paper(width: float, height: float) -> QPageSize:
    """A4, or the pre-printed paper's own size in millimetres, as it lies upright."""
    short, long = sorted((width, height))
    if abs(short - 210) < 1 and abs(long - 297) < 1:
        return QPageSize(QPageSize.PageSizeId.A4)
    return QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
