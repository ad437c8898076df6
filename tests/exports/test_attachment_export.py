"""附件导出 and 缺件单: filed by rule, whole or not at all; the slip says what to bring."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from exports import attachment_export, paper_slip
from exports.paper_slip import Wish
from exports.prints.preview import page_count
from models import attachments, papers, store
from models.contents import CONTENTS
from models.entities import OfficeProfile, entity_by_key
from models.errors import UserError
from models.jobs import Cancelled
from tests import files
from tests.exports.prints.looking import Box, outside, text_of

TEACHER, TRIP = entity_by_key("foreign_teacher"), entity_by_key("outbound_trip")

pytestmark = pytest.mark.usefixtures("college")


def kept(record):
    store.save(record)
    return record


@pytest.fixture
def teacher():
    return kept(TEACHER(passport_name="HARRIS, JAMES", nationality="GBR"))


def add(record, paper, content=None, name="scan.pdf", **more):
    stored = attachments.keep_content(name, content or files.pdf())
    return attachments.attach(record, [(stored, paper)], **more)[0]


def tree(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def sheet(folder: Path, name: str):
    import openpyxl

    book = openpyxl.load_workbook(BytesIO((folder / "目录.xlsx").read_bytes()))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_files_lie_by_year_kind_holder_and_paper(teacher, tmp_path):
    add(teacher, "护照首页", files.jpg(), "IMG_1.JPG", dated_on=date(2026, 3, 1))
    add(teacher, "简历", files.docx(), "cv.docx")
    found = attachment_export.export([teacher], tmp_path, year=2026)
    assert tree(found.folder) == [
        "2026/外籍教师/HARRIS, JAMES/护照首页_2026-03-01.jpg",
        "2026/外籍教师/HARRIS, JAMES/简历.docx", "目录.xlsx",
    ]
    assert found.written == 2
    written = found.folder / "2026/外籍教师/HARRIS, JAMES/护照首页_2026-03-01.jpg"
    assert written.read_bytes() == files.jpg()


def test_without_a_year_the_date_of_the_file_or_of_the_record_decides(tmp_path):
    trip = kept(TRIP(title="团组", departed_on=date(2024, 5, 1)))
    add(trip, "任务批件")
    add(trip, "邀请函及译文", files.png(), dated_on=date(2023, 11, 2))
    places = [p.place for p in attachment_export.plan([trip])]
    assert [place[:4] for place in places] == ["2024", "2023"]


def test_names_that_meet_are_numbered_whatever_their_case(teacher):
    for shade in (1, 2, 3):
        add(teacher, "照片", files.png(shade=shade), f"{shade}.png")
    add(teacher, "scan", files.pdf(1))
    add(teacher, "SCAN", files.pdf(2))
    names = [Path(p.place).name for p in attachment_export.plan([teacher])]
    assert names == ["照片.png", "照片(2).png", "照片(3).png", "scan.pdf", "SCAN(2).pdf"]


def test_a_slash_in_a_record_makes_no_folder(tmp_path):
    trip = kept(TRIP(title="合作研究/学术访问团", departed_on=date(2026, 5, 1)))
    add(trip, "任务批件")
    assert attachment_export.plan([trip])[0].place == "2026/因公团组/合作研究 学术访问团/任务批件.pdf"


def test_the_pattern_is_hers_and_a_wrong_one_is_said(teacher):
    add(teacher, "护照首页")
    placed = attachment_export.plan([teacher], pattern="{类别}/{材料}-{对象}")
    assert placed[0].place == "外籍教师/护照首页-HARRIS, JAMES.pdf"
    for wrong in ("{姓名}", "{年度", "", "资料"):
        with pytest.raises(UserError, match="归档规则"):
            attachment_export.plan([teacher], pattern=wrong)


def test_the_index_says_where_all_lies_and_what_is_lacking(teacher, tmp_path):
    add(teacher, "护照首页", files.pdf(2))
    found = attachment_export.export([teacher], tmp_path, year=2026)
    rows = sheet(found.folder, "目录")
    assert rows[2][2:5] == ["HARRIS, JAMES", "护照首页", 2]
    assert rows[2][9] == "2026/外籍教师/HARRIS, JAMES/护照首页.pdf"
    lacking = [row[3] for row in sheet(found.folder, "缺件")[2:]]
    assert "简历" in lacking
    assert "护照首页" not in lacking


def test_a_second_export_gets_a_folder_of_its_own(teacher, tmp_path):
    add(teacher, "护照首页")
    names = [attachment_export.export([teacher], tmp_path).folder.name for _ in range(2)]
    assert names == ["附件", "附件(2)"]


def test_cancelling_leaves_nothing_behind(teacher, tmp_path):
    add(teacher, "护照首页")
    add(teacher, "照片", files.png())

    class Stop:
        def step(self, done, total, text=""):
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        attachment_export.export([teacher], tmp_path / "", Stop())
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_the_export_log_knows_what_left_and_what_did_not(teacher, tmp_path):
    add(teacher, "护照首页")
    attachment_export.export([teacher], tmp_path, title="附件_外籍教师")

    class Stop:
        def step(self, done, total, text=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        attachment_export.export([teacher], tmp_path, Stop())
    rows = [(row.file_name, row.state) for row in entity_by_key("export_log").active()]
    assert rows == [("附件_外籍教师", "完成"), ("附件", "未完成")]


def test_a_failure_leaves_nothing_behind_and_is_said(teacher, tmp_path, monkeypatch):
    add(teacher, "护照首页")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exports.whole_folder.os.replace", full)
    with pytest.raises(UserError):
        attachment_export.export([teacher], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_lost_content_does_not_hinder_the_others_and_is_named(teacher, tmp_path):
    lost = add(teacher, "护照首页", files.pdf(3))
    add(teacher, "照片", files.png(), "a.png")
    CONTENTS.live.drop([lost.digest])
    found = attachment_export.export([teacher], tmp_path, year=2026)
    assert (found.written, len(found.lost)) == (1, 1)
    assert "内容已丢失" in sheet(found.folder, "目录")[2][9]


def test_nothing_to_export_is_said(tmp_path):
    school = kept(entity_by_key("partner_school")(name="清迈大学"))
    with pytest.raises(UserError, match="还没有附件"):
        attachment_export.export([school], tmp_path)


# ---- the slip ----


@pytest.fixture
def office():
    return kept(OfficeProfile(
        school_name="示例职业技术学院", school_name_en="Example Vocational College",
        office_name="国际合作与交流处", office_name_en="International Office", phone="0000-1234567",
        address="示例市学院路1号", address_en="1 College Road",
    ))


def test_a_teachers_slip_is_bilingual_and_says_what_to_bring(teacher, office):
    add(teacher, "简历", files.docx(), "cv.docx")
    papers.answer(teacher, "体检报告", "不适用", "来校前刚办")
    pdf = paper_slip.slip(teacher, Wish(bring_by=date(2026, 12, 5), issued_on=date(2026, 11, 21)))
    text = text_of(pdf).replace("\n", " ")
    for words in ("HARRIS, JAMES", "☑ 已交", "□ 缺", "Passport (bio-data page)", "2026年12月5日",
                  "5 December 2026", "国际合作与交流处", "0000-1234567"):
        assert words in text, words
    assert "体检报告" not in text, "what does not apply is not asked for"


def test_a_trips_slip_is_chinese_and_fits_one_page(office):
    trip = kept(TRIP(title="赴台交流团", departed_on=date(2026, 5, 1), destination_kind="赴台"))
    pdf = paper_slip.slip(trip)
    assert page_count(pdf) == 1
    assert "missing" not in text_of(pdf)
    assert "台方邀请函" in text_of(pdf)


def test_only_what_is_lacking_for_one_case(office):
    student = kept(entity_by_key("international_student")(passport_name="PARK, JIN"))
    add(student, "照片", files.png(), "a.png")
    text = text_of(paper_slip.slip(student, Wish(case="居留许可材料", is_short=True)))
    assert "外国人签证证件申请表" in text
    assert "学校公函" not in text, "the office writes it itself"
    assert "照片" not in text
    assert "国际学生登记表" not in text


def test_slips_of_many_are_one_file_and_no_text_leaves_the_paper(teacher, office):
    other = kept(TEACHER(passport_name="A VERY LONG NAME, WITH MANY GIVEN NAMES " * 3))
    pdf = paper_slip.slips(papers.checklists(TEACHER, [teacher, other])).pdf
    assert page_count(pdf) >= 2
    for page in range(page_count(pdf)):
        assert outside(pdf, Box(10, 8, 200, 289, ""), page) == []


def test_a_record_without_rules_has_no_slip(office):
    school = kept(entity_by_key("partner_school")(name="清迈大学"))
    with pytest.raises(UserError, match="没有可打印"):
        paper_slip.slip(school)


def test_when_nothing_lacks_the_slip_says_so(teacher, office):
    for row in papers.checklist(teacher).lacking:
        papers.answer(teacher, row.paper.name, "纸质已收")
    text = text_of(paper_slip.slip(teacher))
    assert "所需材料已齐" in text
    assert "All required papers" in text
