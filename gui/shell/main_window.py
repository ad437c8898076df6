"""The one window: menu at the left, bar above, one page at a time, and ways back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.look import icons, messages
from gui.look.theme import colours, role, theme
from gui.shared import siblings
from gui.shared.commands import WINDOW
from gui.shared.context import Context
from gui.shell.navigation import Navigation, entries
from gui.shell.top_bar import TopBar
from gui.shell.window_backups import WindowBackups
from models.entity import Entity

if TYPE_CHECKING:
    from gui.shell.quick_find import QuickFind

MENU_WIDTH, COMPACT_WIDTH = 178, 56
NARROW = 1_060
"""Below this width (at 100 % text) the menu shows drawings only: 1366 pixels at 150 % scaling."""
REGISTER_SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".csv", ".ods")


@dataclass
class _Visit:
    """A page on top of the menu's page: a form, or the records behind a number."""

    page: QWidget
    title: str


class MainWindow(QMainWindow):
    """Answers what pages ask of the context."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.pages = entries()
        self._made: dict[str, QWidget] = {}
        self._trail: list[_Visit] = []
        self._current = ""
        self._is_closing = False
        self.listener: QObject | None = None
        self._finder: QuickFind | None = None
        self.setWindowTitle(messages.TITLE)
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(760, 460)
        self.setAcceptDrops(True)
        self._build()
        self.backups = WindowBackups(self)
        self._connect()
        self._make_shortcuts()
        self._restore_geometry()
        self.go("home")

    # ---- pages ----

    def go(self, key: str) -> bool:
        """Show a page of the menu; False when an unsaved form keeps her."""
        entry = next((entry for entry in self.pages if entry.key == key), None)
        if entry is None:
            raise LookupError(key)
        if not self._leave_trail():
            self.menu.show_current(self._current)
            return False
        if key not in self._made:
            page = entry.factory(self.context)
            self._made[key] = page
            self.stack.addWidget(page)
        self._current = key
        self._show(self._made[key])
        self.menu.show_current(key)
        return True

    def push(self, page: QWidget, title: str) -> None:
        """Show a page on top of the present one, with a way back."""
        self._trail.append(_Visit(page, title))
        self.stack.addWidget(page)
        self._show(page)

    def back(self) -> bool:
        """Return to the page below; False when an unsaved form keeps her or there is none."""
        if not self._trail or not _may_close(self._trail[-1].page):
            return False
        self._drop(self._trail[-1].page)
        return True

    def open_record(self, entity: type[Entity], record_id: int | None) -> None:
        """The form of a record; a line opens the record that it is part of."""
        link = entity.owner_link()
        if link is not None and record_id is not None:
            entity, record_id = link.rel_model, link.read(entity.get_by_id(record_id))
        if entity.is_settings:
            self.go("settings")
            return
        form = siblings.make("record.record_form", "RecordForm", entity, record_id, self.context)
        form.closed.connect(lambda: self._drop(form))
        form.titled.connect(self._retitle)
        self.push(form, form.title())

    def open_list(self, entity: type[Entity], ids: Sequence[int], title: str) -> None:
        """Exactly these records."""
        from gui.lists.list_page import ListPage

        self.push(ListPage(self.context, entity, only=ids, title=title), title)

    def find_duplicates(self, entity: type[Entity], ids: Sequence[int]) -> None:
        """Records of an entity that may be one, or exactly these side by side."""
        page = siblings.make("checks.duplicates_page", "DuplicatesPage", self.context, entity, ids)
        self.push(page, f"查重：{entity.label}")

    def proofread(self) -> None:
        """A finished report held against the records."""
        self.push(siblings.make("drafts.proof_page", "ProofPage", self.context), "校对报告")

    # ---- commands ----

    def find(self) -> None:
        """Put the keyboard into the search of everything."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def show_keys(self) -> None:
        """Every key on one page."""
        siblings.make("shell.keys_sheet", "KeysSheet", self).open()

    def undo(self) -> None:
        """Take back the latest action."""
        from gui.history.undo import undo_last

        self.context.say(undo_last(self))

    # ---- building ----

    def _build(self) -> None:
        folded = str(self.context.settings.value("window/folded", "") or "")
        self.menu = Navigation(self.pages, {name for name in folded.split("|") if name})
        side = QFrame()
        role(side, "sidebar")
        side.setFixedWidth(MENU_WIDTH)
        self._side = side
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 6)
        inside.setSpacing(0)
        inside.addWidget(self._brand())
        inside.addWidget(self.menu, 1)
        self.bar = TopBar(self.context)
        self.back_bar = QFrame()
        role(self.back_bar, "status")
        self._back_button = QPushButton()
        role(self._back_button, "flat")
        self._back_button.clicked.connect(self.back)
        back_layout = QHBoxLayout(self.back_bar)
        back_layout.setContentsMargins(10, 2, 10, 2)
        back_layout.addWidget(self._back_button)
        back_layout.addStretch(1)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.back_bar)
        right.addWidget(self.stack, 1)
        centre = QWidget()
        whole = QHBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._centre = centre
        self._restyle()

    def _brand(self) -> QWidget:
        brand = QWidget()
        layout = QHBoxLayout(brand)
        layout.setContentsMargins(14, 12, 8, 8)
        layout.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(icons.application_icon().pixmap(22, 22))
        name = QLabel(messages.TITLE)
        role(name, "brand")
        layout.addWidget(picture)
        layout.addWidget(name, 1)
        self._brand_name = name
        return brand

    def _connect(self) -> None:
        context = self.context
        self.menu.chosen.connect(self.go)
        context.record_wanted.connect(self.open_record)
        context.list_wanted.connect(self.open_list)
        context.page_wanted.connect(self.go)
        context.import_wanted.connect(lambda paths: siblings.open_import(paths, self))
        context.duplicates_wanted.connect(self.find_duplicates)
        context.print_wanted.connect(lambda entity, ids: siblings.open_print(entity, ids, self))
        context.proof_wanted.connect(self.proofread)
        context.said.connect(self.bar.say)
        context.keys_wanted.connect(self.show_keys)
        self.bar.backup_wanted.connect(self.backups.make)
        self.bar.search_typed.connect(self._search)
        self.bar.search_key.connect(self._search_key)
        self.bar.search_left.connect(lambda: QTimer.singleShot(150, self._hide_finder))
        theme().changed.connect(self._restyle)

    def _make_shortcuts(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "find": self.find, "undo": self.undo, "back": self.back,
            "home": lambda: self.go("home"), "menu": self.menu.setFocus,
            "larger": lambda: theme().step_size(1), "smaller": lambda: theme().step_size(-1),
            "usual_size": lambda: theme().step_size(0), "keys": self.show_keys,
        }
        for command in WINDOW.commands:
            for keys in command.keys:
                QShortcut(QKeySequence(keys), self).activated.connect(does[command.name])

    # ---- showing ----

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.back_bar.setVisible(bool(self._trail))
        if self._trail:
            below = self._trail[-2].title if len(self._trail) > 1 else self._title_of(self._current)
            self._back_button.setText(f"返回 {below}   Alt+←".replace("&", "&&"))
        self._retitle()
        if page.focusWidget() is not None:
            page.focusWidget().setFocus()  # where she left it
        elif page.focusProxy() is not None:
            page.setFocus()

    def _retitle(self, *_: str) -> None:
        title = self._trail[-1].title if self._trail else self._title_of(self._current)
        self.setWindowTitle(f"{title} - {messages.TITLE}")

    def _title_of(self, key: str) -> str:
        return next((entry.label for entry in self.pages if entry.key == key), "")

    def _drop(self, page: QWidget) -> None:
        """Take a page off the trail, and whatever lies on it."""
        at = next((at for at, visit in enumerate(self._trail) if visit.page is page), None)
        if at is None:
            return
        for visit in self._trail[at:]:
            self.stack.removeWidget(visit.page)
            visit.page.deleteLater()
        del self._trail[at:]
        self._show(self._trail[-1].page if self._trail else self._made[self._current])

    def _leave_trail(self) -> bool:
        for visit in reversed(self._trail):
            if not _may_close(visit.page):
                return False
        if self._trail:
            self._drop(self._trail[0].page)
        return True

    def _restyle(self) -> None:
        self._back_button.setIcon(icons.icon("back", colours().accent))
        self._fit()
        self.bar.show_backup(next(iter(self.context.keeper.backups()), None))
        self.menu.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives its room to the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = max(1.0, theme().size / 100)
        compact = self.width() < NARROW * scale
        self._side.setFixedWidth(COMPACT_WIDTH if compact else round(MENU_WIDTH * scale))
        self._brand_name.setVisible(not compact)
        if compact != self.menu.is_compact:
            self.menu.set_compact(compact)

    # ---- finding ----

    @property
    def finder(self) -> QuickFind:
        """The results of the search, made at its first use."""
        if self._finder is None:
            from gui.shell.quick_find import QuickFind

            self._finder = QuickFind(
                self.context, self.pages, field=self.bar.search, over=self._centre
            )
            self._finder.closed.connect(self.bar.search.clear)
        return self._finder

    def _search(self, text: str) -> None:
        self.finder.search_for(text)

    def _search_key(self, event: QKeyEvent) -> None:
        if not self.finder.key(event):
            self.bar.search.clear()
            self.stack.currentWidget().setFocus()

    def _hide_finder(self) -> None:
        if self._finder is not None and not self.bar.search.hasFocus():
            self._finder.hide()

    # ---- files, closing ----

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Registers may be dropped on the window."""
        if siblings.has("imports.import_wizard") and _registers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.context.import_files(_registers(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Forms may object; what changed is backed up beside the window first."""
        if self._is_closing:
            event.accept()
            return
        if not self._leave_trail():
            event.ignore()
            return
        if self.context.worker.is_busy and not messages.ask(
            self, "还有工作在进行，现在退出会把它停下来。", "没有做完的部分会撤回。", yes="停下并退出",
        ):
            event.ignore()
            return
        self.context.worker.cancel_all()
        for key, page in self._made.items():
            if not _may_close(page):
                self.go(key)
                event.ignore()
                return
        self._keep_geometry()
        if self.context.keeper.is_changed():
            event.ignore()
            self.backups.close_after_one()

    def close_now(self) -> None:
        """Close without asking or backing up once more."""
        self._is_closing = True
        self.close()

    def _keep_geometry(self) -> None:
        settings = self.context.settings
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/folded", "|".join(sorted(self.menu.folded())))
        settings.setValue("window/year", self.context.year)
        settings.sync()

    def _restore_geometry(self) -> None:
        kept: Any = self.context.settings.value("window/geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = self.screen().availableGeometry()
            self.resize(min(1366, room.width()), min(740, room.height()))

    def changeEvent(self, event: QEvent) -> None:
        """The results of a search close with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowDeactivate and self._finder is not None:
            self._finder.hide()


def _may_close(page: QWidget) -> bool:
    may_close = getattr(page, "may_close", None)
    return True if may_close is None else bool(may_close())


def _registers(mime: Any) -> list[Path]:
    found = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in found if path.suffix.lower() in REGISTER_SUFFIXES]
