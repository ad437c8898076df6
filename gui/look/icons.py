"""The program's own icons: SVG drawings in the colour of the text, rendered at first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.look.theme import colours
from models.entity import Entity

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"



def icon(name: str, colour: str = "", *, disabled: str = "") -> QIcon:
    """A drawing of resources/icons; LookupError when there is none of that name."""
    return _icon(name, colour or colours().text, disabled or colours().faint)


def entity_icon(entity: type[Entity], colour: str = "") -> QIcon:
    """The drawing named after the entity's key, else the general one for records."""
    return icon(entity.key() if (FOLDER / f"{entity.key()}.svg").exists() else "record", colour)


def application_icon() -> QIcon:
    """The window's icon, in its own colours."""
    return QIcon(str(FOLDER / "application.svg"))


@cache
def pixmap(name: str, colour: str, size: int = 18, scale: float = 1.0) -> QPixmap:
    """One drawing at a size in logical pixels."""
    path = FOLDER / f"{name}.svg"
    if not path.exists():
        raise LookupError(name)
    drawing = path.read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode("utf-8")))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    found = QIcon()
    # Sharp on the first screen; another with a different scale gets a scaled picture.
    for scale in {1.0, QGuiApplication.primaryScreen().devicePixelRatio()}:
        found.addPixmap(pixmap(name, colour, scale=scale))
        found.addPixmap(pixmap(name, disabled, scale=scale), QIcon.Mode.Disabled)
    return found
