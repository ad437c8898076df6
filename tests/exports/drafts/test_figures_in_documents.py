"""The numbers of a paper are found again in its file, also after it went through an editor."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest

from exports.drafts.official_document import (
    FoundFigure,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    figures_in,
    to_docx,
)
from models.errors import UserError

SCHOOL = "江城海事职业学院"


def paper(*blocks, **options) -> bytes:
    return to_docx(OfficialDocument(title="外事工作总结", blocks=blocks, author=SCHOOL, **options))


def edited(file: bytes, pattern: str, replacement: str) -> bytes:
    """The file with its text part changed, as an editor would save it."""
    source, target = zipfile.ZipFile(io.BytesIO(file)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                changed = re.sub(pattern, replacement, content.decode())
                assert changed != content.decode()
                content = changed.encode()
            archive.writestr(name, content)
    return target.getvalue()


def one_figure() -> bytes:
    return paper(Paragraph(("聘用", Run("12", "teachers.headcount"), "人。")))


def test_figures_of_paragraphs_and_cells_come_back_in_reading_order():
    file = paper(
        Paragraph(
            ("团组", Run("6", "trips.groups"), "个、", Run("23", "trips.person_times"), "人次")
        ),
        Table(("项目", "数"), (("外教", Run("12", "teachers.headcount")),), (60, 60)),
        Paragraph(("团组", Run("6", "trips.groups"), "个")),
    )

    assert figures_in(file) == [
        FoundFigure("trips.groups", "6"),
        FoundFigure("trips.person_times", "23"),
        FoundFigure("teachers.headcount", "12"),
        FoundFigure("trips.groups", "6"),
    ]


def test_a_number_changed_in_the_editor_is_found_with_its_new_text():
    assert figures_in(edited(one_figure(), ">12<", ">13<")) == [
        FoundFigure("teachers.headcount", "13")
    ]


def test_a_number_split_over_several_runs_is_joined():
    file = edited(one_figure(), ">12</w:t></w:r>", ">1</w:t></w:r><w:r><w:t>2</w:t></w:r>")

    assert figures_in(file) == [FoundFigure("teachers.headcount", "12")]


def test_text_struck_out_by_a_tracked_change_does_not_count():
    file = edited(
        one_figure(),
        ">12</w:t></w:r>",
        '>13</w:t></w:r><w:del w:id="9" w:author="x"><w:r><w:delText>12</w:delText></w:r></w:del>',
    )

    assert figures_in(file) == [FoundFigure("teachers.headcount", "13")]


def test_a_content_control_without_a_name_is_somebody_elses():
    file = edited(one_figure(), r'<w:tag w:val="[^"]*"/>', "")

    assert figures_in(file) == []


def test_a_figure_shows_no_frame_and_no_prompt_of_the_editor():
    body = zipfile.ZipFile(io.BytesIO(one_figure())).read("word/document.xml").decode()
    control = re.search(r"<w:sdtPr>.*?</w:sdtPr>", body)

    assert control is not None
    assert 'w15:appearance w15:val="hidden"' in control.group()
    assert "showingPlcHdr" not in body
    assert 'mc:Ignorable="w15"' in body


def test_a_figure_id_word_would_not_accept_is_refused():
    with pytest.raises(ValueError, match="64"):
        Run("1", "x" * 65)
    with pytest.raises(ValueError, match="64"):
        Run("1", "")


@pytest.mark.parametrize("content", [b"", b"not a document", one_figure()[:3000]])
def test_something_else_than_a_word_file_is_named_as_such(content):
    with pytest.raises(UserError, match="Word"):
        figures_in(content)


def test_a_word_file_with_broken_text_is_named_as_such():
    with pytest.raises(UserError, match="Word"):
        figures_in(edited(one_figure(), "</w:body>", ""))


# Properties ----------------------------------------------------------------------------------


def test_the_file_names_the_school_and_nobody_else():
    properties = docx.Document(io.BytesIO(one_figure())).core_properties

    assert (properties.author, properties.last_modified_by) == (SCHOOL, SCHOOL)
    assert (properties.title, properties.comments) == ("外事工作总结", "")


def test_the_file_holds_no_part_of_a_foreign_template():
    names = zipfile.ZipFile(io.BytesIO(one_figure())).namelist()

    assert sorted(names) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/lying_even.xml",
        "word/lying_odd.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/upright_even.xml",
        "word/upright_odd.xml",
    ]


def test_the_moment_given_is_kept_in_world_time():
    china = timezone(timedelta(hours=8))

    properties = docx.Document(
        io.BytesIO(paper(created_at=datetime(2025, 12, 20, 9, 30, tzinfo=china)))
    ).core_properties

    assert properties.created == datetime(2025, 12, 20, 1, 30, tzinfo=UTC)
    assert properties.modified == properties.created


def test_without_a_moment_the_file_is_from_now():
    created = docx.Document(io.BytesIO(one_figure())).core_properties.created

    assert abs(datetime.now(UTC) - created) < timedelta(minutes=1)
