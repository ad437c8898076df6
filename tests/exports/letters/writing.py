"""Word files as programs write them: by python-docx, and cut by hand like Word's and WPS's own."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

from docx import Document
from lxml import etree

from exports.letters.filling import Filled, fill
from exports.letters.sources import source_of
from exports.letters.template import read_form
from models import store
from models.entities import (
    Engagement,
    ForeignTeacher,
    OfficeProfile,
    OutboundTrip,
    StaffMember,
    TeacherDocument,
    TripLeg,
    TripMember,
)
from models.entity import Entity
from models.sharing import EVERYTHING, Sharing

TODAY = date(2026, 11, 21)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with this XML as its body; parts: header1, footer1, footnotes … by name."""
    document = Document()
    plain = io.BytesIO()
    document.save(plain)
    output = io.BytesIO()
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{name.rstrip("123")}+xml"/>' for name in parts
    )
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(output, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = _xml("document", f"<w:body>{body}</w:body>")
            if info.filename == "[Content_Types].xml":
                data = data.replace(b"</Types>", kinds.encode() + b"</Types>")
            target.writestr(info, data)
        for name, content in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("123"), name)
            target.writestr(f"word/{name}.xml", _xml(root, content))
    return output.getvalue()


def _xml(root: str, inside: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    return f"{head}<w:{root} {_NAMES}>{inside}</w:{root}>".encode()


def paragraph(*texts: str) -> str:
    """A paragraph with one run for each text."""
    return f"<w:p>{''.join(run(text) for text in texts)}</w:p>"


def run(text: str, look: str = "") -> str:
    """A run; look: what stands in its w:rPr."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def row(*cells: str) -> str:
    """A table row with one paragraph in each cell."""
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def filled(content: bytes, record: Entity, **options: Any) -> Filled:
    """The letter for a record; marks=True: 【待补】; full=True: numbers in full; mapping."""
    form = read_form(content, type(record), mapping=options.get("mapping"))
    sharing = Sharing(picked=EVERYTHING, reason="测试") if options.get("full") else Sharing()
    source = source_of(record, today=TODAY, number=options.get("number", ""))
    return fill(form, source, sharing=sharing, marks_blanks=options.get("marks", False))


def lines_of(content: bytes, part: str = "document") -> list[str]:
    """The texts of a part, one for each paragraph, line ends as / and tabs as |."""
    root = etree.fromstring(bytes_of(content, f"word/{part}.xml"))
    return [
        "".join(
            {"t": e.text or "", "br": "/", "tab": "|"}.get(etree.QName(e).localname, "")
            for e in p.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab")
        )
        for p in root.iter(f"{{{W}}}p")
    ]


def bytes_of(content: bytes, name: str) -> bytes:
    """One part as it lies in the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def said(body: str, record: Entity, **options: Any) -> list[str]:
    """The lines of the letter that this body becomes."""
    return lines_of(filled(word_file(body), record, **options).content)


def office() -> None:
    """What letters name of the school."""
    store.save(OfficeProfile(school_name="示例职业技术学院", phone="000-12345678", office_name="国际处"))


def teacher() -> ForeignTeacher:
    """A teacher with two contracts and two passports."""
    made = ForeignTeacher(
        passport_name="HARRIS, JAMES", chinese_name="哈里斯", nationality="GBR", sex="男",
        born_on=date(1980, 4, 12), phone="13800001111",
    )
    store.save(made)
    for number, until in (("P1111111", 2024), ("P9988776", 2033)):
        store.save(TeacherDocument(
            teacher=made, kind="护照", number=number, valid_until=date(until, 5, 1)
        ))
    for year, post in ((2023, "语言教师"), (2026, "专业教师")):
        store.save(Engagement(
            teacher=made, engaged_from=date(year, 9, 1), engaged_until=date(year + 1, 7, 1),
            post=post, department="外语学院", monthly_pay=Decimal(11000),
        ))
    return made


def trip(*names: str) -> OutboundTrip:
    """A trip with members of these names to France and Germany."""
    made = OutboundTrip(
        title="赴法德职教团", departed_on=date(2026, 5, 6), returned_on=date(2026, 5, 12),
        cost=Decimal(40311), purpose="洽谈 <合作> & 签约",
    )
    store.save(made)
    for at, name in enumerate(names):
        person = StaffMember(
            name=name, sex="女" if at % 2 else "男", department=f"{name[0]}系",
            id_no="11010119900307" + ("1233", "1110", "2236")[at % 3],
        )
        store.save(person)
        store.save(TripMember(trip=made, staff_member=person, role="团员" if at else "团长"))
    for country in ("FRA", "DEU"):
        store.save(TripLeg(trip=made, country=country))
    return made
