"""打印中心: the whole set of a record, several papers at once, Word, many records, nothing blocked."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from exports import issue
from exports.prints import sets
from exports.prints.registry import PRINTABLES, printable_by_code
from gui.look import messages
from gui.paper import printing
from gui.prints import print_work
from gui.prints.print_dialog import PrintDialog
from gui.prints.print_output import title_of
from gui.prints.print_side import EACH, ONE_AND_WORD
from models import store
from models.entities import (
    Agreement,
    InternationalStudent,
    IssuedPaper,
    OfficeProfile,
    OutboundTrip,
    PartnerSchool,
    TripMember,
)
from tests.exports.prints.making import C5, IN_TERM, fill_in_office, golden, student, trip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PAPER_WITH_WORD = "A8"


@pytest.fixture
def open_dialog(qtbot, context):
    """Open the centre for some records and wait until it knows what can be printed."""
    fill_in_office()

    def show(*records, **how):
        dialog = PrintDialog(type(records[0]), [r.id for r in records], context, **how)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.resize(1180, 700)
        dialog.show()
        settled(qtbot, dialog)
        return dialog

    return show


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=30_000)
    if dialog.plan.pdf:
        qtbot.waitUntil(lambda: dialog.preview.page_count > 0, timeout=30_000)


def tick(qtbot, dialog, *codes):
    dialog.list.tick(codes)
    settled(qtbot, dialog)


def words_of(dialog, code):
    rows = [dialog.list.tree.topLevelItem(at) for at in range(dialog.list.tree.topLevelItemCount())]
    return next(row.text(1) for row in rows if row.text(0).startswith(f"{code}  "))


def issue_now(qtbot, dialog):
    dialog.issue()
    qtbot.waitUntil(lambda: bool(dialog.papers) and dialog.isEnabled(), timeout=60_000)


# ---- the set of a trip ----


def test_a_trip_lists_its_papers_in_the_order_of_the_set(open_dialog):
    dialog = open_dialog(trip())
    codes = [paper.code for paper in dialog.printables]
    declared = [place.code for place in sets.set_of(OutboundTrip).places]
    assert [code for code in codes if code in declared] == [c for c in declared if c in codes]
    assert codes.index("A3") < codes.index("A4") < codes.index("A14")


def test_what_is_mostly_wanted_is_ticked_at_first(open_dialog):
    assert open_dialog(trip()).list.codes() == ["A3"]


def test_each_paper_says_how_it_stands(qtbot, open_dialog):
    made = golden(trip())
    issue.issue_paper(printable_by_code("A4"), made)
    dialog = open_dialog(made)
    qtbot.waitUntil(lambda: bool(words_of(dialog, "A3")), timeout=20_000)
    assert words_of(dialog, "A3") == "✓ 可出具"
    assert words_of(dialog, "A4").startswith("A4-")
    assert words_of(dialog, "A12") == "仅赴台"


def test_a_paper_that_lacks_something_says_how_much(qtbot, open_dialog):
    dialog = open_dialog(trip())
    qtbot.waitUntil(lambda: bool(words_of(dialog, "A3")), timeout=20_000)
    assert words_of(dialog, "A3") == "! 缺 1 项"
    assert [gap.words for gap in dialog.plan.gaps] == ["预算"]


def test_the_whole_set_leaves_out_what_is_not_for_this_trip(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()))
    qtbot.waitUntil(lambda: bool(dialog.list.standings), timeout=20_000)
    dialog.list.tick_fitting(sets.set_of(OutboundTrip).bundles["全套"])
    assert "A12" not in dialog.list.codes()
    assert {"A3", "A4", "A5", "A14"} <= set(dialog.list.codes())


def test_several_papers_stand_in_one_preview_in_their_order(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()))
    tick(qtbot, dialog, "A5", "A4")
    assert [piece.printable.code for piece in dialog.plan.pieces] == ["A4", "A5"]
    assert dialog.plan.starts["A4"] == 0
    assert dialog.plan.starts["A5"] >= 1


def test_looking_at_a_paper_turns_to_its_page(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()))
    tick(qtbot, dialog, "A4", "A5")
    dialog.list.look_at("A5")
    start = dialog.plan.starts["A5"]
    assert f"第 {start + 1} 页" in dialog.preview.counter.text()


def test_a_click_on_a_name_moves_a_single_tick_and_keeps_several(qtbot, open_dialog):
    dialog = open_dialog(trip())
    rows = dialog.list.tree
    at = [p.code for p in dialog.printables].index("A4")
    place = rows.visualItemRect(rows.topLevelItem(at))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert dialog.list.codes() == ["A4"]
    dialog.list.tick(["A3", "A5"])
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert dialog.list.codes() == ["A3", "A5"]


def test_a_set_is_issued_in_one_go_each_paper_with_its_own_number(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()))
    tick(qtbot, dialog, "A4", "A5")
    issue_now(qtbot, dialog)
    assert [paper.printable for paper in dialog.papers] == ["A4", "A5"]
    assert "A4-" in dialog.issued_words.text()
    assert "共 2 份" in dialog.issued_words.text()


def test_what_was_issued_before_is_taken_as_it_is_in_a_set(qtbot, open_dialog):
    made = golden(trip())
    first = issue.issue_paper(printable_by_code("A4"), made)
    dialog = open_dialog(made)
    tick(qtbot, dialog, "A4", "A5")
    assert dialog.how.currentData() == "kept"
    issue_now(qtbot, dialog)
    assert dialog.papers[0].number == first.number
    assert IssuedPaper.select().where(IssuedPaper.printable == "A4").count() == 1


def test_one_day_of_issue_counts_for_all_papers(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()))
    tick(qtbot, dialog, "A3", "A2")
    dialog.options.set_answer("issued_on", "2025-04-01")
    qtbot.waitUntil(lambda: dialog.is_waiting, timeout=5_000)
    settled(qtbot, dialog)
    days = [piece.answers.get("issued_on") for piece in dialog.plan.pieces]
    assert days == ["2025-04-01", "2025-04-01"]


def test_a_batch_is_saved_in_order_with_code_and_name(qtbot, open_dialog, tmp_path, monkeypatch):
    dialog = open_dialog(golden(trip()))
    tick(qtbot, dialog, "A4", "A5")
    dialog.batch.setCurrentText(EACH)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path])
    dialog.save()
    qtbot.waitUntil(dialog.isEnabled, timeout=30_000)
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert [name[:5] for name in names] == ["01_A4", "02_A5"]
    assert "赴日本学术访问" in names[0]


# ---- Word ----


def word_paper(open_dialog):
    dialog = open_dialog(golden(trip()), chosen=[PAPER_WITH_WORD])
    assert dialog.plan.pieces, dialog.plan.gaps
    return dialog


def test_a_word_paper_is_shown_as_pages_and_saved_as_word(
    qtbot, open_dialog, tmp_path, monkeypatch
):
    dialog = word_paper(open_dialog)
    assert dialog.preview.page_count > 0
    assert dialog.save_button.text() == "保存 Word…"
    target = tmp_path / "请示.docx"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    dialog.save()
    qtbot.waitUntil(lambda: target.exists() and dialog.isEnabled(), timeout=30_000)
    assert target.read_bytes().startswith(b"PK")


def test_an_issued_word_paper_keeps_the_word_file(qtbot, open_dialog):
    dialog = word_paper(open_dialog)
    issue_now(qtbot, dialog)
    kept = IssuedPaper.get()
    assert bytes(kept.content).startswith(b"PK")
    assert issue.suffix_of(kept) == ".docx"
    assert issue.shown_pdf(kept).startswith(b"%PDF")


def test_printing_a_word_paper_prints_the_pages_that_are_shown(qtbot, open_dialog, monkeypatch):
    dialog = word_paper(open_dialog)
    sent = []
    monkeypatch.setattr(printing, "printer_names", lambda: ["办公室打印机"])
    monkeypatch.setattr(printing, "send", lambda pdf, *_: sent.append(pdf) or 1)
    dialog.print_now()
    qtbot.waitUntil(lambda: bool(sent) and dialog.isEnabled(), timeout=30_000)
    assert sent[0] == dialog.plan.pdf


def test_word_and_pdf_together_are_saved_into_a_folder(qtbot, open_dialog, tmp_path, monkeypatch):
    dialog = word_paper(open_dialog)
    tick(qtbot, dialog, PAPER_WITH_WORD, "A4", "A5")
    assert dialog.batch.currentText() == ONE_AND_WORD
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path])
    dialog.save()
    qtbot.waitUntil(dialog.isEnabled, timeout=30_000)
    assert len(list(tmp_path.glob("*.docx"))) == 1
    assert len(list(tmp_path.glob("*.pdf"))) == 1


# ---- many records ----


def test_a_batch_comes_out_by_name_or_by_number_as_chosen(qtbot, open_dialog):
    people = [student("WU, LI", "X1"), student("ADAMS, ANN", "X2"), student("KIM, TAE", "X3")]
    for person, number in zip(people, ("J25010", "J25009", "J25100"), strict=True):
        person.student_no = number
        store.save(person)
    dialog = open_dialog(*people)

    def order():
        return [piece.record.passport_name for piece in dialog.plan.pieces]

    assert order() == ["WU, LI", "ADAMS, ANN", "KIM, TAE"]
    for way, expected in (("name", ["ADAMS, ANN", "KIM, TAE", "WU, LI"]),
                          ("number", ["ADAMS, ANN", "WU, LI", "KIM, TAE"])):
        dialog.side.order.setCurrentIndex(dialog.side.order.findData(way))
        qtbot.waitUntil(lambda: dialog.is_waiting, timeout=5_000)
        settled(qtbot, dialog)
        assert order() == expected


def test_a_hundred_papers_never_block_the_window(qtbot, open_dialog):
    people = [student(f"P{n:03}, TEST", f"X{n:05}") for n in range(100)]
    dialog = open_dialog(*people)
    gaps, last = [], [time.perf_counter()]

    def tick_tock():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    watch = QTimer(dialog, interval=10)
    watch.timeout.connect(tick_tock)
    watch.start()
    issue_now(qtbot, dialog)
    watch.stop()
    assert len(dialog.papers) == 100
    assert max(gaps) < 0.8, f"the window stood still for {max(gaps):.2f} s"


# ---- papers about lines, and about the office ----


def test_a_paper_about_a_line_is_reached_from_its_owner(college):
    made = trip(people=3)
    lines = sets.subjects(TripMember, made)
    assert [line.staff_member.name for line in lines] == ["教师00", "教师01", "教师02"]
    assert sets.subjects(OutboundTrip, lines[0]) == [made]


def test_of_several_lines_the_newest_is_meant_unless_each_has_its_own(college):
    lines = sets.subjects(TripMember, trip(people=3))
    assert sets.chosen_subjects(sets.Place("X"), lines) == lines[-1:]
    assert sets.chosen_subjects(sets.Place("X", each=True), lines) == lines
    assert print_work.subjects_of(sets.Place("X"), lines, print_work.EVERY) == lines


def test_papers_of_the_office_are_printed_without_a_record(open_dialog):
    dialog = open_dialog_of_office(open_dialog)
    assert {p.entity for p in dialog.printables} == {OfficeProfile}
    assert dialog.preview.page_count > 0
    assert not dialog.letters_button.isVisible()


def open_dialog_of_office(open_dialog):
    return open_dialog(OfficeProfile.current())


def test_every_code_of_a_set_is_a_paper_and_every_paper_stands_in_a_set():
    declared = {place.code for each in sets.SETS for place in each.places}
    registered = {printable.code for printable in PRINTABLES}
    assert declared - registered == set()
    assert registered - declared == set()


def test_every_bundle_and_usual_paper_belongs_to_its_set():
    for each in sets.SETS:
        codes = {place.code for place in each.places}
        assert {code for bundle in each.bundles.values() for code in bundle} <= codes
        assert not each.usual or each.usual in codes


def test_a_file_of_a_whole_set_is_named_after_whom_it_concerns(college):
    made = golden(trip())
    pieces = [issue.Piece(printable_by_code(code), made) for code in ("A4", "A5")]
    assert title_of(pieces).startswith("赴日本学术访问 ")
    assert title_of(pieces).endswith("2 份")


def test_a_paper_of_another_day_leaves_the_first_one_standing(college):
    fill_in_office()
    person = student()
    issue.issue_paper(C5, person, IN_TERM)
    found = sets.issued_for(C5, [InternationalStudent.get()])
    assert [paper.issued_on for paper in found] == [date(2025, 10, 15)]


def test_what_several_papers_lack_is_said_once_with_their_codes(qtbot, open_dialog):
    dialog = open_dialog(trip())
    tick(qtbot, dialog, "A3", "A4")
    assert [gap.words for gap in dialog.plan.gaps] == ["预算（A3）"]
    assert "1 份缺" in dialog.gap_list.title.text()
    assert [piece.printable.code for piece in dialog.plan.pieces] == ["A4"]


def test_an_original_that_is_printed_once_more_is_counted(qtbot, open_dialog, monkeypatch):
    made = golden(trip())
    first = issue.issue_paper(printable_by_code("A4"), made)
    dialog = open_dialog(made)
    tick(qtbot, dialog, "A4", "A5")
    issue_now(qtbot, dialog)
    monkeypatch.setattr(printing, "printer_names", lambda: ["办公室打印机"])
    monkeypatch.setattr(printing, "send", lambda *_: 1)
    dialog.print_now()
    qtbot.waitUntil(lambda: IssuedPaper.get_by_id(first.id).printed_count == 2, timeout=30_000)
    qtbot.waitUntil(dialog.isEnabled, timeout=30_000)


def test_a_partner_with_several_agreements_asks_which_is_meant(qtbot, open_dialog):
    partner = PartnerSchool(name="示例大学", country="JPN")
    store.save(partner)
    for year in (2023, 2025):
        store.save(Agreement(
            partner=partner, title=f"协议{year}", signed_on=date(year, 3, 1), kind="备忘录"
        ))
    dialog = open_dialog(partner, chosen=["D10"])
    box = dialog.side.which
    assert [box.itemText(at) for at in range(box.count())] == ["协议2025", "协议2023", "全部 2 份"]
    assert [str(piece.record) for piece in dialog.plan.pieces] == ["协议2025"]
    box.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.is_waiting, timeout=5_000)
    settled(qtbot, dialog)
    assert [str(piece.record) for piece in dialog.plan.pieces] == ["协议2023"]


def test_space_ticks_another_paper_without_the_mouse(open_dialog):
    dialog = open_dialog(trip())
    dialog.list.look_at("A4")
    QTest.keyClick(dialog.list.tree, Qt.Key.Key_Space)
    assert dialog.list.codes() == ["A3", "A4"]
    QTest.keyClick(dialog.list.tree, Qt.Key.Key_Return)
    assert dialog.list.codes() == ["A4"]


def test_the_paper_made_last_is_ticked_for_the_next_record(qtbot, open_dialog):
    dialog = open_dialog(golden(trip()), chosen=["A4"])
    issue_now(qtbot, dialog)
    assert open_dialog(trip()).list.codes() == ["A4"]
