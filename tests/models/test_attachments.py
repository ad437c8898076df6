"""Attachments: taken in whole, each content once, never lost between record, store and backup."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import attachments, contents, database, history, merging, store
from models.contents import CONTENTS
from models.entities import entity_by_key
from models.errors import UserError
from models.jobs import Cancelled
from tests import files

TEACHER, ATTACHMENT = entity_by_key("foreign_teacher"), entity_by_key("attachment")
LATER = timedelta(days=3)

pytestmark = pytest.mark.usefixtures("college")


def kept(record):
    store.save(record)
    return record


@pytest.fixture
def teacher():
    return kept(TEACHER(passport_name="HARRIS, JAMES"))


@pytest.fixture
def scan(tmp_path):
    def made(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return made


def add(record, content: bytes, paper: str = "护照首页", name: str = "scan.pdf"):
    return attachments.attach(record, [(attachments.keep_content(name, content), paper)])[0]


def test_a_pdf_is_kept_with_its_pages_and_given_back_unchanged(teacher, scan):
    content = files.pdf(3)
    taken = attachments.take_in([scan("合同.pdf", content)])
    (made,) = attachments.attach(teacher, [(taken.stored[0], "合同及附件")])
    assert (made.file_name, made.media_type, made.pages) == ("合同.pdf", "application/pdf", 3)
    assert made.size == len(content)
    assert attachments.content_of(made) == content


def test_pictures_and_word_documents_are_recognised(teacher, scan):
    paths = [scan("a.png", files.png()), scan("b.jpg", files.jpg()), scan("c.docx", files.docx())]
    taken = attachments.take_in(paths)
    assert taken.refused == []
    kinds = [stored.media_type.split("/")[0] for stored in taken.stored]
    assert kinds == ["image", "image", "application"]


def test_the_file_on_the_disk_shows_nothing_of_the_scan(teacher, college):
    add(teacher, files.docx("护照号 M12345678"), name="表.docx")
    raw = (college.folder / contents.FILES).read_bytes()
    assert b"word/document.xml" not in raw
    assert not raw.startswith(b"SQLite format")


@pytest.mark.parametrize(("name", "content", "said"), [
    ("空.pdf", b"", "空文件"), ("断.pdf", files.pdf()[:200], "不是完整的PDF"),
    ("假.png", b"hello", "不是完整的PNG"), ("坏.docx", b"hello", "不是完整的"),
    ("setup.exe", b"MZ..", "程序"),
])
def test_what_cannot_be_an_attachment_is_refused_in_words(scan, name, content, said):
    taken = attachments.take_in([scan(name, content), scan("好.pdf", files.pdf())])
    assert len(taken.stored) == 1, "one bad file must not hinder the others"
    assert name in taken.refused[0].message
    assert said in taken.refused[0].message
    assert taken.refused[0].remedy


def test_more_than_fifty_megabytes_are_refused_before_they_are_read(scan):
    path = scan("大.pdf", b"%PDF-")
    os.truncate(path, attachments.MOST_BYTES + 1)
    taken = attachments.take_in([path])
    assert "50 MB" in taken.refused[0].message
    assert "DPI" in taken.refused[0].remedy


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path):
    taken = attachments.take_in([tmp_path / "没有.pdf", tmp_path])
    assert "读不出来" in taken.refused[0].message
    assert "文件夹" in taken.refused[1].message


def test_reading_can_be_cancelled(scan):
    class Stop:
        def step(self, done, total, text=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        attachments.take_in([scan("a.pdf", files.pdf())], Stop())


def test_the_same_content_lies_in_the_store_once(teacher):
    other = kept(TEACHER(passport_name="LEE, MINA"))
    add(teacher, files.png())
    add(other, files.png())
    assert len(CONTENTS.live.digests()) == 1
    assert attachments.count_of(teacher) == attachments.count_of(other) == 1


def test_the_same_file_twice_for_one_paper_is_one_attachment(teacher):
    stored = attachments.keep_content("a.png", files.png())
    attachments.attach(teacher, [(stored, "照片"), (stored, "照片"), (stored, "护照首页")])
    assert [each.paper for each in attachments.of(teacher)] == ["照片", "护照首页"]
    assert attachments.attach(teacher, [(stored, "照片")]) == []


def test_adding_is_one_action_and_is_taken_back(teacher):
    stored = [attachments.keep_content(f"{n}.pdf", files.pdf(n)) for n in (1, 2)]
    attachments.attach(teacher, [(each, "") for each in stored])
    history.undo(history.batches(1)[0], entity_by_key)
    assert attachments.of(teacher) == []


def test_removing_is_taken_back_with_the_content(teacher):
    made = add(teacher, files.pdf())
    store.retire(made)
    attachments.sweep(today=datetime.now() + LATER)
    history.undo(history.batches(1)[0], entity_by_key)
    assert attachments.content_of(attachments.of(teacher)[0]) == files.pdf()


def test_merging_moves_attachments_and_undo_moves_them_back(teacher):
    other = kept(TEACHER(passport_name="HARRIS JAMES"))
    add(other, files.pdf())
    batch = merging.merge(teacher, other)
    assert attachments.count_of(teacher) == 1
    history.undo(batch, entity_by_key)
    assert (attachments.count_of(teacher), attachments.count_of(other)) == (0, 1)


def test_only_an_orphan_that_is_in_a_backup_is_swept(teacher, college):
    add(teacher, files.pdf())
    attachments.keep_content("alone.pdf", files.pdf(2))
    later = datetime.now() + LATER
    assert attachments.sweep(today=later) == 0, "no backup holds it yet"
    college.backup("手动")
    assert attachments.sweep() == 0, "a form that is still open may want it"
    assert attachments.sweep(today=later) == 1
    assert len(CONTENTS.live.digests()) == 1
    assert len(CONTENTS.kept.digests()) == 2, "backups only ever grow"


def test_a_content_that_only_history_names_is_not_swept(teacher, college):
    made = add(teacher, files.pdf())
    made.digest = attachments.keep_content("new.pdf", files.pdf(2)).digest
    store.save(made)
    college.backup("手动")
    assert attachments.sweep(today=datetime.now() + LATER) == 0


def test_a_whole_library_is_said_to_be_whole(teacher):
    add(teacher, files.pdf())
    found = attachments.library_check()
    assert found.is_whole
    assert "1 份内容" in found.lines()[0]


def test_the_check_names_what_is_missing_and_what_is_damaged(teacher):
    gone, bad = add(teacher, files.pdf(1)), add(teacher, files.pdf(2), "体检")
    CONTENTS.live.drop([gone.digest])
    with CONTENTS.live.opened() as opened:
        opened.execute("UPDATE content SET bytes = x'00' WHERE digest = ?", (bad.digest,))
    attachments.keep_content("orphan.pdf", files.pdf(5))
    found = attachments.library_check()
    assert (found.missing, found.damaged, found.orphans) == ([gone], [bad], 1)
    assert any("不在附件库里" in line and "HARRIS" in line for line in found.lines())
    assert any("已损坏" in line for line in found.lines())


def test_damage_is_said_and_never_handed_out(teacher):
    made = add(teacher, files.pdf())
    with CONTENTS.live.opened() as opened:
        opened.execute("UPDATE content SET bytes = x'00'")
    with pytest.raises(contents.MissingContent, match="损坏或丢失"):
        attachments.content_of(made)


def test_reading_falls_back_on_the_backup_and_mends(teacher, college):
    made = add(teacher, files.pdf())
    college.backup("手动")
    with CONTENTS.live.opened() as opened:
        opened.execute("UPDATE content SET bytes = x'00'")
    assert attachments.content_of(made) == files.pdf()
    assert attachments.library_check().is_whole


def test_a_backup_copies_only_what_the_last_one_lacks(teacher, college):
    add(teacher, files.pdf(1))
    college.backup("手动")
    assert CONTENTS.back_up() == 0
    add(teacher, files.pdf(2), "体检")
    assert CONTENTS.back_up() == 1


def test_a_backup_that_cannot_keep_the_files_does_not_count(teacher, college):
    add(teacher, files.pdf())
    college.backup_folder.mkdir(exist_ok=True)
    (college.backup_folder / contents.FILES).mkdir()
    with pytest.raises(UserError, match="没有备份成功"):
        college.backup("手动")
    assert college.backups() == []


def test_restoring_puts_lost_contents_back(teacher, college):
    made = add(teacher, files.pdf())
    backup = college.backup("手动")
    CONTENTS.live.drop([made.digest])
    store.retire(made)
    college.restore(backup)
    assert attachments.content_of(attachments.of(teacher)[0]) == files.pdf()


def test_a_damaged_content_file_is_put_aside_and_made_anew_from_the_backup(teacher, college):
    add(teacher, files.pdf())
    college.backup("手动")
    folder = college.folder
    college.close(backup=False)
    (folder / contents.FILES).write_bytes(b"\x00" * 8192)
    again = database.open_folder(folder)
    try:
        found = attachments.of(TEACHER.get())[0]
        assert attachments.content_of(found) == files.pdf()
        assert list((folder / "隔离").rglob(contents.FILES)), "nothing is deleted"
    finally:
        again.close(backup=False)


def test_recovery_brings_the_files_too(teacher, college):
    add(teacher, files.pdf())
    backup = college.backup("手动")
    folder = college.folder
    college.close(backup=False)
    for name in (database.MAIN, contents.FILES):
        (folder / name).unlink()
    database.recover(folder, backup)
    again = database.open_folder(folder)
    try:
        assert attachments.library_check().is_whole
        assert attachments.content_of(attachments.of(TEACHER.get())[0]) == files.pdf()
    finally:
        again.close(backup=False)


def test_a_flipped_bit_in_the_content_file_is_seen(teacher, college):
    add(teacher, files.docx(), name="表.docx")
    path = college.folder / contents.FILES
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[len(whole) - 3000] ^= 0x10
    path.write_bytes(damaged)
    assert any("附件库" in fault for fault in college.check())
    path.write_bytes(whole)
    assert college.check() == []


def test_a_killed_program_leaves_no_record_without_its_content(tmp_path):
    folder = tmp_path / "killed"
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from models import attachments, database, store\n"
        "from models.entities import entity_by_key\n"
        "database.open_folder(Path(sys.argv[1]))\n"
        "teacher = entity_by_key('foreign_teacher')(passport_name='A, B')\n"
        "store.save(teacher)\nprint('ready', flush=True)\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1\n"
        "    kept = attachments.keep_content(f'{n}.txt', b'x' * 5000 + str(n).encode())\n"
        "    attachments.attach(teacher, [(kept, '')])\n"
    )
    root = Path(__file__).resolve().parents[2]
    for wait in (0.11, 0.23, 0.37):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder), str(root)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert not list(folder.glob("*.part")), "no part of a file lies about"
    keeper = database.open_folder(folder)
    try:
        found = attachments.library_check()
        assert found.checked > 0
        assert found.is_whole
    finally:
        keeper.close(backup=False)
