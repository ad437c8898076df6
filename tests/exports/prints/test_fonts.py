"""Every character is drawn by a font that has it, and whoever has none is named."""

from __future__ import annotations

import re

import pytest
from reportlab.pdfbase import ttfonts

from exports.prints import fonts
from exports.prints.base import Document, Members, Page, Paragraph, Row, Table, check_glyphs, render
from exports.prints.blocks import Band, Value, label, value
from exports.prints.embedding import to_unicode_table
from exports.prints.fonts import FontBook, MissingGlyph
from models.errors import UserError
from tests.exports.prints.invented import approval_form, certificate, student_list
from tests.exports.prints.looking import fonts_of, poppler_text, text_of

HEBREW_TELUGU = "\u0c24"
"""A letter none of the fonts has (తెలుగు), standing for a script the office cannot print."""


def paper(*blocks: object, person: str = "") -> Document:
    return Document("测试", "示例职业技术学院", (Page(blocks),), person=person)


def runs(text: str, **options: object) -> list[tuple[str, str]]:
    return [(run.face.path.stem, run.text) for run in fonts.book().runs(text, **options)]


@pytest.mark.parametrize("text", ["㛃", "䶮", "𠮷", "𬬻", "Š", "ů", "é", "Nguyễn", "ğ", "Łódź"])
def test_rare_characters_and_accents_are_found_again_in_the_file(text):
    pdf = render(paper(Paragraph(f"姓名{text}，")))

    assert text in text_of(pdf)
    assert text in poppler_text(pdf)


def test_a_character_beyond_the_first_plane_has_a_right_text_table():
    table = to_unicode_table("X", [0x20, 0x20BB7])

    assert "<01> <D842DFB7>" in table


def test_reportlab_itself_still_needs_that_mending():
    assert "<20BB7>" in ttfonts.makeToUnicodeCMap("X", [0x20BB7])


def test_no_section_of_a_text_table_is_longer_than_the_standard_allows():
    table = to_unicode_table("X", range(0x4E00, 0x4EFF))

    assert [int(n) for n in re.findall(r"(\d+) beginbfchar", table)] == [100, 100, 55]


@pytest.mark.parametrize("document", [certificate(), approval_form(14), student_list()])
def test_every_font_is_embedded_as_a_subset_with_its_text(document):
    found = fonts_of(render(document))

    assert len(found) >= 2
    assert all(font == {"emb": True, "sub": True, "uni": True} for font in found)


def test_latin_words_keep_one_latin_face_inside_chinese():
    found = runs("姓名Dvořák Šimon，男", role="song")

    assert [text for _face, text in found] == ["姓名", "Dvořák Šimon", "，男"]
    assert found[1][0] != found[0][0]


def test_quotation_marks_stay_with_the_font_of_their_sentence():
    chinese = runs("专业“机电”", role="song")
    english = runs("the “People’s” College", role="latin", english=True)

    assert [text for _face, text in chinese] == ["专业“机电”"]
    assert [text for _face, text in english] == ["the “People’s” College"]


def test_a_chinese_name_in_an_english_text_is_set_in_the_chinese_font():
    song = fonts.book().face("song").path.stem

    assert runs("WANG, Wei (王伟)", role="latin", english=True)[1] == (song, "王伟")


def test_a_missing_character_is_named_with_field_and_person():
    name = Value(f"{HEBREW_TELUGU}ా", "姓名")
    document = paper(Paragraph(("兹证明", name)), person="护照号 AB1234567")

    first = check_glyphs(document)[0]

    assert (first.character, first.field, first.person) == (
        HEBREW_TELUGU,
        "姓名",
        "护照号 AB1234567",
    )


def test_a_cell_without_a_field_takes_the_name_of_the_label_before_it():
    row = Row((label("工作单位"), value(HEBREW_TELUGU)))
    document = paper(Table((Band((40, None), (row,)),)))

    assert [entry.field for entry in check_glyphs(document)] == ["工作单位"]


def test_a_list_of_members_names_the_column():
    members = Members((("姓名", 40), ("职务", None)), (("张三", HEBREW_TELUGU),))

    assert [entry.field for entry in check_glyphs(paper(Table((members,))))] == ["职务"]


def test_nothing_is_printed_while_a_character_is_missing():
    with pytest.raises(MissingGlyph, match=r"“姓名”中的“\u0c24”（U\+0C24）"):
        render(paper(Paragraph(("兹证明", Value(HEBREW_TELUGU, "姓名"))), person="某某"))


def test_without_the_chain_the_rare_character_would_be_missing(monkeypatch):
    monkeypatch.setattr(fonts, "_LAST_RESORT", ())
    latin = fonts.book().face("latin").path

    lonely = FontBook({"song": latin})

    assert lonely.uncovered("A𠮷") == ["𠮷"]
    assert FontBook().uncovered("A𠮷") == []


def test_printable_papers_have_no_missing_character():
    assert check_glyphs(certificate(name="DVOŘÁK, Šimon 㛃䶮𠮷")) == []


def test_a_font_chosen_by_the_user_comes_first():
    kai = fonts.book().face("kai").path

    chosen = FontBook({"song": kai})

    assert chosen.runs("证明", "song")[0].face.path == kai


def test_a_chosen_file_that_is_no_truetype_font_is_named(tmp_path):
    broken = tmp_path / "坏字体.ttf"
    broken.write_bytes(b"OTTO" + bytes(200))

    with pytest.raises(UserError, match=r"坏字体\.ttf"):
        FontBook({"song": broken}).runs("证明", "song")


def test_invisible_characters_are_left_out_and_accents_composed():
    assert fonts.clean("Zoe\u0308\u200b\ufeff 张\u00ad三\t男") == "Zoë 张三 男"


def test_a_ticked_box_is_read_back_as_a_ticked_box():
    assert "☑是 □否" in re.sub(" +", " ", text_of(render(paper(Paragraph("☑是  □否")))))


def test_the_fonts_of_the_office_come_before_the_bundled_ones(tmp_path, monkeypatch):
    kai = fonts.book().face("kai").path
    (tmp_path / "SIMFANG.TTF").write_bytes(kai.read_bytes())
    (tmp_path / "simsun.TTC").write_bytes(kai.read_bytes())
    usual = FontBook().face("song").path.name
    monkeypatch.setattr(fonts, "_system_folders", lambda: (tmp_path,))
    fonts._files_in.cache_clear()

    found = FontBook()

    assert found.face("fangsong").path.name == "SIMFANG.TTF"
    assert found.face("song").path.name == "simsun.TTC"
    assert found.face("hei").path.parent == fonts.BUNDLED
    assert usual != "simsun.TTC"


def test_a_rare_name_prints_in_every_role():
    for role in ("song", "bold", "hei", "label", "kai", "fangsong"):
        for character in "㛃䶮𠮷éŠğ":
            face = fonts.book().pick(character, role)
            assert face is not None, (role, character)
            assert face.covers(character)
