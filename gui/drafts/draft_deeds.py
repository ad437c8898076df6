"""What a draft takes in and gives out: Word files, former years, her sentences, the export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from exports.drafts import ComposedDraft, compose
from exports.drafts.paper import file_name
from gui.look import messages
from gui.look.buttons import push_button
from gui.paper.handing_over import Paper, hand_over
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.errors import UserError
from models.jobs import Progress

if TYPE_CHECKING:
    from exports.drafts.proposals import Proposal

WORD_FILES = "Word 文档 (*.docx)"


class DraftDeeds:
    """The deeds of a draft page. composed: gives the draft as it is shown, None before the first.

    look: shows a paragraph by its key and begins to edit it.
    """

    def __init__(
        self, page: QWidget, context: Context, *, composed: Callable[[], ComposedDraft | None],
        look: Callable[[str], None],
    ) -> None:
        self._page, self._context = page, context
        self._composed, self._look = composed, look

    def button(self) -> QPushButton:
        """取回与沿用 with its menu."""
        button = push_button("取回与沿用", tip="打开在 Word 中改过的文稿，沿用上年的文字，采用自己的说法")
        menu = QMenu(button)
        for words, act in (
            ("打开改过的 Word…", self.open_changed),
            ("沿用以前的总结文件…", self.roll_file),
            ("沿用上年的人工段落…", self.roll_kept),
            ("我的说法…", self.wordings),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, do=act: do())
        button.setMenu(menu)
        return button

    def open_changed(self) -> None:
        """Read a Word file of this draft again and offer what was changed in it."""
        composed = self._composed()
        path = self._choose("打开改过的 Word") if composed is not None else None
        if composed is None or path is None:
            return

        def read(progress: Progress) -> Any:
            from exports.drafts.proposals import changes_in_word
            from exports.drafts.reopening import read_back

            progress.step(0, 0, path.name)
            reopened = read_back(_content(path), composed)
            return reopened, changes_in_word(reopened, composed).found

        def show(found: Any) -> None:
            reopened, proposals = found
            paper = reopened.paper
            if paper.year not in (None, composed.year):
                messages.tell(
                    self._page, f"这份文件是{paper.year}年的，现在打开的是{composed.year}年。",
                    "要把往年的文字用到今年，请选“沿用以前的总结文件”；或先换年度。")
                return
            renewed = [n for n in reopened.numbers() if n.text != n.now]
            told = "；".join(dict.fromkeys(number.words for number in renewed[:8]))
            if not proposals:
                more = f"另有 {len(renewed)} 个数字与现在的台账不同：{told}。" if renewed else ""
                messages.tell(self._page, "文字没有在 Word 中改过，没有要取回的段落。", more)
                return
            self._offer("打开改过的 Word", proposals, composed, label="取回 Word 中的修改")

        run_with_progress(self._page, self._context.worker, "正在读取 Word", read, then=show)

    def roll_file(self) -> None:
        """Offer the paragraphs of an earlier year's file with this year's numbers."""
        composed = self._composed()
        path = self._choose("沿用以前的总结文件") if composed is not None else None
        if composed is None or path is None:
            return

        def read(progress: Progress) -> Any:
            from exports.drafts.rolling import roll_file

            progress.step(0, 0, path.name)
            return roll_file(_content(path), composed).found

        self._read_and_offer("沿用以前的总结", read, composed)

    def roll_kept(self) -> None:
        """Offer last year's paragraphs by hand with this year's numbers."""
        composed = self._composed()
        if composed is None:
            return

        def read(progress: Progress) -> Any:
            from exports.drafts.rolling import roll_kept

            progress.step(0, 0, f"{composed.year - 1}年的人工段落")
            return roll_kept(composed).found

        self._read_and_offer("沿用上年的人工段落", read, composed)

    def wordings(self) -> None:
        """Pick among the program's sentences and her own, or learn more of them."""
        composed = self._composed()
        if composed is None:
            return
        from exports.drafts.taking_over import forget_wording, use_wording
        from gui.drafts.draft_wordings import WordingsDialog

        code = composed.draft.code
        dialog = WordingsDialog([], self._page)

        def renew() -> None:
            self._context.worker.look_up(lambda: _choices(composed), dialog.show_choices)

        def pick(key: str, lead: str, wording: int | None) -> None:
            self._write(lambda: use_wording(code, key, lead, wording))
            renew()

        def forget(wording: int) -> None:
            self._write(lambda: forget_wording(wording))
            renew()

        dialog.picked.connect(pick)
        dialog.forgotten.connect(forget)
        dialog.learning_wanted.connect(lambda: self.learn(composed, then=renew, parent=dialog))
        renew()
        dialog.exec()

    def learn(
        self, composed: ComposedDraft, *, then: Callable[[], None], parent: QWidget,
    ) -> None:
        """Read earlier reports, show what they teach, keep what she leaves ticked."""
        paths = messages.file_dialog(
            parent, "选择以前的总结", mode="open_many", filters=WORD_FILES)
        if not paths:
            return

        def read(progress: Progress) -> Any:
            from exports.drafts.learning import learn

            found = []
            for done, path in enumerate(paths):
                progress.step(done, len(paths), path.name)
                found.append((path.name, _content(path)))
            return learn(found, composed.draft)

        def show(learning: Any) -> None:
            from exports.drafts.taking_over import keep_wordings
            from gui.drafts.draft_wordings import LearnedDialog

            dialog = LearnedDialog(learning, parent)
            if dialog.exec():
                chosen = dialog.chosen
                self._write(lambda: keep_wordings(composed.draft.code, chosen))
                then()

        run_with_progress(parent, self._context.worker, "正在读取总结", read, then=show)

    def export(self) -> None:
        """Proof-read the draft, show what does not agree, and save it as a Word file."""
        composed = self._composed()
        if composed is None:
            return

        def check(progress: Progress) -> Any:
            from exports.drafts.export_check import disagreements

            progress.step(0, 0, "正在核对前后文字和数字")
            return disagreements(composed)

        def checked(found: Any) -> None:
            if found:
                from gui.drafts.draft_check import CheckDialog

                dialog = CheckDialog(found, self._page)
                if not dialog.exec():
                    if dialog.go_to:
                        self._look(dialog.go_to)
                    return
            self._save(composed)

        run_with_progress(self._page, self._context.worker, "导出前核对", check, then=checked)

    def _save(self, composed: ComposedDraft) -> None:
        path = messages.choose_save_path(
            self._page, "导出工作总结", name=file_name(composed), kind="Word 文档", suffix=".docx"
        )
        if path is None:
            return
        draft, term = composed.draft, composed.term

        def make(progress: Progress) -> list[Paper]:
            from exports.drafts import as_docx
            from exports.handing_over import About

            fresh = compose(draft, term, progress=progress)
            progress.step(0, 0, "正在排版")
            return [Paper(path, as_docx(fresh), About(f"{draft.label}（{term.label}）", "上报"))]

        hand_over(
            self._page, self._context, "导出工作总结", make=make,
            then=lambda paths: self._context.say(f"已导出：{paths[0]}"),
        )

    def _read_and_offer(
        self, title: str, read: Callable[[Progress], Any], composed: ComposedDraft,
    ) -> None:
        def show(proposals: Any) -> None:
            if proposals:
                self._offer(title, proposals, composed, label=title)
            else:
                messages.tell(self._page, "没有可以沿用的段落。", "程序自己写的段落会随台账重新生成，不用沿用。")

        run_with_progress(self._page, self._context.worker, title, read, then=show)

    def _offer(
        self, title: str, proposals: Sequence[Proposal], composed: ComposedDraft, *, label: str,
    ) -> None:
        from exports.drafts.taking_over import take_over
        from gui.drafts.draft_offers import OffersDialog

        dialog = OffersDialog(title, proposals, composed, self._page)
        if dialog.exec():
            accepted = dialog.accepted_proposals
            self._write(lambda: take_over(composed, accepted, label=label))
            self._context.say(f"已接受 {len(accepted)} 段，标为人工；可以撤销")

    def _choose(self, title: str) -> Path | None:
        paths = messages.file_dialog(self._page, title, filters=WORD_FILES)
        return paths[0] if paths else None

    def _write(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            messages.show_error(self._page, error)


def _choices(composed: ComposedDraft) -> Any:
    from exports.drafts.composing import wording_choices
    from exports.drafts.proposals import section_titles

    return wording_choices(composed.draft, composed.term, section_titles(composed))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise UserError(
            f"打不开文件“{path.name}”。", "请确认文件还在，并且没有被别的程序占用。",
        ) from trouble
