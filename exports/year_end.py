"""The December package: every form, the summary and the definitions of one year in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exports.definition_manual import assemble
from exports.definition_papers import to_workbook as to_workbook_of_manual
from exports.drafts import DRAFTS, Draft, as_docx, compose
from exports.drafts.terms import YEAR, Term
from exports.drafts.tokens import Facts, Token
from exports.file_names import legal
from exports.forms import FORMS
from exports.forms.base import AnnualForm
from exports.forms.workbook import to_workbook
from exports.handing_over import About, send_out
from models.errors import UserError
from models.jobs import Progress, Silent


@dataclass(frozen=True)
class Written:
    """One file of the package. code: 表号 or draft code; ready: nothing missing, nothing wrong."""

    code: str
    title: str
    path: Path
    ready: bool
    state: str

    @property
    def line(self) -> str:
        """The file in one line."""
        return f"{self.path.name}：{self.state}"


@dataclass(frozen=True)
class Made:
    """One file in memory: its name, content, whether it is ready, and a word about it."""

    code: str
    title: str
    name: str
    content: bytes
    ready: bool
    state: str


def write(year: int, folder: Path, *, progress: Progress | None = None) -> list[Written]:
    """Write the whole package; all files are made before the first is written.

    Raises UserError naming the file that cannot be written (open in Excel, disk full …).
    """
    if folder.exists() and not folder.is_dir():
        raise _no_folder(folder)
    return write_made(make(year, progress=progress), folder)


def make(year: int, *, progress: Progress | None = None) -> list[Made]:
    """Every file of the package in memory."""
    progress = progress or Silent()
    makers = list(_makers(year))
    made = []
    for done, (title, maker) in enumerate(makers):
        progress.step(done, len(makers), title)
        made.append(maker())
    progress.step(len(makers), len(makers), "正在写出文件")
    return made


def write_made(made: Sequence[Made], folder: Path) -> list[Written]:
    """Write the files into a folder, which is made where it is not there yet."""
    make_folder(folder)
    written = []
    for paper in made:
        path = folder / file_name(paper.name)
        send_out(path, paper.content, about(paper))
        written.append(Written(paper.code, paper.title, path, paper.ready, paper.state))
    return written


def make_folder(folder: Path) -> None:
    """Make the folder; UserError where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(folder) from error


def _no_folder(folder: Path) -> UserError:
    return UserError(f"文件夹“{folder}”建不起来。", "请换一个位置。")


def about(paper: Made) -> About:
    """What the export log keeps of one file of the package."""
    return About(f"{paper.code} {paper.title}", "上报", receiver="年终整套", masked=True)


def _makers(year: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    for form in FORMS:
        yield form.code, partial(_form, form, year)
    for draft in DRAFTS:
        if _is_of_december(draft, year):
            yield draft.label, partial(_draft, draft, year)
    yield "指标口径", partial(_definitions, year)


def _form(form: AnnualForm, year: int) -> Made:
    filled = form.fill(year)
    checks = filled.checks()
    wrong = [check for check in checks if not check.ok and check.level == "错"]
    missing = len(filled.missing())
    words = [f"勾稽 {sum(check.ok for check in checks)} 项相符"]
    if missing:
        words.append(f"{missing} 格未填")
    if wrong:
        words.append(f"{len(wrong)} 项不符（{'；'.join(check.label for check in wrong)}）")
    name = f"{filled.code} {filled.title}.xlsx"
    content = to_workbook(filled, checks=checks)
    return Made(form.code, filled.title, name, content, not wrong, "，".join(words))


def _is_of_december(draft: Draft, year: int) -> bool:
    """A paper about the whole year; a ledger or an annex only where its register has something."""
    if YEAR not in draft.spans:
        return False
    return not draft.needs or bool(Facts(year).value(Token.parse(draft.needs)))


def _draft(draft: Draft, year: int) -> Made:
    composed = compose(draft, Term(year))
    open_points, to_confirm = len(composed.open_points), len(composed.to_confirm)
    words = [f"{len(composed.facts)} 个数字均附口径"]
    if open_points:
        words.append(f"{open_points} 处待补")
    if to_confirm:
        words.append(f"{to_confirm} 项待确认")
    title = composed.title.replace("\n", "")
    ready = not open_points and not to_confirm
    name = f"{draft.code} {title}.docx"
    return Made(draft.code, title, name, as_docx(composed), ready, "，".join(words))


def _definitions(year: int) -> Made:
    content = to_workbook_of_manual(assemble(year))
    return Made("口径", "指标口径", f"指标口径（{year}年用）.xlsx", content, True, "全部指标的口径与依据")


def file_name(words: str) -> str:
    """The words as a file name on every system."""
    stem, dot, suffix = words.rpartition(".")
    return legal(stem, suffix=dot + suffix, instead="_", most=105)
