"""附件 of the sample college: a few drawn scans, so that some papers are there and some lack."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from models import attachments
from models.attachments import StoredFile
from models.entities.attachment import Attachment
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.international_student import InternationalStudent
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement
from models.entity import Entity
from models.sample_college.maker import Maker

_SHADES = {"paper": 244, "photo": 150, "face": 205, "ink": 90, "edge": 200}


def make(maker: Maker) -> None:
    """Papers of the first teachers, students, trips and agreements; the later the fewer."""
    passport = attachments.keep_content("示例护照.png", _png(_passport))
    photo = attachments.keep_content("示例照片.png", _png(_portrait))
    letter = attachments.keep_content("示例文件.pdf", _pdf(("SAMPLE", "This is not a real document.")))
    contract = attachments.keep_content("示例合同.pdf", _pdf(("SAMPLE CONTRACT",), ("Annex 1",)))
    files = {"护照首页": passport, "照片": photo, "聘用合同及附件": contract, "协议正本": contract}
    maker.keep(
        _attachment(record, paper, files.get(paper, letter), day)
        for record, papers, day in _wanted() for paper in papers
    )


def _wanted() -> Iterator[tuple[Entity, tuple[str, ...], date]]:
    """Which record has which papers, and their date."""
    held: tuple[tuple[Any, Any, tuple[tuple[str, ...], ...]], ...] = (
        (ForeignTeacher, ForeignTeacher.id, (
            ("护照首页", "照片", "简历", "学历学位证书及认证", "聘用合同及附件", "工作许可", "居留许可"),
            ("护照首页", "照片", "聘用合同及附件"), ("护照首页",),
        )),
        (InternationalStudent, InternationalStudent.id, (
            ("护照首页", "照片", "录取通知书", "JW202（JW201）表"), ("护照首页", "照片"),
        )),
        (OutboundTrip, OutboundTrip.departed_on.desc(), (
            ("邀请函及译文", "出访日程表", "出访人员名单"), ("任务批件", "出访报告"),
        )),
        (Agreement, Agreement.id, (("协议正本", "协议译文"), ("协议正本",))),
    )
    for entity, order, lists in held:
        for record, papers in zip(entity.active().order_by(order), lists, strict=False):
            yield record, papers, date(2025, 9, 1)


def _attachment(record: Entity, paper: str, file: StoredFile, day: date) -> Attachment:
    return Attachment(
        holder_entity=record.key(), holder_id=record.id, paper=paper, file_name=file.file_name,
        digest=file.digest, size=file.size, media_type=file.media_type, pages=file.pages,
        dated_on=day,
    )


def _passport(x: int, y: int) -> int:
    """A page with a photograph on the left, lines on the right and two lines of letters below."""
    if x < 4 or y < 4 or x > 235 or y > 155:
        return _SHADES["edge"]
    if 16 < x < 80 and 22 < y < 108:
        return _portrait(2 * (x - 16), 2 * (y - 22))
    is_line = 96 < x < 210 - 3 * (y % 26) and 26 < y < 108 and y % 13 < 3
    is_zone = 14 < x < 226 and (122 < y < 128 or 138 < y < 144) and x % 6 < 4
    return _SHADES["ink"] if is_line or is_zone else _SHADES["paper"]


def _portrait(x: int, y: int) -> int:
    """A head and shoulders."""
    is_head = (x - 64) ** 2 + (y - 62) ** 2 < 32 ** 2
    is_body = y > 104 and (x - 64) ** 2 + (y - 176) ** 2 < 76 ** 2
    return _SHADES["face"] if is_head else _SHADES["ink"] if is_body else _SHADES["photo"]


def _png(shade: Any, width: int = 240, height: int = 160) -> bytes:
    """A grey picture of a shade for each place."""
    if shade is _portrait:
        width = 128
    rows = b"".join(
        b"\x00" + bytes(shade(x, y) for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf(*pages: tuple[str, ...]) -> bytes:
    """Upright A4 pages with lines of plain letters, written by hand: quick, always the same."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        words = " ".join(f"({line}) Tj 0 -34 Td" for line in lines)
        drawn = f"BT /F1 22 Tf 80 740 Td {words} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + end.encode()
