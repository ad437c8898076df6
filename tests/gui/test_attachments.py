"""附件 in the window: dragged in, looked at, described, removed, asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from gui.attachments import attachment_pictures, attachment_tasks
from gui.attachments.attachment_edit import AttachmentEdit
from gui.attachments.attachment_export_dialog import AttachmentExportDialog
from gui.attachments.attachment_sources import Sources, sources_of
from gui.attachments.attachment_viewer import ViewerDialog, can_show
from gui.attachments.attachments_dialog import AttachmentsDialog
from gui.attachments.attachments_panel import AttachmentsPanel
from gui.attachments.paper_slip_dialog import PaperSlipDialog
from gui.lists.list_page import ListPage
from gui.look import messages
from gui.record.record_form import RecordForm
from models import attachments, history, papers
from models.entities import entity_by_key
from models.errors import Unreadable
from tests import files

TEACHER, TRIP = entity_by_key("foreign_teacher"), entity_by_key("outbound_trip")


@pytest.fixture
def teacher(make):
    return make("foreign_teacher", passport_name="HARRIS, JAMES", nationality="英国")


@pytest.fixture
def scan(tmp_path):
    def made(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return made


@pytest.fixture
def panel(context, teacher, qtbot):
    shown = AttachmentsPanel(context, TEACHER)
    qtbot.addWidget(shown)
    shown.resize(700, 900)
    shown.show()
    with qtbot.waitSignal(shown.counted):
        shown.show_record(teacher)
    return shown


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop_on(widget, data: QMimeData, place: QPoint) -> None:
    """A drag that enters and lets go, as Qt sends it."""
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place, action, data, button, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), action, data, button, none))


def row_of(panel, paper: str) -> int:
    return next(at for at, row in enumerate(panel.table.rows) if row.paper == paper)


def files_of(panel) -> dict[str, str]:
    return {row.file.file_name: row.paper for row in panel.table.rows if row.is_file}


def add(record, paper: str, content: bytes = files.png(), name: str = "a.png"):
    return attachments.attach(record, [(attachments.keep_content(name, content), paper)])[0]


def test_the_list_shows_what_lacks_before_anything_is_there(panel):
    assert panel.title.text().startswith("附件 · 缺 ")
    assert panel.table.item(row_of(panel, "护照首页"), 0).text() == "□ 护照首页"
    assert panel.table.item(row_of(panel, "语言教学证书"), 0).text() == "○ 语言教学证书"


def test_a_file_dropped_on_a_row_becomes_that_paper(panel, scan, qtbot):
    at = row_of(panel, "简历")
    place = QPoint(30, panel.table.rowViewportPosition(at) + 6)
    drop_on(panel.table.viewport(), mime(scan("扫描0001.pdf", files.pdf(2))), place)
    qtbot.waitUntil(lambda: files_of(panel) == {"扫描0001.pdf": "简历"})
    assert panel.table.item(row_of(panel, "简历"), 2).text().startswith("2 页")


def test_a_file_beside_the_rows_is_told_by_its_name(panel, scan, qtbot):
    panel.add(Sources((scan("体检.jpg", files.jpg()), scan("IMG_1.png", files.png()))))
    qtbot.waitUntil(lambda: len(files_of(panel)) == 2)
    assert files_of(panel) == {"体检.jpg": "体检报告", "IMG_1.png": ""}


def test_a_file_that_cannot_be_taken_is_said_and_the_others_stay(panel, scan, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(error))
    panel.add(Sources((scan("坏.pdf", b"x"), scan("好.png", files.png()))))
    qtbot.waitUntil(lambda: len(files_of(panel)) == 1 and bool(said))
    assert "坏.pdf" in said[0].message


def test_a_copied_picture_is_pasted_as_png(panel, teacher, qtbot):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QApplication.clipboard().setImage(image)
    panel.paste()
    qtbot.waitUntil(lambda: bool(files_of(panel)))
    made = attachments.of(teacher)[0]
    assert made.media_type == "image/png"
    assert attachment_pictures.image_of(attachments.content_of(made)).size() == image.size()


def test_copied_files_come_before_the_picture_of_them(scan):
    data = mime(scan("a.pdf", files.pdf()))
    data.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    assert sources_of(data).images == ()


def test_removing_offers_the_way_back(panel, teacher, qtbot):
    add(teacher, "照片")
    qtbot.waitUntil(lambda: bool(files_of(panel)))
    panel.remove_row(row_of(panel, "照片"))
    qtbot.waitUntil(lambda: not files_of(panel))
    panel.undo_bar._undo.click()
    qtbot.waitUntil(lambda: bool(files_of(panel)))
    assert attachments.count_of(teacher) == 1


def test_what_is_on_paper_and_what_does_not_apply_are_kept(panel, teacher, qtbot, monkeypatch):
    monkeypatch.setattr(attachment_tasks, "ask_reason", lambda *_: "已在原单位投保")
    panel.answer(panel.table.rows[row_of(panel, "保险单")], papers.NOT_NEEDED)
    panel.answer(panel.table.rows[row_of(panel, "简历")], papers.ON_PAPER)
    qtbot.waitUntil(
        lambda: panel.table.item(row_of(panel, "保险单"), 1).text() == "不适用：已在原单位投保"
    )
    assert panel.table.item(row_of(panel, "简历"), 0).text() == "✓ 简历"
    words = [a.text() for a in panel.menu_for(panel.table.rows[row_of(panel, "保险单")]).actions()]
    assert any("仍须提交" in word for word in words)


def test_pictures_and_pages_get_thumbnails_others_an_icon(panel, teacher, qtbot):
    add(teacher, "照片", files.png(300, 200))
    add(teacher, "护照首页", files.pdf(), "p.pdf")
    add(teacher, "简历", files.docx(), "cv.docx")
    qtbot.waitUntil(lambda: len(files_of(panel)) == 3)

    def thumb(paper: str) -> QImage | None:
        return panel._thumb(panel.table.rows[row_of(panel, paper)])

    qtbot.waitUntil(lambda: all(thumb(p) is not None for p in ("照片", "护照首页", "简历")))
    assert not thumb("照片").isNull()
    assert not thumb("护照首页").isNull()
    assert thumb("简历").isNull()


def test_a_picture_that_would_unpack_to_too_much_is_not_opened():
    import struct
    import zlib

    huge = files.png()
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    bomb = huge[:16] + header + check + huge[33:]
    with pytest.raises(Unreadable, match="太大"):
        attachment_pictures.image_of(bomb)


def test_a_large_picture_is_scaled_while_it_is_read():
    image = attachment_pictures.image_of(files.png(9000, 300))
    assert image.width() == attachment_pictures.MOST_SIDE


def test_the_viewer_shows_pictures_and_pages_and_goes_through_them(context, teacher, qtbot):
    own = [add(teacher, "照片"), add(teacher, "护照首页", files.pdf(2), "p.pdf"),
           add(teacher, "简历", files.docx(), "cv.docx")]
    assert [can_show(each) for each in own] == [True, True, False]
    viewer = ViewerDialog(context, own, 0)
    viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(viewer)
    viewer.show()
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.picture)
    viewer.show_file(1)
    qtbot.waitUntil(lambda: viewer.pdf.page_count == 2)
    assert viewer.counter.text() == "2 / 2"


def test_other_files_are_saved_where_she_wants_and_the_log_knows(
    panel, teacher, tmp_path, qtbot, monkeypatch,
):
    own = add(teacher, "简历", files.docx(), "cv.docx")
    target = tmp_path / "cv"
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    attachment_tasks.open_file(panel, panel.context, own, [own])
    qtbot.waitUntil((tmp_path / "cv.docx").exists)
    assert (tmp_path / "cv.docx").read_bytes() == attachments.content_of(own)
    log = entity_by_key("export_log")
    qtbot.waitUntil(lambda: [row.state for row in log.active()] == ["完成"])


def test_what_a_file_is_can_be_said_and_a_wrong_date_is_refused(teacher, qtbot, chinese):
    own = add(teacher, "")
    dialog = AttachmentEdit(own, papers.names_of(TEACHER))
    qtbot.addWidget(dialog)
    dialog.paper.setCurrentText("照片")
    dialog.lines["dated_on"].setText("昨天吧")
    dialog.accept()
    assert "日期" in dialog.wrong.text()
    dialog.lines["dated_on"].setText("2026.9")
    dialog.accept()
    stored = attachments.of(teacher)[0]
    assert (stored.paper, stored.dated_on.year) == ("照片", 2026)


# ---- form, list, dialogs ----


def test_files_of_a_new_record_wait_until_it_is_kept(context, scan, qtbot):
    form = RecordForm(TEACHER, None, context)
    qtbot.addWidget(form)
    own = form.attachments
    own.add(Sources((scan("护照.pdf", files.pdf()),)), "护照首页")
    qtbot.waitUntil(own.has_pending)
    assert form.is_dirty()
    qtbot.waitUntil(lambda: any(row.pending for row in own.table.rows))
    form.body.field("passport_name").editor.set_text("LEE, MINA")
    assert form.save()
    assert not form.is_dirty()
    record = TEACHER.get_by_id(form.record_id)
    assert [each.paper for each in attachments.of(record)] == ["护照首页"]
    assert len([b for b in history.batches() if b.label == "新增外籍教师"]) == 1
    history.undo(history.batches(1)[0], entity_by_key)
    assert attachments.of(record) == [], "record and attachments are one action"


def test_the_form_has_a_part_for_attachments_and_one_without_a_window_has_none(context, qtbot):
    form = RecordForm(TEACHER, None, context)
    qtbot.addWidget(form)
    assert "附件" in form.body.parts
    bare = RecordForm(TEACHER)
    qtbot.addWidget(bare)
    assert bare.attachments is None
    office = RecordForm(entity_by_key("office_profile"), None, context)
    qtbot.addWidget(office)
    assert office.attachments is None


@pytest.fixture
def list_page(context, teacher, qtbot):
    page = ListPage(context, TEACHER)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    return page


def test_a_scan_dropped_on_a_row_of_the_list_is_kept_there(list_page, teacher, scan, qtbot):
    place = QPoint(40, list_page.table.rowViewportPosition(0) + 5)
    drop_on(list_page.table.viewport(), mime(scan("护照.pdf", files.pdf())), place)
    qtbot.waitUntil(lambda: attachments.count_of(teacher) == 1)
    qtbot.waitUntil(lambda: attachments.of(teacher)[0].paper == "护照首页")
    for dialog in list_page.findChildren(AttachmentsDialog):
        dialog.close()


def test_a_register_dropped_on_a_list_is_left_to_the_import(list_page, teacher, scan):
    data = mime(scan("台账.xlsx", b"PK"))
    place = QPoint(40, list_page.table.rowViewportPosition(0) + 5)
    event = QDragEnterEvent(
        place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(list_page.table.viewport(), event)
    assert not event.isAccepted()


def test_the_summary_counts_and_follows(list_page, teacher, qtbot):
    from PySide6.QtWidgets import QPushButton

    def words() -> list[str]:
        return [b.text() for b in list_page.summary.findChildren(QPushButton)]

    qtbot.waitUntil(lambda: any(word.startswith("附件 · 缺") for word in words()))
    add(teacher, "照片")
    qtbot.waitUntil(lambda: any(word.startswith("附件 1 · 缺") for word in words()))


def test_the_slip_is_drawn_and_saved(context, teacher, tmp_path, qtbot, monkeypatch):
    dialog = PaperSlipDialog(context, [teacher], ["聘用与档案"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=15000)
    target = tmp_path / "缺件单.pdf"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    dialog.save_slip()
    qtbot.waitUntil(target.exists, timeout=15000)
    assert target.read_bytes().startswith(b"%PDF")
    dialog.bring_by.setText("哪天")
    dialog.draw()
    assert not dialog.print_button.isEnabled()


def test_the_year_is_exported_by_her_rule_which_is_remembered(
    context, make, tmp_path, qtbot, monkeypatch,
):
    trip = make("outbound_trip", title="赴日团", departed_on="2026-03-01", destination_kind="出国")
    other = make("outbound_trip", title="旧团", departed_on="2019-03-01", destination_kind="出国")
    add(trip, "任务批件")
    add(other, "任务批件", files.png(shade=1))
    out = tmp_path / "out"
    out.mkdir()
    said = []
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [out])
    monkeypatch.setattr(messages, "tell", lambda *words: said.append(words))
    dialog = AttachmentExportDialog(context, TRIP, [trip.id])
    qtbot.addWidget(dialog)
    dialog.whole_year.setChecked(True)
    dialog.pattern.setText("{错}")
    dialog.export()
    assert "归档规则" in dialog.wrong.text()
    dialog.pattern.setText("{材料}/{对象}")
    dialog.export()
    qtbot.waitUntil(lambda: bool(said), timeout=15000)
    assert [p.name for p in out.rglob("*.png")] == ["赴日团.png"]
    again = AttachmentExportDialog(context, TRIP, [trip.id])
    qtbot.addWidget(again)
    assert again.pattern.text() == "{材料}/{对象}"


def test_conditions_of_the_record_change_the_list_at_once(context, make, qtbot):
    from models import store

    trip = make("outbound_trip", title="团", departed_on="2026-03-01", destination_kind="出国")
    own = AttachmentsPanel(context, TRIP)
    qtbot.addWidget(own)
    own.show_record(trip)
    qtbot.waitUntil(lambda: any(r.paper == "邀请函及译文" for r in own.table.rows))
    stored = TRIP.get_by_id(trip.id)
    stored.destination_kind, stored.returned_on = "赴台", date(2026, 3, 5)
    store.save(stored)
    qtbot.waitUntil(lambda: any(r.paper == "台方邀请函" for r in own.table.rows))
