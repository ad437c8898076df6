"""The style sheet of the window, made from the colours and the text size."""

from __future__ import annotations

from pathlib import Path

from gui.look.colours import Colours

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


def style_sheet(c: Colours, points: float) -> str:
    """The whole sheet; `points` is the size of plain text."""
    parts = (_buttons, _fields, _tables, _frames, _menus)
    return _text(c, points) + "".join(part(c) for part in parts)


def _pt(points: float, factor: float) -> str:
    return f"{points * factor:.2f}pt"


def _text(c: Colours, points: float) -> str:
    return f"""
QToolTip {{ color: {c.tip_text}; background: {c.tip}; border: 0; padding: 4px 6px; }}
QLabel[role="title"] {{ font-size: {_pt(points, 1.45)}; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {_pt(points, 1.1)}; font-weight: 600; }}
QLabel[role="caption"] {{ color: {c.muted}; font-size: {_pt(points, 0.92)}; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="number"] {{ font-size: {_pt(points, 2.0)}; font-weight: 600; }}
QLabel[role="brand"] {{ font-size: {_pt(points, 1.2)}; font-weight: 600; }}
QLabel[role="mark-good"] {{ color: {c.good}; }}
QLabel[role="mark-warn"] {{ color: {c.warn}; }}
QLabel[role="mark-bad"] {{ color: {c.bad}; }}
QLabel[role="link"] {{ color: {c.accent}; }}
QLabel[role="link"]:hover {{ text-decoration: underline; }}
"""


def _buttons(c: Colours) -> str:
    return f"""
QPushButton, QToolButton {{
  background: {c.raised}; color: {c.text}; border: 1px solid {c.line_strong};
  border-radius: 5px; padding: 4px 12px; }}
QToolButton {{ padding: 4px 9px; }}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.accent_soft}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
QPushButton:disabled, QToolButton:disabled {{
  color: {c.faint}; border-color: {c.line}; background: transparent; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{
  background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {{
  background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {{ border-color: {c.text}; }}
QPushButton[role="primary"]:disabled {{
  background: {c.line}; border-color: {c.line}; color: {c.faint}; }}
QPushButton[role="danger"] {{ color: {c.bad}; border-color: {c.bad}; }}
QPushButton[role="danger"]:hover {{ background: {c.bad_soft}; }}
QPushButton[role="flat"], QToolButton[role="flat"] {{
  background: transparent; border-color: transparent; padding: 4px 7px; }}
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover {{ background: {c.hover}; }}
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="flat"]:checked, QToolButton[role="flat"]:checked {{
  background: {c.accent_soft}; }}
QPushButton[role="flat"]:disabled, QToolButton[role="flat"]:disabled {{
  border-color: transparent; }}
QPushButton[role="door"] {{
  background: transparent; border: 1px solid transparent; color: {c.accent}; text-align: left;
  padding: 2px 4px; }}
QPushButton[role="door"]:hover {{ background: {c.accent_soft}; }}
QPushButton[role="door"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="chip"] {{
  background: transparent; border: 1px solid transparent; border-radius: 11px;
  padding: 2px 10px; color: {c.muted}; }}
QPushButton[role="chip"]:hover {{ background: {c.hover}; color: {c.text}; }}
QPushButton[role="chip"]:checked {{
  background: {c.accent_soft}; color: {c.accent}; font-weight: 600; }}
QPushButton[role="chip"]:focus {{ border-color: {c.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _fields(c: Colours) -> str:
    arrow = (ICONS / f"arrow_{'light' if c.base == '#ffffff' else 'dark'}.svg").as_posix()
    tick = (ICONS / f"tick_{'light' if c.base == '#ffffff' else 'dark'}.svg").as_posix()
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{
  background: {c.base}; border: 1px solid {c.line_strong}; border-radius: 4px;
  padding: 3px 7px; selection-background-color: {c.selection}; selection-color: {c.text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus,
QDateEdit:focus {{ border-color: {c.accent}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
  background: {c.window}; color: {c.faint}; }}
QLineEdit[role="filter"] {{
  border: 1px solid transparent; border-radius: 3px; padding: 1px 5px; background: {c.base}; }}
QLineEdit[role="filter"]:hover {{ border-color: {c.line_strong}; }}
QLineEdit[role="filter"]:focus {{ border-color: {c.accent}; }}
QLineEdit[role="filter-on"] {{
  border: 1px solid {c.accent}; border-radius: 3px; padding: 1px 5px;
  background: {c.accent_soft}; }}
QLineEdit[role="filter-wrong"] {{
  border: 1px solid {c.bad}; border-radius: 3px; padding: 1px 5px; background: {c.bad_soft}; }}
QLineEdit[role="search"] {{ border-radius: 13px; padding: 4px 12px; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{
  background: {c.raised}; border: 1px solid {c.line_strong}; outline: 0;
  selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QCheckBox, QRadioButton {{ spacing: 6px; }}
QRadioButton::indicator {{
  width: 13px; height: 13px; border: 1px solid {c.muted}; border-radius: 7px;
  background: {c.base}; }}
QRadioButton::indicator:checked {{
  width: 7px; height: 7px; border: 4px solid {c.accent}; border-radius: 7px; }}
QCheckBox::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator,
QMenu::indicator {{
  width: 14px; height: 14px; border: 1px solid {c.line_strong}; border-radius: 3px;
  background: {c.base}; }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked, QMenu::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
QProgressBar {{
  background: {c.line}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""


def _tables(c: Colours) -> str:
    return f"""
QAbstractItemView {{
  background: {c.base}; alternate-background-color: {c.alternate}; border: 0; outline: 0;
  selection-background-color: {c.selection}; selection-color: {c.text}; }}
QTableView {{ gridline-color: {c.line}; }}
QTableView[role="frozen"] {{ border-right: 1px solid {c.line_strong}; }}
QHeaderView {{ background: {c.header}; border: 0; }}
QHeaderView::section {{
  background: {c.header}; color: {c.muted}; border: 0; border-right: 1px solid {c.line};
  border-bottom: 1px solid {c.line_strong}; padding: 3px 6px; }}
QHeaderView::section:hover {{ color: {c.text}; background: {c.hover}; }}
QTableCornerButton::section {{ background: {c.header}; border: 0; }}
QListView[role="plain"]::item {{ padding: 5px 8px; }}
QListView[role="plain"]::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
Navigation {{ background: transparent; }}
Navigation QScrollBar:vertical {{ width: 8px; }}
Navigation::branch {{ background: transparent; image: none; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {c.line_strong}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: {c.base}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:horizontal {{ width: 1px; }}
"""


def _frames(c: Colours) -> str:
    return f"""
QFrame[role="card"] {{
  background: {c.raised}; border: 1px solid {c.line}; border-radius: 8px; }}
QFrame[role="tile"] {{
  background: {c.raised}; border: 1px solid {c.line}; border-radius: 8px; }}
QFrame[role="tile"]:hover, QFrame[role="tile"]:focus {{ border-color: {c.accent}; }}
QFrame[role="row"] {{ border: 1px solid transparent; border-radius: 5px; }}
QFrame[role="row"]:hover {{ background: {c.hover}; }}
QFrame[role="row"]:focus {{ border-color: {c.accent}; }}
QFrame[role="table"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[role="bar"] {{ background: {c.raised}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[role="status"] {{ background: {c.header}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[role="sidebar"] {{ background: {c.sidebar}; border: 0; border-right: 1px solid {c.line}; }}
QFrame[role="side"] {{ background: {c.raised}; border: 0; border-left: 1px solid {c.line}; }}
QFrame[role="notice"] {{
  background: {c.accent_soft}; border: 1px solid {c.accent}; border-radius: 6px; }}
QFrame[role="undo"] {{ background: {c.tip}; border-radius: 6px; }}
QFrame[role="undo"] QLabel {{ color: {c.tip_text}; }}
QFrame[role="undo"] QPushButton {{
  background: transparent; border: 0; color: {LINK_ON_TIP}; font-weight: 600; padding: 2px 8px; }}
QFrame[role="undo"] QPushButton:hover, QFrame[role="undo"] QPushButton:focus {{
  text-decoration: underline; }}
QFrame[role="line"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; }}
QGroupBox {{ border: 0; margin-top: 20px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}
QTabBar::tab {{
  background: transparent; color: {c.muted}; padding: 6px 14px; border: 0;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; font-weight: 600; }}
QTabBar::tab:hover {{ color: {c.text}; }}
"""


LINK_ON_TIP = "#9fd0f5"
"""A link on the ground of tips, which is dark in both themes."""


def _menus(c: Colours) -> str:
    return f"""
QMenu {{ background: {c.raised}; border: 1px solid {c.line_strong}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 26px 5px 12px; background: transparent; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ margin-left: 8px; }}
QMenuBar {{ background: {c.window}; }}
QDialog {{ background: {c.window}; }}
"""
