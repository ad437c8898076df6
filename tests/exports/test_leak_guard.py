"""What leaves is searched, masked where wanted, and kept in the export log."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from exports.handing_over import About, leaving, leaving_folder, send_out
from exports.in_memory import to_bytes
from exports.leak_guard import find
from exports.masked_copy import masked_copy
from models import export_log, history, known_people, privacy, store
from models.database import Keeper
from models.entities import entity_by_key
from models.errors import UserError

ROOT = Path(__file__).parents[2]
LOG = entity_by_key("export_log")


@pytest.fixture
def people(college: Keeper) -> known_people.KnownPeople:
    """One teacher with a passport whose number has no recognisable form."""
    teacher = entity_by_key("foreign_teacher")(
        passport_name="SMITH JOHN", chinese_name="史约翰", born_on=date(1985, 4, 6),
    )
    store.save(teacher)
    store.save(entity_by_key("teacher_document")(teacher=teacher, kind="护照", number="940012345"))
    return known_people.read()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    book.active.title = "名单"
    for row in rows:
        book.active.append(row)
    return to_bytes(book)


def found(content: bytes, people, name: str = "x.xlsx", allowed=frozenset()):
    leaks = find(content, name, people=people, allowed=allowed).leaks
    return [(leak.place, leak.sort, leak.whose) for leak in leaks]


def test_somebodys_number_is_found_in_a_cell_with_its_owner(people):
    content = workbook(["姓名", "备注"], ["史约翰", "护照940012345在保险柜"])
    assert found(content, people) == [("名单 B2", privacy.PASSPORT, "SMITH JOHN")]


def test_a_birthday_is_found_beside_its_name_or_under_its_header(people):
    content = workbook(["姓名", "日期", "出生日期"], ["史约翰", date(1985, 4, 6), None],
                       ["王五", date(1985, 4, 6), date(1999, 1, 1)])
    assert [place for place, _, _ in found(content, people)] == ["名单 B2", "名单 C3"]


def test_what_the_receiver_asks_for_passes(people):
    content = workbook(["姓名", "出生日期", "护照号"], ["史约翰", date(1985, 4, 6), "940012345"])
    allowed = frozenset({privacy.BORN, privacy.PASSPORT})
    assert found(content, people, allowed=allowed) == []
    assert len(found(content, people)) == 2


def test_a_masked_copy_changes_only_the_cells_that_leak(people):
    content = workbook(
        ["姓名", "出生日期", "护照号", "时数"], ["史约翰", date(1985, 4, 6), "940012345", 12],
    )
    copy = masked_copy(content, "x.xlsx", people=people)
    sheet = load_workbook(io.BytesIO(copy))["名单"]
    assert [cell.value for cell in sheet[2]] == ["史约翰", "1985-04", "94****45", 12]
    assert found(copy, people) == []
    assert b"940012345" not in copy


def test_a_number_split_over_runs_of_a_word_page_is_masked(people):
    document = Document()
    paragraph = document.add_paragraph("请联系")
    paragraph.add_run("138123")
    paragraph.add_run("45678").bold = True
    paragraph.add_run("，谢谢。")
    output = io.BytesIO()
    document.save(output)
    assert found(output.getvalue(), people, "x.docx") == [("正文第 1 段", privacy.PHONE, "")]
    copy = masked_copy(output.getvalue(), "x.docx", people=people)
    text = Document(io.BytesIO(copy)).paragraphs[0].text
    assert text == "请联系138****78，谢谢。"


def test_a_birthday_in_a_sentence_is_found_with_its_name(people):
    text = "史约翰（1985年4月6日生）应邀来访，2025年4月6日到校。"
    assert found(text.encode(), people, "x.txt") == [("第 1 行", privacy.BORN, "史约翰")]


def test_a_pdf_is_read_page_by_page(people):
    from reportlab.pdfgen.canvas import Canvas

    output = io.BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, "call 13812345678 now")
    canvas.save()
    assert found(output.getvalue(), people, "x.pdf") == [("第 1 页", privacy.PHONE, "")]


# ---- the export log ----


def test_the_log_says_what_left_with_its_digest(college: Keeper, tmp_path: Path):
    send_out(tmp_path / "名单.xlsx", b"abc", About("名单", "上报", receiver="省教育厅", people=3))
    entry = LOG.get()
    assert (entry.state, entry.profile, entry.receiver, entry.people) == ("完成", "上报", "省教育厅", 3)
    assert entry.file_name == "名单.xlsx"
    assert entry.file_digest.startswith("ba7816bf")


def test_the_row_stands_before_the_file(college: Keeper, tmp_path: Path):
    with leaving(tmp_path / "a.xlsx", About("名单")) as write:
        assert LOG.get().state == "计划"
        assert not (tmp_path / "a.xlsx").exists()
        write(b"x")
    assert LOG.get().state == "完成"


def test_a_file_that_could_not_be_written_stays_in_the_log_as_unfinished(
    college: Keeper, tmp_path: Path
):
    with pytest.raises(UserError):
        send_out(tmp_path / "没有" / "a.xlsx", b"x", About("名单"))
    assert LOG.get().state == "未完成"


def test_what_a_crash_left_at_planned_is_unfinished_after_the_next_start(
    college: Keeper, monkeypatch
):
    export_log.plan("名单", file_name="a.xlsx")
    assert export_log.close_abandoned() == 0, "of this run: still being written"
    monkeypatch.setattr(export_log, "_STARTED", "2999-01-01 00:00:00")
    assert export_log.close_abandoned() == 1
    assert LOG.get().state == "未完成"


def test_undoing_passes_over_the_log(college: Keeper, tmp_path: Path):
    from gui.history.undo import last_undoable

    store.save(entity_by_key("staff_member")(name="王伟"), label="新增教职工")
    send_out(tmp_path / "a.xlsx", b"x", About("名单"))
    assert last_undoable().label == "新增教职工"


def test_no_other_door_leads_out():
    users = {
        path.relative_to(ROOT).as_posix()
        for top in ("models", "exports", "gui") for path in (ROOT / top).rglob("*.py")
        if "write_whole(" in path.read_text("utf-8")
    }
    # A folder of scans is announced as one, by leaving_folder.
    folders = "exports/whole_folder.py"
    assert users == {"exports/files.py", "exports/handing_over.py", folders}
    assert "leaving_folder(" in (ROOT / folders).read_text("utf-8")


def test_a_folder_is_one_row_of_the_log(college: Keeper, tmp_path: Path):
    with leaving_folder(tmp_path / "附件", About("附件", people=2, masked=False)):
        assert LOG.get().state == "计划"
    assert (LOG.get().state, LOG.get().people) == ("完成", 2)


def test_a_finished_row_can_neither_be_changed_nor_deleted_nor_undone(
    college: Keeper, tmp_path: Path
):
    send_out(tmp_path / "a.xlsx", b"x", About("名单"))
    entry = LOG.get()
    entry.receiver = "改过的接收方"
    with pytest.raises(UserError, match="不能修改"):
        store.save(entry)
    with pytest.raises(UserError, match="不能撤销或删除"):
        store.retire(LOG.get())
    for batch in history.batches():
        with pytest.raises(UserError, match="不能撤销"):
            history.undo(batch, entity_by_key)
    assert LOG.get().receiver is None
