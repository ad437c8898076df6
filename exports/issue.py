"""Issuing: makes the file and keeps its record in one transaction, so that no number is lost.

A number is PREFIX-YYYY-NNNN, counted from 1 for each prefix and year. It is taken inside the
transaction that keeps the paper: when drawing fails or is cancelled, the number was never taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peewee import fn

from exports.file_names import legal
from exports.forms.base import FilledCell, FilledForm
from exports.handing_over import About, leaving, send_out
from exports.prints.base import render, render_many
from exports.prints.printable import Printable, Wishes
from models import store
from models.entities.office import Filing, IssuedPaper
from models.entity import Entity
from models.errors import UserError
from models.explaining import kept_shares
from models.jobs import Progress, Silent

VALID, VOID = "有效", "作废"
SOURCE, LETTER = "出具", "WSHU"
"""LETTER: the code and prefix of letters from her own Word templates."""
ISSUED = "出具"
"""The profile of papers that are handed to their holder."""
PAPER_KEY = IssuedPaper.key()
"""What a change of the issued papers is announced under."""


@dataclass(frozen=True)
class Proof:
    """Whether the numbers of one prefix and year run from 1 without a gap."""

    prefix: str
    year: int
    count: int
    missing: tuple[int, ...]
    void: int

    @property
    def is_whole(self) -> bool:
        """No number is missing."""
        return not self.missing

    @property
    def words(self) -> str:
        """XSZM 2025 年 12 号无缺号，其中作废 1 号."""
        start = f"{self.prefix} {self.year} 年 {self.count} 号"
        void = f"，其中作废 {self.void} 号" if self.void else ""
        if self.missing:
            gaps = "、".join(f"{number:04}" for number in self.missing[:10])
            return f"{start}，缺号 {len(self.missing)} 个：{gaps}{void}"
        return f"{start}无缺号{void}" if self.count else f"{self.prefix} {self.year} 年尚未出具"


def preview(printable: Printable, record: Entity, wishes: Wishes | None = None) -> bytes:
    """The paper as it would look, with 预览 for its number; nothing is kept."""
    return render(printable.layout(printable.snapshot(record, wishes)))


def preview_many(
    printable: Printable, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None,
) -> bytes:
    """Several papers in one file, with 预览 for their numbers; nothing is kept."""
    documents = [printable.layout(printable.snapshot(record, wishes)) for record in records]
    return render_many(documents, progress)


def issue_paper(
    printable: Printable, record: Entity, wishes: Wishes | None = None, *,
    replaces: IssuedPaper | None = None, accept_duplicate: bool = False,
) -> IssuedPaper:
    """Take the next number, draw the paper and keep it with its snapshot, all or nothing.

    A printable without numbers gets a number from its code. replaces: the paper this one is a 补
    for. Raises UserError when something is missing, when the same was issued already, unless
    accept_duplicate or replaces says that this is meant, and for a submission with an error that
    nobody has answered.
    """
    ready_to_leave(printable, [record])
    answers = printable.wishes(record, wishes)
    is_meant = replaces is not None or accept_duplicate
    if not is_meant and (earlier := duplicates(printable, record, answers)):
        numbers = "、".join(paper.number for paper in earlier)
        raise UserError(
            f"“{record}”的{printable.title}已经出具过：{numbers}。", "如确需再出一份，请选择“补开”或“仍然出具”。"
        )
    issued_on = date.fromisoformat(str(answers["issued_on"]))
    with store.batch(f"出具{printable.title}", source=SOURCE):
        prefix = printable.prefix or printable.code
        serial = next_serial(prefix, issued_on.year)
        number = f"{prefix}-{issued_on.year}-{serial:04}"
        facts = printable.snapshot(
            record, answers, number=number, replaces=replaces.number if replaces else ""
        )
        content = render(printable.layout(facts))
        paper = IssuedPaper(
            number=number, printable=printable.code, title=printable.title, year=issued_on.year,
            serial=serial, holder_entity=record.key(), holder_id=record.id,
            holder_name=facts["holder"], purpose=facts["purpose"] or None, issued_on=issued_on,
            state=VALID, replaces=replaces.number if replaces else None, printed_count=1,
            snapshot=facts, content=content, file_digest=_digest(content),
        )
        store.save(paper, source=SOURCE)
        if replaces is not None and replaces.state == VALID:
            void_paper(replaces, f"补开，由 {number} 代替")
    return paper


def issue_letters(
    title: str, records: Sequence[Entity], draw: Callable[[Entity, str], bytes], *,
    facts: dict[str, Any], issued_on: date,
) -> list[IssuedPaper]:
    """Number a letter for each record and keep it: all of them or none.

    draw: the .docx of a record with its number. facts: what the snapshot keeps besides.
    """
    papers = []
    with store.batch(f"登记文书“{title}” {len(records)} 份", source=SOURCE):
        for serial, record in enumerate(records, start=next_serial(LETTER, issued_on.year)):
            number, holder = f"{LETTER}-{issued_on.year}-{serial:04}", str(record)
            content = draw(record, number)
            paper = IssuedPaper(
                number=number, printable=LETTER, title=title, year=issued_on.year, serial=serial,
                holder_entity=record.key(), holder_id=record.id, holder_name=holder,
                issued_on=issued_on, state=VALID, printed_count=1, content=content,
                file_digest=_digest(content),
                snapshot={**facts, "holder": holder, "tail": title, "number": number},
            )
            store.save(paper, source=SOURCE)
            papers.append(paper)
    return papers


def ready_to_leave(printable: Printable, records: Sequence[Entity]) -> None:
    """UserError when the rules find an unanswered error behind a paper for an authority."""
    if printable.is_submission:
        from models.checks.before_printing import refuse_unfit

        refuse_unfit(records, printable.title)


def issue_many(
    printable: Printable, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None, accept_duplicate: bool = False,
) -> list[IssuedPaper]:
    """One paper for each record; a failure or 取消 gives every number back."""
    progress = progress or Silent()
    with store.batch(f"出具{printable.title} {len(records)} 份", source=SOURCE):
        papers = []
        for done, record in enumerate(records):
            progress.step(done, len(records), str(record))
            papers.append(
                issue_paper(printable, record, wishes, accept_duplicate=accept_duplicate)
            )
        progress.step(len(records), len(records))
    return papers


def next_serial(prefix: str, year: int) -> int:
    """One more than the highest number of the year; a void or deleted paper keeps its number."""
    highest = (
        IssuedPaper.select(fn.MAX(IssuedPaper.serial))
        .where((IssuedPaper.year == year) & IssuedPaper.number.startswith(f"{prefix}-{year}-"))
        .scalar()
    )
    return int(highest or 0) + 1


def duplicates(
    printable: Printable, record: Entity, wishes: Wishes | None = None
) -> list[IssuedPaper]:
    """Valid papers of the same kind for the same person and period (R-CERT-04), newest first."""
    answers = printable.wishes(record, wishes)
    if printable.missing(record, answers):
        return []
    period = printable.facts(record, answers)["period"]
    issued = IssuedPaper.active().where(
        (IssuedPaper.printable == printable.code) & (IssuedPaper.holder_entity == record.key())
        & (IssuedPaper.holder_id == record.id) & (IssuedPaper.state == VALID)
    )
    return [p for p in issued.order_by(IssuedPaper.id.desc()) if p.snapshot.get("period") == period]


def issue_to_file(printable: Printable, record: Entity, path: Path) -> tuple[str, bytes]:
    """Issue and write in one transaction; what was issued before is written again unchanged.

    Gives the number (with 补打 for the latter) and the bytes. A file that cannot be written gives
    the number back.
    """
    about = About(printable.title, ISSUED, receiver=str(record), people=1)
    with leaving(path, about) as write, store.batch(f"打印{printable.title}", source=SOURCE):
        if earlier := duplicates(printable, record, printable.wishes(record)):
            number, content = f"{earlier[-1].number}（补打）", reprint(earlier[-1])
        else:
            paper = issue_paper(printable, record)
            number, content = paper.number, file_of(paper)
        write(content)
    return number, content


def reprint(paper: IssuedPaper) -> bytes:
    """The very bytes that were issued; counted as one more print.

    Raises UserError when they are not what was kept then, and for a void paper.
    """
    content = file_of(paper)
    if paper.state == VOID:
        raise UserError(f"{paper.number} 已作废，不能再打印。", "如需证明，请重新出具一份。")
    paper.printed_count = (paper.printed_count or 0) + 1
    store.save(paper, source=SOURCE, label="再次打印")
    return content


def file_of(paper: IssuedPaper) -> bytes:
    """The kept bytes, proved by their digest; looking counts as no print."""
    content = bytes(paper.content or b"")
    if _digest(content) != paper.file_digest:
        raise UserError(f"{paper.number} 的存档文件与摘要不符。", "请从备份恢复后再试。")
    return content


def void_paper(paper: IssuedPaper, reason: str) -> None:
    """作废: the number stays taken and the reason is kept. Refuses a blank reason."""
    if not reason.strip():
        raise UserError("作废必须写明原因。")
    if paper.state == VOID:
        raise UserError(f"{paper.number} 已经作废：{paper.void_reason}。")
    paper.state, paper.void_reason = VOID, reason.strip()
    store.save(paper, source=SOURCE, label=f"作废{paper.number}")


def hand_over(paper: IssuedPaper, received_by: str) -> None:
    """领取: who took the paper; blank takes the note back."""
    paper.received_by = received_by.strip() or None
    store.save(paper, source=SOURCE, label=f"登记领取{paper.number}")


def proof(year: int, prefix: str) -> Proof:
    """The numbers of one prefix and year, counted with those in the recycle bin."""
    papers = list(
        IssuedPaper.select(IssuedPaper.serial, IssuedPaper.state)
        .where((IssuedPaper.year == year) & IssuedPaper.number.startswith(f"{prefix}-{year}-"))
    )
    serials = {paper.serial for paper in papers}
    missing = tuple(n for n in range(1, max(serials, default=0) + 1) if n not in serials)
    return Proof(prefix, year, len(papers), missing, sum(p.state == VOID for p in papers))


def papers_of(year: int, codes: Sequence[str]) -> list[IssuedPaper]:
    """The papers of some kinds and one year, newest first."""
    issued = IssuedPaper.active().where(
        (IssuedPaper.year == year) & IssuedPaper.printable.in_(list(codes))
    )
    return list(issued.order_by(IssuedPaper.issued_on.desc(), IssuedPaper.id.desc()))


def years() -> list[int]:
    """The years in which papers were issued."""
    return sorted({row[0] for row in IssuedPaper.active(IssuedPaper.year).tuples()})


def save_file(paper: IssuedPaper, path: Path) -> None:
    """Write the kept bytes to a file."""
    send_out(path, file_of(paper), about_paper(paper))


def about_paper(paper: IssuedPaper) -> About:
    """What the export log keeps of an issued paper: it asks for the numbers it shows."""
    receiver = paper.purpose or paper.received_by or paper.holder_name or ""
    return About(f"{paper.title} {paper.number}", ISSUED, receiver=receiver, people=1)


def file_name(facts: dict[str, Any]) -> str:
    """姓名_证件尾号, as a name that every system takes."""
    words = f"{facts['holder']}_{facts['tail']}"
    return legal(words.replace(", ", "_"), instead="_", most=100)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# ---- annual forms ----


@dataclass(frozen=True)
class Difference:
    """One cell of a filed form that would be different now; None = it was, or is, not there."""

    label: str
    filed: Any
    now: Any
    gone: tuple[int, ...]
    """Ids of records that were counted then and are not now."""
    come: tuple[int, ...]
    """Ids of records that count now and did not then."""
    key: str = ""
    """Row and column, as the filing keeps the cell."""


def submit_form(
    filled: FilledForm, receiver: str, reason: str = "", *, filed_on: date | None = None,
) -> Filing:
    """报送存档: freeze values, record ids and file of a form; never changed afterwards.

    The first filing of a form and year is version 1; a later one must say why. Raises UserError
    while something is missing that has to be typed.
    """
    if missing := filled.missing():
        labels = "、".join(f"{cell.row_label}·{cell.column_label}" for cell in missing[:5])
        raise UserError(f"{filled.title}还有 {len(missing)} 格未填：{labels}。", "空白不能报送，请先补填。")
    from exports.forms.workbook import to_workbook

    with store.batch(f"报送{filled.title}", source="报送"):
        version = 1 + len(filings(filled.code, filled.year))
        if version > 1 and not reason.strip():
            raise UserError(f"{filled.title}已报送过 {version - 1} 次，更正报送必须写明原因。")
        content = to_workbook(filled)
        filing = Filing(
            form_code=filled.code, form_title=filled.title, year=filled.year, version=version,
            filed_on=filed_on or date.today(), receiver=receiver.strip() or None,
            reason=reason.strip() or None, cells=frozen(filled, whole=True), content=content,
            file_name=f"{filled.code} {filled.title}.xlsx", file_digest=_digest(content),
        )
        store.save(filing, source="报送")
    return filing


def filings(code: str, year: int) -> list[Filing]:
    """What was filed of a form and year, oldest first."""
    query = Filing.active().where((Filing.form_code == code) & (Filing.year == year))
    return list(query.order_by(Filing.version))


def filed_file(filing: Filing) -> bytes:
    """The kept bytes of a filing, proved by their digest."""
    content = bytes(filing.content or b"")
    if _digest(content) != filing.file_digest:
        raise UserError(f"{filing}的存档文件与摘要不符。", "请从备份恢复后再试。")
    return content


def frozen(filled: FilledForm, *, whole: bool = False) -> dict[str, Any]:
    """Every cell as text keys: value, label, and the ids behind it. JSON-able.

    whole: also the definition it was counted by, and each record's own share where it is not 1.
    """
    return {
        f"{row}/{column}": {
            "label": f"{cell.row_label}·{cell.column_label}", "value": _plain(cell.exact),
            "shown": cell.show(), "records": cell.record_ids(), **(_grounds(cell) if whole else {}),
        }
        for (row, column), cell in filled.cells.items() if cell.kind != "words"
    }


def _grounds(cell: FilledCell) -> dict[str, Any]:
    figure = cell.figure
    if figure is None or cell.kind != "figure" or cell.before is not None:
        return {}
    return {
        "figure": figure.id, "period": figure.period.label,
        "definition": figure.indicator.definition, "parts": kept_shares(figure),
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)


def changed_since(filing: Filing, now: FilledForm | None = None) -> list[Difference]:
    """The cells that would be filed differently now; blank `now` fills the form again."""
    from exports.forms import form_by_code

    filled = now or form_by_code(filing.form_code).fill(filing.year)
    current, found = frozen(filled), []
    for key in dict.fromkeys((*filing.cells, *current)):
        before, after = filing.cells.get(key), current.get(key)
        value_then, value_now = (before or {}).get("value"), (after or {}).get("value")
        ids_then = set((before or {}).get("records", ()))
        ids_now = set((after or {}).get("records", ()))
        if value_then == value_now and ids_then == ids_now:
            continue
        shown_then, shown_now = (before or {}).get("shown"), (after or {}).get("shown")
        found.append(Difference(
            (before or after or {})["label"], shown_then, shown_now,
            tuple(sorted(ids_then - ids_now)), tuple(sorted(ids_now - ids_then)), key,
        ))
    return found
