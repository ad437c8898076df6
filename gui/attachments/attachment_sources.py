"""Where attachments come from: files of the file manager, a copied file, a copied picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from models import attachments
from models.attachments import TakenIn
from models.errors import UserError
from models.jobs import Progress

REGISTERS = (".xlsx", ".xls", ".csv", ".ods", ".et", ".xlsm")
"""Dropped on a list these are imported; dropped on an attachments panel they are kept."""


@dataclass(frozen=True)
class Sources:
    """Files by their paths, and pictures that were copied, which have no name yet."""

    paths: tuple[Path, ...] = ()
    images: tuple[QImage, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.paths or self.images)

    def are_registers(self) -> bool:
        """Whether all of them are workbooks, which the window imports."""
        return not self.images and all(p.suffix.lower() in REGISTERS for p in self.paths)


def sources_of(data: QMimeData | None) -> Sources:
    """What dragged or copied data holds; files first, for a file manager adds a picture of them."""
    if data is None:
        return Sources()
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Sources(paths)
    image = data.imageData() if data.hasImage() else None
    image = image if isinstance(image, QImage) else getattr(image, "toImage", QImage)()
    return Sources() if image.isNull() else Sources(images=(image,))


def take_in(sources: Sources, progress: Progress) -> TakenIn:
    """Store all of it; a picture becomes a PNG file named by the moment. For a worker thread."""
    taken = attachments.take_in(sources.paths, progress)
    for number, image in enumerate(sources.images, 1):
        again = f"_{number}" if len(sources.images) > 1 else ""
        name = f"粘贴的图片_{datetime.now():%Y%m%d_%H%M%S}{again}.png"
        try:
            taken.stored.append(attachments.keep_content(name, _png(image)))
        except UserError as error:
            taken.refused.append(error)
    return taken


def refusals(refused: Sequence[UserError]) -> UserError:
    """All refusals as one message."""
    if len(refused) == 1:
        return refused[0]
    lines = "\n".join(f"· {each.message}" for each in refused[:8])
    more = f"\n等 {len(refused)} 个文件" if len(refused) > 8 else ""
    return UserError(f"有 {len(refused)} 个文件没有添加：\n{lines}{more}", refused[0].remedy)


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(held.data())
