"""What every page of the window shares: the open college, the year, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from gui.shared.changes import Changes
from gui.shared.worker import Worker
from models.database import Keeper
from models.entity import Entity

WINDOW_FILE = "window.ini"
"""Beside the data, so that one folder on a stick is everything."""


class Context(QObject):
    """Handed to every page. Requests are signals; the main window answers them.

    keeper: the open data folder. changes: `changed(Change)` after every commit. worker: runs
    jobs beside the window. settings: widths, order, theme and the like (never personal data).
    """

    year_changed = Signal(int)
    record_wanted = Signal(object, object)
    list_wanted = Signal(object, object, str)
    page_wanted = Signal(str)
    import_wanted = Signal(object)
    duplicates_wanted = Signal(object, object)
    print_wanted = Signal(object, object)
    proof_wanted = Signal()
    keys_wanted = Signal()
    said = Signal(str)

    def __init__(self, keeper: Keeper, year: int, changes: Changes, worker: Worker) -> None:
        super().__init__()
        self.keeper = keeper
        self.changes = changes
        self.worker = worker
        self.settings = QSettings(str(keeper.folder / WINDOW_FILE), QSettings.Format.IniFormat)
        self._year = year

    @property
    def year(self) -> int:
        """统计年度 as chosen in the top bar."""
        return self._year

    def set_year(self, year: int) -> None:
        """Choose another 统计年度; pages hear `year_changed`."""
        if year != self._year:
            self._year = year
            self.year_changed.emit(year)

    def open_record(self, entity: type[Entity], record_id: int | None) -> None:
        """Open the form of one record; None opens a new one."""
        self.record_wanted.emit(entity, record_id)

    def open_list(self, entity: type[Entity], ids: Sequence[int], title: str) -> None:
        """Show exactly these records under a title such as “2019 年因公团组:11 个”."""
        self.list_wanted.emit(entity, list(ids), title)

    def navigate(self, page_key: str) -> None:
        """Go to a page of the menu: an entity's key, or home, settings, recycle_bin …"""
        self.page_wanted.emit(page_key)

    def find_duplicates(self, entity: type[Entity], ids: Sequence[int] = ()) -> None:
        """Look for records entered twice, or compare exactly these."""
        self.duplicates_wanted.emit(entity, list(ids))

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Open the import, with files already chosen or none."""
        self.import_wanted.emit(list(paths))

    def print_records(self, entity: type[Entity], ids: Sequence[int]) -> None:
        """Open the printing of these records."""
        self.print_wanted.emit(entity, list(ids))

    def proofread(self) -> None:
        """Open the proof-reading of a finished report, with a way back."""
        self.proof_wanted.emit()

    def show_keys(self) -> None:
        """Open the sheet of all keys (F1)."""
        self.keys_wanted.emit()

    def say(self, text: str) -> None:
        """A short word in the status line (已导出 38 行); disappears by itself."""
        self.said.emit(text)
