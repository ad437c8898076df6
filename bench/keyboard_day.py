"""Plays the keyboard day of the tests and keeps a picture of each step, with a page that tells it.

    python -m bench.keyboard_day            writes docs/keyboard-day.md and its pictures
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from gui.look import messages
from gui.look.theme import theme
from gui.shell.app import make_application, make_window
from models import database
from tests.gui.keyboard_day import Day, Step, play

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER = DOCS / "pictures" / "keyboard-day"
DIALOGS = {"import", "fill", "replace", "print", "undo", "export", "keys"}
"""Steps whose picture is that of their dialog, taken while it was open."""

LEFT_OUT = {"paste"}
"""Looks like the one before it."""


def main() -> None:
    """Play the day in an empty college and write the pictures and the page."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        keeper = database.open_folder(Path(folder) / "data")
        window = make_window(keeper)
        theme().set_mode("light")
        window.resize(1366, 768)
        window.show()
        kept: dict[str, QPixmap] = {}
        day = Day(window, Path(folder), lambda name: kept.__setitem__(name, picture(window)))
        messages.file_dialog = day.choose
        told: list[tuple[Step, str]] = []
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        for step in play(day):
            if step.name in LEFT_OUT:
                told.append((step, ""))
                continue
            shown = kept[step.name] if step.name in DIALOGS else picture(window)
            name = f"{len(list(FOLDER.glob('*.png'))) + 1:02}-{step.name}.png"
            small(shown).save(str(FOLDER / name), "PNG", 0)  # 0: pressed as small as it goes
            told.append((step, name))
        (DOCS / "keyboard-day.md").write_text(page(told), "utf-8")
        window.close_now()
        window.context.worker.stop()
        keeper.close(backup=False)


def picture(window: QWidget) -> QPixmap:
    """The window with the dialog that lies over it, as a screen shows them."""
    shown = window.grab()
    painter = QPainter(shown)
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isVisible() and dialog.isModal():
            place = window.rect().center() - dialog.rect().center()
            painter.fillRect(shown.rect(), QColor(20, 30, 40, 70))
            painter.drawPixmap(place, dialog.grab())
    painter.end()
    return shown


def small(shown: QPixmap) -> QImage:
    """With a palette of its commonest colours: flat colours and grey letters need no more."""
    image = shown.toImage().convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    palette = [colour for colour, _ in counted.most_common(128)]
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, palette, plain)


def page(told: list[tuple[Step, str]]) -> str:
    """The page: one heading, sentence and picture for each step."""
    lines = [
        "# 只用键盘过一天", "",
        "下面是一位外事干事用键盘做完的一天：导入一份 300 人、25 列的名册，找人、改、填、贴、换、排、筛、分组、"
        "撤销、复制、打印、导出。每一步都由测试 `tests/gui/test_keyboard_day.py` 按同样的按键走一遍并核对结果；"
        "图片由 `python -m bench.keyboard_day` 重新生成。人名和号码都是虚构的。全部按键见程序里的 F1。", "",
    ]
    for number, (step, name) in enumerate(told, start=1):
        lines += [f"## {number}. {step.title}", "", step.told, ""]
        if name:
            lines += [f"![{step.title}](pictures/keyboard-day/{name})", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    main()
