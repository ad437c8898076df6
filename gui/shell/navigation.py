"""The menu at the left: which pages there are, in which groups, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.look import icons
from gui.look.theme import colours
from gui.shared import siblings
from gui.shared.context import Context
from models.entities import ENTITIES
from models.entity import Entity

Factory = Callable[[Context], QWidget]

KeyRole = Qt.ItemDataRole.UserRole
IconRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Entry:
    """One line of the menu. factory makes the page at its first visit (the start stays quick)."""

    key: str
    label: str
    group: str
    picture: str
    factory: Factory


@dataclass(frozen=True)
class _Part:
    """A page that is declared elsewhere: its place in the menu, module and class."""

    key: str
    label: str
    group: str
    module: str
    name: str


YEARLY = "年度"
PARTS = (
    _Part("forms", "统计报表", YEARLY, "figures.form_page", "FormPage"),
    _Part("drafts", "工作总结", YEARLY, "drafts.draft_page", "DraftPage"),
    _Part("ledger", "编号台账", "打印与登记", "prints.ledger_page", "LedgerPage"),
    _Part("cross", "交叉统计", YEARLY, "figures.cross_page", "CrossPage"),
    _Part("checks", "数据检查", YEARLY, "checks.check_page", "CheckPage"),
)
TOOLS = (
    _Part("history", "历史与撤销", "", "history.history_view", "BatchHistoryPage"),
    _Part("recycle_bin", "回收站", "", "history.recycle_bin", "RecycleBin"),
    _Part("settings", "设置", "", "settings.settings_page", "SettingsPage"),
)


def entries() -> list[Entry]:
    """Every page of the menu in its order; a page without its module is not offered."""
    home = _Part("home", "工作台", "", "home.home_page", "HomePage")
    found = [_entry(home)]
    parts = [part for part in PARTS if siblings.has(part.module)]
    groups = dict.fromkeys(e.group for e in ENTITIES if e.group and not e.is_settings)
    for group in groups:
        found += [_entry(part) for part in parts if part.group == group]
        found += [
            Entry(e.key(), e.label, group, _picture(e), _list(e))
            for e in ENTITIES if e.group == group and not e.is_settings
        ]
    return found + [_entry(part) for part in TOOLS if siblings.has(part.module)]


def _picture(entity: type[Entity]) -> str:
    return entity.key() if (icons.FOLDER / f"{entity.key()}.svg").exists() else "record"


def _list(entity: type[Entity]) -> Factory:
    def make(context: Context) -> QWidget:
        from gui.lists.list_page import ListPage

        return ListPage(context, entity)

    return make


def _entry(part: _Part) -> Entry:
    return Entry(
        part.key, part.label, part.group, part.key,
        lambda context: siblings.make(part.module, part.name, context),
    )


ROOMY, SCROLLED, DENSE = 8, 5, -1
"""Pixels that a line is higher than its letters ask for: at most; where the menu scrolls; least."""
TUCKED = "打印与登记"
"""The group that is folded where the whole menu does not fit, until she opens a group herself."""
_ALL_OPEN = "-"
"""Stands among the folded groups when there are none: nothing is folded for her again."""


class Navigation(QTreeWidget):
    """Groups can be folded; `chosen(key)` when a page is wanted by mouse or keyboard.

    The lines move together until all of them are seen at once; where even that is not enough,
    the menu scrolls. folded: as `folded()` gave it last time, empty at the first start.
    """

    chosen = Signal(str)

    def __init__(self, shown: list[Entry], folded: set[str]) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Lines(self))
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("导航")
        self.is_compact = False
        self.spare = ROOMY
        self._may_tuck = not folded
        self._items: dict[str, QTreeWidgetItem] = {}
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in shown:
            item = QTreeWidgetItem([entry.label])
            item.setData(0, KeyRole, entry.key)
            item.setData(0, IconRole, entry.picture)
            if not entry.group:
                self.addTopLevelItem(item)
            else:
                if entry.group not in groups:
                    groups[entry.group] = self._add_group(entry.group)
                groups[entry.group].addChild(item)
            self._items[entry.key] = item
        for name, group in groups.items():
            group.setExpanded(name not in folded)
        self.itemClicked.connect(self._clicked)
        self.itemExpanded.connect(self._opened)
        self.itemCollapsed.connect(lambda _: self.fit_lines())

    def set_compact(self, compact: bool) -> None:
        """Only the drawings, for a narrow window; names are tips then."""
        self.is_compact = compact
        for item in self._items.values():
            item.setToolTip(0, item.text(0) if compact else "")
        self.fit_lines()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def line_height(self, is_group: bool, spare: int) -> int:
        """Pixels of one line; a group is a mere rule in a narrow menu."""
        if is_group and self.is_compact:
            return 9
        return self.fontMetrics().height() + spare

    def fit_lines(self) -> None:
        """As much room between the lines as lets all of them be seen, within the limits."""
        tops = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        groups = sum(top.childCount() > 0 for top in tops)
        pages = len(tops) - groups + sum(t.childCount() for t in tops if t.isExpanded())

        def fits(spare: int) -> bool:
            return self.viewport().height() >= (
                pages * self.line_height(False, spare) + groups * self.line_height(True, spare)
            )

        if self._may_tuck and self.isVisible() and not (fits(DENSE) or self.is_compact):
            for top in tops:
                if top.text(0) == TUCKED and top.isExpanded():
                    top.setExpanded(False)
                    return  # folding has come here again
        spare = next((each for each in range(ROOMY, DENSE - 1, -1) if fits(each)), SCROLLED)
        if spare != self.spare:
            self.spare = spare
            self.scheduleDelayedItemsLayout()

    def _opened(self, _: QTreeWidgetItem) -> None:
        """What somebody opened is not folded for her again."""
        self._may_tuck = False
        self.fit_lines()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is the height known."""
        super().showEvent(event)
        self.fit_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A lower window moves the lines together."""
        super().resizeEvent(event)
        self.fit_lines()

    def folded(self) -> set[str]:
        """Names of the groups that are closed; never empty, to be told from a first start."""
        tops = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        closed = {top.text(0) for top in tops if top.childCount() and not top.isExpanded()}
        return closed or {_ALL_OPEN}

    def show_current(self, key: str) -> None:
        """Mark the page that is shown; "" marks none."""
        item = self._items.get(key)
        if item is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        if item.parent() is not None:
            item.parent().setExpanded(True)
        self.setCurrentItem(item)
        self.scrollToItem(item)

    # Qt would tell these through QStyle, whose class costs the start some 15 ms.

    def is_under_mouse(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the mouse rests on this line."""
        if not self.viewport().underMouse():
            return False
        place = self.viewport().mapFromGlobal(QCursor.pos())
        return self.indexAt(place) == index

    def has_keyboard(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the keyboard is on this line."""
        return self.hasFocus() and self.currentIndex() == index

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space open the page or fold the group; arrows only walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentItem() is not None:
                self._clicked(self.currentItem())
            return
        super().keyPressEvent(event)

    def _add_group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([name])
        self.addTopLevelItem(group)
        return group

    def _clicked(self, item: QTreeWidgetItem, _: int = 0) -> None:
        if item.childCount():
            item.setExpanded(not item.isExpanded())
        else:
            self.chosen.emit(str(item.data(0, KeyRole)))


class _Lines(QStyledItemDelegate):
    """Group names small and grey with their fold; pages with their drawing."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Wide enough for any name; as high as all lines allow."""
        view = self._view()
        return QSize(100, view.line_height(index.data(KeyRole) is None, view.spare))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        painter.save()
        if index.data(KeyRole) is None:
            self._paint_group(painter, option, index)
        else:
            self._paint_page(painter, option, index)
        painter.restore()

    def _view(self) -> Navigation:
        view = self.parent()
        assert isinstance(view, Navigation)
        return view

    def _line(self, option: QStyleOptionViewItem) -> QRect:
        """The line's room; Qt's own may be wider than a narrow menu."""
        rect = QRect(option.rect)
        rect.setRight(self._view().viewport().width() - 1)
        return rect

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown, rect = colours(), self._line(option)
        if self._view().is_compact:
            painter.setPen(QColor(shown.line_strong))
            middle = rect.center().y()
            painter.drawLine(rect.left() + 14, middle, rect.right() - 14, middle)
            return
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        view = self._view()
        lit = view.is_under_mouse(index) or view.has_keyboard(index)
        painter.setPen(QColor(shown.text if lit else shown.muted))
        left = rect.left() + 14
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(
            rect.adjusted(14, max(2, view.spare - 4), -8, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            name,
        )
        width = painter.fontMetrics().horizontalAdvance(name)
        fold = "chevron_down" if view.isExpanded(_plain(index)) else "chevron"
        scale = painter.device().devicePixelRatioF()
        picture = icons.pixmap(fold, shown.faint, 12, scale)
        down = max(2, view.spare - 4) // 2
        painter.drawPixmap(left + width + 4, rect.center().y() - 5 + down, picture)

    def _paint_page(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = colours()
        rect = self._line(option).adjusted(6, 1, -6, -1)
        view = self._view()
        chosen = view.selectionModel().isSelected(_plain(index))
        hovered = view.is_under_mouse(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if chosen else shown.hover))
            painter.drawRoundedRect(rect, 5, 5)
        if chosen:
            painter.setBrush(QColor(shown.accent))
            bar = QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if view.has_keyboard(index):
            painter.setPen(QColor(shown.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 5, 5)
        colour = shown.accent if chosen else shown.muted
        scale = painter.device().devicePixelRatioF()
        size = 17 if view.spare > DENSE + 2 else 15
        picture = icons.pixmap(str(index.data(IconRole)), colour, size, scale)
        compact = view.is_compact
        left = rect.center().x() - 8 if compact else rect.left() + 11
        painter.drawPixmap(left, rect.center().y() - size // 2, picture)
        if compact:
            return
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(shown.text))
        painter.drawText(
            rect.adjusted(36, 0, -4, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            str(index.data(Qt.ItemDataRole.DisplayRole)),
        )


def _plain(index: QModelIndex | QPersistentModelIndex) -> QModelIndex:
    assert isinstance(index, QModelIndex)
    return index
