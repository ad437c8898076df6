"""The December package: every form, the summary and the definitions of one year in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exports import definitions
from exports.drafts import DRAFTS, Draft, as_docx, compose
from exports.files import write_whole
from exports.forms import FORMS
from exports.forms.base import AnnualForm
from exports.forms.workbook import to_workbook
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
class _Made:
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
    progress = progress or Silent()
    makers = list(_makers(year))
    made = []
    for done, (title, make) in enumerate(makers):
        progress.step(done, len(makers), title)
        made.append(make())
    progress.step(len(makers), len(makers), "正在写出文件")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"文件夹“{folder}”建不起来。", "请换一个位置。") from error
    written = []
    for paper in made:
        path = folder / file_name(paper.name)
        write_whole(path, paper.content)
        written.append(Written(paper.code, paper.title, path, paper.ready, paper.state))
    return written


def _makers(year: int) -> Iterator[tuple[str, Callable[[], _Made]]]:
    for form in FORMS:
        yield form.code, partial(_form, form, year)
    for draft in DRAFTS:
        yield draft.label, partial(_draft, draft, year)
    yield "指标口径", partial(_definitions, year)


def _form(form: AnnualForm, year: int) -> _Made:
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
    return _Made(form.code, filled.title, name, content, not wrong, "，".join(words))


def _draft(draft: Draft, year: int) -> _Made:
    composed = compose(draft, year)
    open_points, to_confirm = len(composed.open_points), len(composed.to_confirm)
    words = [f"{len(composed.facts)} 个数字均附口径"]
    if open_points:
        words.append(f"{open_points} 处待补")
    if to_confirm:
        words.append(f"{to_confirm} 项待确认")
    title = composed.title.replace("\n", "")
    ready = not open_points and not to_confirm
    name = f"{draft.code} {title}.docx"
    return _Made(draft.code, title, name, as_docx(composed), ready, "，".join(words))


def _definitions(year: int) -> _Made:
    content = definitions.to_workbook()
    return _Made("口径", "指标口径", f"指标口径（{year}年用）.xlsx", content, True, "全部指标的口径与依据")


def file_name(words: str) -> str:
    """The words as a file name on every system."""
    cleaned = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in words)
    stem, dot, suffix = cleaned.rpartition(".")
    return f"{stem.strip(' .')[:100]}{dot}{suffix}"
