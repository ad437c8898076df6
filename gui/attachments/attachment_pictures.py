"""Attachments as pictures on the screen, read from memory and never written anywhere."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from gui.look.colours import Colours
from models import attachments, media
from models.entities import entity_by_key
from models.entity import Entity
from models.errors import Unreadable, UserError

MOST_MEGABYTES = 256
"""A picture that would unpack to more is not opened (a small file may claim a huge size)."""
MOST_SIDE = 6000
"""Larger pictures are scaled down while they are read."""
THUMB = QSize(44, 44)


def image_of(content: bytes, *, fit: QSize | None = None) -> QImage:
    """A picture, upright as the camera meant it. fit: no larger than this.

    Raises Unreadable with the reason in Chinese. May be called in any thread.
    """
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size, most = reader.size(), fit or QSize(MOST_SIDE, MOST_SIDE)
    if size.width() * size.height() > (MOST_MEGABYTES << 20) // 4:
        raise Unreadable(
            f"这张图片有 {size.width()}×{size.height()} 像素，太大，不在程序里打开。", "请缩小后重新添加，或另存后用看图软件打开。"
        )
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Unreadable("这张图片打不开：格式不认识、已损坏或尺寸过大。", "可以另存到文件夹，用看图软件打开。")
    return image


def thumbnail(attachment_id: int, scale: float) -> QImage:
    """A small picture of an attachment; a null image where there is none. For a worker thread."""
    record: Entity = entity_by_key("attachment").get_by_id(attachment_id)
    size = THUMB * scale
    kind, pages = record.__data__.get("media_type"), record.__data__.get("pages")
    if not (media.is_image(kind) or (kind == media.PDF and pages)):
        return QImage()
    try:
        content = attachments.content_of(record)  # type: ignore[arg-type]
        found = _first_page(content, size) if kind == media.PDF else image_of(content, fit=size)
    except UserError:
        return QImage()  # the row says so when it is opened; a list must not stop for it
    return found.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _first_page(content: bytes, size: QSize) -> QImage:
    from exports.prints.preview import Preview

    with Preview(content) as opened:
        page = opened.size(0)
        inches = max(page.width, page.height) / 25.4
        picture = opened.picture(0, dpi=max(size.width(), size.height()) / max(inches, 0.1))
    return QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    ).copy()


def framed(image: QImage, colours: Colours, scale: float) -> QImage:
    """A thumbnail in the middle of its square, with a hairline, sharp at this scale."""
    side = round(THUMB.width() * scale)
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    left, top = (side - image.width()) // 2, (side - image.height()) // 2
    painter.drawImage(left, top, image)
    painter.setPen(QColor(colours.line_strong))
    painter.drawRect(
        max(left, 0), max(top, 0), min(image.width(), side) - 1, min(image.height(), side) - 1
    )
    painter.end()
    canvas.setDevicePixelRatio(scale)
    return canvas
