"""Choosing a password, and putting the recovery code away before it is needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from models import key_slots
from models.errors import UserError


class PasswordDialog(QDialog):
    """Twice the same, long enough; `password` when accepted."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(430)
        self.password = ""
        self.first, self.second = QLineEdit(), QLineEdit()
        for field, name in ((self.first, "新密码"), (self.second, "再输一遍")):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(name)
        self.first.setPlaceholderText(f"至少 {key_slots.SHORTEST} 个字符，可以用汉字")
        note = Words(
            "打开程序时要输入。用几个不相干的词连起来，好记也难猜。密码只有您知道，程序不保存它；"
            "下一步会给出一张恢复码，供忘记密码时使用。" if title == "设置密码" else
            "打印过的恢复码继续有效。之前拷到别处的备份仍认旧密码。", "muted",
        )
        note.setWordWrap(True)
        shows = QCheckBox("显示密码")
        shows.toggled.connect(self._show)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        fields = QFormLayout()
        fields.addRow("新密码", self.first)
        fields.addRow("再输一遍", self.second)
        fields.addRow("", shows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(note)
        layout.addLayout(fields)
        layout.addWidget(self.fault)
        layout.addWidget(DialogButtons(self, "下一步" if title == "设置密码" else "更换"))

    def accept(self) -> None:
        """Stay open, with the reason, while it will not do."""
        try:
            key_slots.refuse_weak(self.first.text())
        except UserError as error:
            self.fault.setText(f"{error.message}{error.remedy}")
            self.first.setFocus()
            return
        if self.first.text() != self.second.text():
            self.fault.setText("两次输入不一样。")
            self.second.setFocus()
            return
        self.password = self.first.text()
        super().accept()

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)


class CodeDialog(QDialog):
    """Shows the code once; goes on only when she says that it is put away."""

    def __init__(self, code: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._context = code, context
        self.setWindowTitle("恢复码")
        self.setMinimumWidth(480)
        shown = Words(code, "title")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName("恢复码")
        note = Words(
            "忘记密码时，只有它能打开数据。请打印或抄下，密封后与电脑分开存放。关掉这个窗口后不再显示；"
            "密码和恢复码都丢失，谁也打不开。", "",
        )
        note.setWordWrap(True)
        self.save_button = QPushButton("保存为 PDF 以便打印…")
        self.save_button.clicked.connect(self.save)
        self.kept = QCheckBox("恢复码已经打印或抄好")
        self.kept.toggled.connect(self._enable)
        line = QHBoxLayout()
        line.addWidget(self.save_button)
        line.addStretch(1)
        buttons = DialogButtons(self, "完成设置")
        self.go = buttons.go
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        for widget in (shown, note):
            layout.addWidget(widget)
        layout.addLayout(line)
        layout.addWidget(self.kept)
        layout.addWidget(buttons)
        self._enable(False)

    def save(self) -> None:
        """One page to be printed; the file should not stay on this computer."""
        path = messages.choose_save_path(
            self, "保存恢复码", name="外事台账恢复码.pdf", kind="PDF 文件", suffix=".pdf"
        )
        if path is None:
            return
        code, folder = self._code, str(self._context.keeper.folder)

        def make(_: object) -> list[Paper]:
            from exports import recovery_sheet
            from exports.handing_over import About

            return [Paper(path, recovery_sheet.pdf(code, folder), About("恢复码", reason="设置密码"))]

        hand_over(
            self, self._context, "保存恢复码", make=make, guarded=False,
            then=lambda paths: self._context.say(f"已保存 {paths[0].name}，打印后请删除文件"),
        )

    def _enable(self, on: bool) -> None:
        self.go.setEnabled(on)


