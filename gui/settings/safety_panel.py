"""数据安全: what protects the data and what does not, the password, its code, and locking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.theme import role
from gui.settings import idle_lock
from gui.settings.password_dialogs import CodeDialog, PasswordDialog
from gui.settings.unlock_dialog import UnlockDialog
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import key_slots, keys

OPEN = (
    "没有设密码。数据文件是加密的，但钥匙就放在同一个文件夹里：这样能发现文件损坏，"
    "不能防失窃。谁拿到这个文件夹，谁就能打开全部数据。",
)
PROTECTED = (
    "已设密码。没有密码或恢复码，数据文件夹和其中的备份打不开；忘记密码又丢了恢复码，谁也打不开。",
    "程序打开期间，数据在这台电脑上是解开的：离开时请锁定电脑。锁定窗口只挡住旁人的眼睛。",
    "设密码之前拷到别处的备份，连同里面的钥匙文件，仍可不用密码打开；不需要时请删除。"
    "换密码之前拷走的，仍认旧密码。",
    "导出的表格、证明和打印件不受密码保护。",
)


class SafetyPanel(QWidget):
    """Says exactly what holds in the present state; every change asks for the password first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.state = Words("", "heading")
        self.words = Words("", "")
        self.words.setWordWrap(True)
        self.set_button = push_button("设置密码…", self.set_password, look="primary")
        self.change_button = push_button("更换密码…", self.change_password)
        self.code_button = push_button("换新的恢复码…", self.change_code)
        self.remove_button = push_button("取消密码…", self.remove_password)
        self.lock_button = push_button("立即锁定", self.lock)
        self.minutes = QComboBox()
        self.minutes.setAccessibleName("多久不操作后锁定")
        for value in idle_lock.MINUTES:
            self.minutes.addItem(f"{value} 分钟" if value else "从不", value)
        self.minutes.setCurrentIndex(
            max(0, self.minutes.findData(idle_lock.minutes(context.settings)))
        )
        self.minutes.currentIndexChanged.connect(self._keep_minutes)
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Say the present state."""
        is_set = keys.is_protected(self._context.keeper.folder)
        self.state.setText("✓ 已设密码" if is_set else "! 未设密码")
        self.words.setText("\n".join(PROTECTED if is_set else OPEN))
        self.set_button.setVisible(not is_set)
        for widget in (self.change_button, self.code_button, self.remove_button, self.locking):
            widget.setVisible(is_set)
        for lock in self.window().findChildren(idle_lock.IdleLock):
            lock.renew()

    def set_password(self) -> None:
        """A password and a recovery code that she has put away; only then the key is wrapped."""
        asked = PasswordDialog("设置密码", parent=self)
        if not asked.exec():
            return
        code, password = key_slots.new_code(), asked.password
        if not self._code_kept(code):
            return
        keeper = self._context.keeper
        self._do("正在设置密码", lambda: keys.protect(
            keeper.key_folders, keeper.key, password=password, code=code
        ), "密码已设置")

    def change_password(self) -> None:
        """Another password; the printed code stays valid."""
        if not self._knows():
            return
        asked = PasswordDialog("更换密码", parent=self)
        if asked.exec():
            keeper, password = self._context.keeper, asked.password
            self._do("正在更换密码", lambda: keys.change(
                keeper.key_folders, keeper.key, password=password
            ), "密码已更换，恢复码不变")

    def change_code(self) -> None:
        """Another recovery code; the former sheet opens nothing here any more."""
        if not self._knows():
            return
        code = key_slots.new_code()
        if self._code_kept(code):
            keeper = self._context.keeper
            self._do("正在更换恢复码", lambda: keys.change_code(
                keeper.key_folders, keeper.key, code=code
            ), "恢复码已更换，旧的一张作废")

    def remove_password(self) -> None:
        """The key lies in clear again, after she was told what that means."""
        if self._knows() and messages.ask(
            self, "取消密码吗？", "取消后，谁拿到数据文件夹，谁就能打开全部数据。", yes="取消密码", danger=True,
        ):
            keeper = self._context.keeper
            self._do(
                "正在取消密码", lambda: keys.unprotect(keeper.key_folders, keeper.key), "密码已取消"
            )

    def lock(self) -> None:
        """Cover the window now."""
        lock = self.window().findChild(idle_lock.IdleLock)
        (lock or idle_lock.IdleLock(self._context, self.window())).lock()

    def _knows(self) -> bool:
        folder = self._context.keeper.folder
        dialog = UnlockDialog(
            lambda password: keys.check(folder, password), heading="请先输入现在的密码",
            parent=self, no="取消",
        )
        return bool(dialog.exec())

    def _code_kept(self, code: str) -> bool:
        return bool(CodeDialog(code, self._context, self).exec())

    def _do(self, label: str, act: Callable[[], None], done: str) -> None:
        def then(_: Any) -> None:
            self.refresh()
            self._context.say(done)

        run_with_progress(self, self._context.worker, label, lambda _: act(), then=then)

    def _keep_minutes(self, _: int) -> None:
        idle_lock.set_minutes(self._context.settings, int(self.minutes.currentData()))
        self.refresh()

    # ---- building ----

    def _build(self) -> None:
        page = QWidget()
        role(page, "page")
        card = QFrame()
        role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(10)
        inside.addWidget(self.state)
        inside.addWidget(self.words)
        line = QHBoxLayout()
        for button in (self.set_button, self.change_button, self.code_button, self.remove_button):
            line.addWidget(button)
        line.addStretch(1)
        inside.addLayout(line)
        self.locking = QFrame()
        role(self.locking, "card")
        below = QHBoxLayout(self.locking)
        below.setContentsMargins(18, 10, 18, 10)
        below.addWidget(Words("多久不操作后锁定窗口"))
        below.addWidget(self.minutes)
        below.addWidget(self.lock_button)
        below.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self.locking)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

