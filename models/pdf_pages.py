"""How many pages a PDF has; and the one lock for the library that reads PDFs."""

from __future__ import annotations

from threading import Lock

PDFIUM = Lock()
"""The library must not be entered by two threads at once; whoever calls it holds this."""


class LockedPdf(ValueError):
    """A PDF that opens only with a password; nobody can say how many pages it has."""


def count(pdf: bytes) -> int:
    """Pages of a whole PDF. Raises LockedPdf, or ValueError for what is no whole PDF."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise LockedPdf("password") from error
            raise ValueError("no whole PDF") from error
        try:
            return len(document)
        finally:
            document.close()
