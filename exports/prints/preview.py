"""Pages of a finished PDF as pictures for the screen; saving and printing use the PDF itself.

pdfium must not be entered by two threads at once: one lock guards every call.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

from models.errors import Unreadable
from models.pdf_pages import PDFIUM as _PDFIUM


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: four bytes a pixel, in the order blue, green, red, unused (RGB32)."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """Size of a page in millimetres."""

    width: float
    height: float


class Preview:
    """An open PDF; close it, or use it in a `with`, so that its memory is given back.

    Raises Unreadable when the bytes are no PDF file.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            try:
                self._document: Any = pypdfium2.PdfDocument(pdf)
            except pypdfium2.PdfiumError as problem:
                raise Unreadable("这份文件不是完整的 PDF，无法预览。", "请重新生成。") from problem
            self.page_count = len(self._document)

    def __enter__(self) -> Preview:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with _PDFIUM:
            self._document.close()

    def size(self, index: int) -> PageSize:
        """Size of the page at `index`, counted from 0."""
        with _PDFIUM:
            width, height = self._document.get_page_size(index)
        return PageSize(width * 25.4 / 72, height * 25.4 / 72)

    def outline(self) -> list[int]:
        """The pages, counted from 0, to which the file's bookmarks lead."""
        with _PDFIUM:
            pages = [entry.get_dest() for entry in self._document.get_toc()]
            return [page.get_index() for page in pages if page is not None]

    def picture(self, index: int, *, dpi: float = 100) -> PagePicture:
        """The page at `index`, counted from 0, on white. Raises IndexError beyond the last."""
        if not 0 <= index < self.page_count:
            raise IndexError(f"page {index} of {self.page_count}")
        with _PDFIUM:
            page = self._document[index]
            bitmap = page.render(scale=dpi / 72, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, pixels)
            bitmap.close()
            page.close()
        return picture


def outline(pdf: bytes) -> list[int]:
    """The pages, counted from 0, where the papers of a joined file begin; empty for one paper."""
    with Preview(pdf) as preview:
        return preview.outline()


def page_count(pdf: bytes) -> int:
    """How many pages the file has. Raises Unreadable when it is no PDF file."""
    with Preview(pdf) as preview:
        return preview.page_count
