"""Issued certificates against the registers: names, dates, and what was issued twice.

What a certificate cannot be without (R-CERT-01) and full numbers on outgoing papers (R-CERT-05)
are refused where papers are made, not looked for afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.international_student import InternationalStudent
from models.entities.office import IssuedPaper
from models.entity import Entity
from models.mrz_names import transliterated

_HOLDERS: tuple[type[Entity], ...] = (ForeignTeacher, InternationalStudent)
_COLUMNS = ("id", "number", "printable", "title", "holder_entity", "holder_id", "holder_name",
            "issued_on", "snapshot", "state")


def _issued(look: Look) -> list[IssuedPaper]:
    """Valid papers of the years looked at, without their files."""
    def read() -> list[IssuedPaper]:
        columns = [getattr(IssuedPaper, name) for name in _COLUMNS]
        return list(IssuedPaper.active(*columns).where(
            (IssuedPaper.state == "有效") & (IssuedPaper.year >= look.since.year)
        ).order_by(IssuedPaper.id))

    return look.once("issued papers", read)


def _names(look: Look) -> Iterator[Finding]:
    """The holder's name as printed against the passport's now, both as the zone writes them."""
    for entity in _HOLDERS:
        papers = [p for p in _issued(look) if p.holder_entity == entity.key()]
        rows: Any = entity.active().where(entity.id.in_({p.holder_id for p in papers}))
        now = {row.id: row.passport_name or "" for row in rows}
        for paper in papers:
            name = now.get(paper.holder_id)
            if name and _plain(name) != _plain(paper.holder_name or ""):
                yield Finding(paper, f"证明上的姓名是“{paper.holder_name}”，护照姓名现为“{name}”；"
                              "请核对，写错的作废补开。", {"printed": paper.holder_name, "now": name})


def _plain(name: str) -> str:
    return transliterated(name) or name


def _dates(look: Look) -> Iterator[Finding]:
    for paper in _issued(look):
        issued = full(paper.issued_on)
        if issued and issued > look.today:
            yield Finding(paper, f"出具日期 {issued} 在今天之后。", {"issued": issued})


def _twice(look: Look) -> Iterator[Finding]:
    """The same paper of the same person and period, both valid; said of the later one."""
    seen: dict[tuple[Any, ...], list[IssuedPaper]] = defaultdict(list)
    for paper in _issued(look):
        period = (paper.snapshot or {}).get("period")
        if period and paper.holder_entity in {entity.key() for entity in _HOLDERS}:
            seen[(paper.printable, paper.holder_entity, paper.holder_id, str(period))].append(paper)
    for papers in seen.values():
        for paper in papers[1:]:
            yield Finding(
                paper, f"同一人同一期间已有 {papers[0].number} 仍然有效；补开的请把原编号作废。",
                {"first": papers[0].number},
            )


def _paper(today: date, serial: int = 1, **facts: Any) -> IssuedPaper:
    holder = ForeignTeacher.active().first() or samples.teacher(today)
    usual: dict[str, Any] = {
        "number": f"ZZZM-{today.year}-{serial:04}", "printable": "B4", "title": "在职证明",
        "year": today.year, "serial": serial, "holder_entity": holder.key(), "holder_id": holder.id,
        "holder_name": "DOE JANE", "issued_on": today - timedelta(days=3), "state": "有效",
        "snapshot": {"period": "2026"}, "printed_count": 1,
    }
    made: IssuedPaper = samples.kept(IssuedPaper(**{**usual, **facts}))
    return made


def _second(today: date, period: str) -> IssuedPaper:
    _paper(today)
    return _paper(today, 2, snapshot={"period": period})


PAPER_CHECKS = (
    Check("R-CERT-02", "证明上的姓名", "E", IssuedPaper, "姓名与护照不一致的证明，对方机关不认。",
          _names, lambda t: _paper(t, holder_name="DOE JAN"), _paper),
    Check("R-CERT-03", "证明的出具日期", "E", IssuedPaper, "证明不能在开出之前生效。", _dates,
          lambda t: _paper(t, issued_on=t + timedelta(days=2)),
          lambda t: _paper(t, issued_on=t)),
    Check("R-CERT-04", "重复出具", "W", IssuedPaper, "同一内容两个有效编号，查证时说不清哪一份算数。", _twice,
          lambda t: _second(t, "2026"), lambda t: _second(t, "2027")),
)
