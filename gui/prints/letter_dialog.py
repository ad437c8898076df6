"""用我的模板: letters of some records from one of her Word templates, with what is blank before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from exports.letters.making import Wishes
from exports.prints.printable import Option, issue_date
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.dialog_size import letters, open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.paper.handing_over import Paper, hand_over
from gui.prints import letter_work
from gui.prints.letter_paper import LetterPaper
from gui.prints.letter_parts import LetterTable
from gui.prints.letter_work import Tried
from gui.prints.print_options import OptionFields
from gui.shared.context import Context
from models.entity import Entity
from models.jobs import Progress

LINE, MARK = "line", "mark"
BLANKS = ((LINE, "留一条线 ＿＿＿"), (MARK, "写 【待补：字段】"))


def questions() -> list[Option]:
    """What she decides for the letters of one go."""
    return [
        Option("blanks", "空白处", "choice", LINE, BLANKS),
        Option("made_on", "落款日期", "date", issue_date().default, help="模板里的《今天》就是这一天"),
        Option("number", "登记编号，存入编号台账", "flag", False, help="模板里的《编号》写这个号"),
        Option("full", "证件号等写全", "flag", False, help="不勾选时只留首尾"),
        Option("reason", "写全的理由", "text", "", help="记入导出记录，例如：办理签证"),
    ]


class LetterDialog(QDialog):
    """Opened for the selected records of one register."""

    def __init__(
        self, entity: type[Entity], record_ids: Sequence[int], context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context, self._entity, self._ids = context, entity, list(record_ids)
        self._serial, self._year = 0, 0
        self.tried = Tried()
        self.is_waiting = False
        self.written: list[Path] = []
        self.kind, self.person = QComboBox(), QComboBox()
        self.options = OptionFields()
        self.table, self.paper = LetterTable(), LetterPaper()
        self.lacking, self.notices = Words("", "mark-warn"), Words("", "muted")
        self.done_words = Words("", "mark-good")
        self.timer = QTimer(self, singleShot=True, interval=180)
        self._build()
        self._connect()
        self.options.ask(questions())
        self.refresh()

    @property
    def template(self) -> Any:
        """The chosen template; None without any."""
        return self.kind.currentData()

    @property
    def wishes(self) -> Wishes:
        """Her answers."""
        answers = self.options.answers()
        try:
            day = date.fromisoformat(str(answers["made_on"]))
        except ValueError:
            day = date.today()
        reason = answers["reason"] if answers["full"] else ""
        return Wishes(answers["blanks"] == MARK, reason, day, bool(answers["number"]))

    # ---- building ----

    def _build(self) -> None:
        first, count = self._entity.get_by_id(self._ids[0]), len(self._ids)
        who = str(first) if count == 1 else f"{first} 等 {count} 条{self._entity.label}"
        self.setWindowTitle(f"用我的模板做文书 - {who}")
        side = QFrame()
        role(side, "sidebar")
        side.setFixedWidth(letters(self, 25))
        left = QVBoxLayout(side)
        left.setContentsMargins(16, 14, 16, 14)
        left.setSpacing(9)
        title = Words(who, "heading")
        self.kind.setAccessibleName("模板")
        self.lacking.setAccessibleName("空白")
        for words in (title, self.lacking, self.notices, self.done_words):
            words.setWordWrap(True)
        self.manage_button = push_button("添加或管理模板…", self.manage, look="flat")
        self.save_button = push_button("保存 Word 文件…", self.save, look="primary", tip="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        self.open_button = push_button("打开", self.open_written, tip="用 Word 或 WPS 打开刚保存的文件")
        self.close_button = push_button("关闭", self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.close_button)
        for widget in (title, self.kind, self.manage_button):
            left.addWidget(widget)
        left.addWidget(self._answers(), 1)
        left.addWidget(self.done_words)
        left.addWidget(self.save_button)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setContentsMargins(14, 12, 14, 12)
        right.setSpacing(8)
        self.person.setAccessibleName("看哪一条")
        self.person.setVisible(count > 1)
        for at, record_id in enumerate(self._ids[:letter_work.TRIED]):
            record = self._entity.get_by_id(record_id)
            self.person.addItem(f"{at + 1}. {record}", at)
        right.addWidget(self.person)
        right.addWidget(self._views(), 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addLayout(right, 1)
        open_at(self, 88, 44)

    def _answers(self) -> QScrollArea:
        """Questions and what is lacking; in a low window they scroll."""
        inside = QWidget()
        role(inside, "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(9)
        for widget in (self.options, self.lacking, self.notices):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _views(self) -> QTabWidget:
        """The letter as it reads, and its fields one by one."""
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        reading = QWidget()
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.paper, 1)
        column.addWidget(Words("这里只看文字；字体、版式、页眉页脚和图片以保存的 Word 文件为准。", "caption"))
        tabs.addTab(reading, "填好的文字")
        tabs.addTab(self.table, "逐个字段")
        return tabs

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._wait())
        self.person.currentIndexChanged.connect(lambda _: self._wait())
        self.options.changed.connect(self._answered)
        self.timer.timeout.connect(self.renew)
        self._context.changes.changed.connect(self._changed)

    # ---- reading ----

    def _changed(self, change: Any) -> None:
        if "letter_template" in change.ids:
            self.refresh()
        elif self._entity.key() in change.ids:
            self._wait()

    def refresh(self) -> None:
        """Read which templates there are; the chosen one stays chosen."""
        chosen = self.template.name if self.template else ""
        self._year = self.wishes.day.year
        self.kind.blockSignals(True)
        self.kind.clear()
        for template in letter_work.templates_for(self._entity, self._year):
            self.kind.addItem(template.name, template)
        self.kind.setCurrentIndex(max(0, self.kind.findText(chosen)))
        self.kind.blockSignals(False)
        self.kind.setVisible(self.kind.count() > 0)
        self._wait()

    def _answered(self) -> None:
        """Another year may have another version of each template."""
        if self.wishes.day.year != self._year:
            self.refresh()
        else:
            self._wait()

    def _wait(self) -> None:
        self.is_waiting = True
        self.timer.start()
        if self.tried.form is None and self.template is not None:
            self.notices.setText("正在读取模板…")
        self._show_state()

    def renew(self) -> None:
        """Try the template on the record beside the window; a later wish wins."""
        self.timer.stop()
        self._serial += 1
        serial, template, ids, wishes = self._serial, self.template, self._ids, self.wishes
        if template is None:
            self._arrived(serial, Tried())
            return
        at = int(self.person.currentData() or 0)
        self._context.worker.look_up(
            lambda: letter_work.try_on(template, ids, at=at, wishes=wishes),
            lambda tried: self._arrived(serial, tried),
        )

    def _arrived(self, serial: int, tried: Tried) -> None:
        if serial != self._serial:
            return
        self.tried, self.is_waiting = tried, self.timer.isActive()
        self.table.show_trial(tried.rows)
        self.paper.show_letter(tried.letter)
        blank = "\n".join(tried.lacking[:8])
        self.lacking.setText(f"○ 空白：\n{blank}" if len(self._ids) > 1 else
                             f"○ 空白：{'、'.join(tried.lacking[:12])}")
        self.lacking.setVisible(bool(tried.lacking))
        said = [tried.fault] if tried.fault else list(tried.notices)
        if self.template is None:
            said = [f"还没有{self._entity.label}的模板。把一份 Word 文件（.docx）里要填的地方写成《字段名》，再添加进来。"]
        self.notices.setText("\n".join(said))
        self.notices.setVisible(bool(said))
        self._show_state()

    def _show_state(self) -> None:
        answers = self.options.answers()
        self.options.fields["reason"].setEnabled(bool(answers["full"]))
        lacks_reason = bool(answers["full"]) and not str(answers["reason"]).strip()
        is_ready = self.tried.form is not None and not self.is_waiting and not lacks_reason
        self.save_button.setEnabled(is_ready)
        count = len(self._ids)
        self.save_button.setText(f"保存 {count} 份 Word 文件…" if count > 1 else "保存 Word 文件…")
        self.save_button.setToolTip("请先写明写全的理由" if lacks_reason else "Ctrl+S")
        self.open_button.setEnabled(bool(self.written))

    # ---- deeds ----

    def save(self) -> None:
        """Ask where to, make the letters, look for leaks, write them."""
        if not self.save_button.isEnabled():
            return
        target = self._target()
        if target is None:
            return
        template, entity, ids, wishes = self.template, self._entity, self._ids, self.wishes
        def make(progress: Progress) -> list[Paper]:
            return letter_work.papers(
                template, entity, ids, wishes=wishes, target=target, progress=progress,
            )

        hand_over(
            self, self._context, f"制作{template.name}", make=make, then=self._written,
            guarded=not wishes.numbered,
        )

    def _target(self) -> Path | None:
        if len(self._ids) > 1:
            found = messages.file_dialog(self, "选择存放文书的文件夹", mode="folder")
            return found[0] if found else None
        from exports.file_names import legal

        record = self._entity.get_by_id(self._ids[0])
        name = legal(f"{self.template.name}_{record}", suffix=".docx", instead="_", most=100)
        return messages.choose_save_path(
            self, "保存文书", name=name, kind="Word 文档", suffix=".docx"
        )

    def _written(self, paths: list[Path]) -> None:
        self.written = paths
        where = paths[0].name if len(paths) == 1 else f"{paths[0].parent.name}（{len(paths)} 份）"
        self.done_words.setText(f"✓ 已保存：{where}")
        self._context.say(f"已保存文书：{where}")
        self._show_state()

    def open_written(self) -> None:
        """The file in the program that opens Word files; of many their folder."""
        if self.written:
            path = self.written[0] if len(self.written) == 1 else self.written[0].parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def done(self, result: int) -> None:
        """What still arrives is for nobody."""
        self._serial += 1
        super().done(result)

    def manage(self) -> None:
        """The templates of this register."""
        from gui.prints.letters_panel import LettersWindow

        LettersWindow(self._context, self._entity, self).open()
