"""The evidence pack: index, lists and scans lie together, or nothing does."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from exports import evidence
from exports.forms import form_by_code
from models import attachments, store
from models.entities import ExportLog, OutboundTrip, TripLeg
from models.jobs import Cancelled


def picture() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (8, 8), 255).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def filled(college):
    trip = OutboundTrip(
        title="赴日访问团", departed_on=date(2024, 5, 6), returned_on=date(2024, 5, 10), head_count=4,
        task_kind="培训进修", level="处级", funding_kind="校自筹", destination_kind="出国",
    )
    store.save(trip)
    store.save(TripLeg(trip=trip, country="JPN"))
    stored = attachments.keep_content("批件.png", picture())
    attachments.attach(trip, [(stored, "")])
    return form_by_code("F10").fill(2024)


def test_the_scan_of_a_counted_record_lies_in_the_folder(filled, tmp_path):
    pack = evidence.write(filled, tmp_path)

    assert pack.folder.name == "佐证_F10_2024"
    assert [p.read_bytes() for p in (pack.folder / "扫描件").rglob("*.png")] == [picture()]


def test_the_index_names_every_number_with_its_records(filled, tmp_path):
    pack = evidence.write(filled, tmp_path)

    content = (pack.folder / "目录.xlsx").read_bytes()
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["目录"].iter_rows(values_only=True))
    assert any(row[6] == 1 and "扫描件/" in str(row[8]) for row in rows[2:])
    assert len([row for row in rows[2:] if isinstance(row[0], int)]) == pack.numbers


def test_a_cancelled_pack_leaves_nothing(filled, tmp_path):
    class Stops:
        def step(self, _done, _total, text=""):
            if text == "目录.xlsx":
                raise Cancelled

    with pytest.raises(Cancelled):
        evidence.write(filled, tmp_path, Stops())

    assert not [path for path in tmp_path.iterdir() if path.name.startswith("佐证")]


def test_the_log_tells_of_the_folder(filled, tmp_path):
    evidence.write(filled, tmp_path)

    assert [(e.state, e.file_name) for e in ExportLog.select()] == [("完成", "佐证_F10_2024")]
