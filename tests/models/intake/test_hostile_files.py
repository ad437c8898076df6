"""Files that are damaged, locked, too large or built to do harm are refused quickly in Chinese."""

from __future__ import annotations

import random
import struct
import time
import zipfile

import openpyxl
import pytest

from models.errors import Unreadable
from models.intake import limits
from models.intake.workbook import read_tables
from tests.conftest import SAMPLES
from tests.models.intake.files import WORKBOOKS, compound, in_sheet, repacked, workbook

TEACHERS = SAMPLES / "2019年外籍教师台账.xlsx"


def refusal(path):
    """The sentence by which a file is refused; it names the file and comes at once."""
    begin = time.perf_counter()
    with pytest.raises(Unreadable) as refused:
        read_tables(path)
    assert time.perf_counter() - begin < 2
    assert path.name in refused.value.message
    assert refused.value.remedy
    return refused.value.message


def test_a_file_that_is_not_there(tmp_path):
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")


def test_a_folder(tmp_path):
    (tmp_path / "台账.xlsx").mkdir()
    assert "是文件夹" in refusal(tmp_path / "台账.xlsx")


def test_a_file_that_another_program_holds(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", [("姓名", "国籍")])

    def held(_):
        raise PermissionError(13, "being used by another process")

    monkeypatch.setattr(type(path), "read_bytes", held)
    assert "打不开" in refusal(path)


@pytest.mark.parametrize(("content", "what"), [
    (b"<html><body><table>", "网页"), (b"%PDF-1.7 ...", "PDF"), (b"{\\rtf1\\ansi", "写字板"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XML 电子表格"),
    (b'<?xml version="1.0"?><root/>', "XML 文件"),
    (bytes(range(1, 256)) * 40, "不是 Excel"), (b"\x00\x01" * 400, "不是 Excel"),
])
def test_something_else_under_the_name_of_a_workbook(tmp_path, content, what):
    path = tmp_path / "名单.xls"
    path.write_bytes(content)
    assert what in refusal(path)


@pytest.mark.parametrize(("part", "what"), [
    ("word/document.xml", "Word"), ("ppt/presentation.xml", "演示文稿"), ("readme.txt", "压缩包"),
])
def test_other_packages_are_named(tmp_path, part, what):
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "<x/>")
    assert what in refusal(path)


def test_an_open_text_document_is_named(tmp_path):
    path = tmp_path / "名单.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<x/>")
    assert "文字或演示文稿" in refusal(path)


@pytest.mark.parametrize("length", [10, 500, 3000, -40])
def test_a_file_cut_short_is_damaged(tmp_path, length):
    path = tmp_path / "a.xlsx"
    path.write_bytes(TEACHERS.read_bytes()[:length])
    assert "已损坏" in refusal(path)


def test_a_part_whose_checksum_is_wrong_is_damaged(tmp_path):
    data = bytearray(TEACHERS.read_bytes())
    place = data.find(b"sheet1.xml") + 60
    data[place:place + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "a.xlsx").write_bytes(data)
    assert "已损坏" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_list_of_sheets_that_is_no_xml_is_damaged(tmp_path, part):
    path = repacked(TEACHERS, tmp_path / "a.xlsx", lambda n, old: old[:-9] if n == part else old)
    assert "已损坏" in refusal(path)


@pytest.mark.parametrize("name", ["设密码.xls", "设密码.ods"])
def test_a_password_is_recognised(name):
    assert "打开密码" in refusal(WORKBOOKS / name)


def test_a_workbook_encrypted_as_a_whole_is_recognised(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000}))
    assert "打开密码" in refusal(path)


def test_a_zip_with_encrypted_parts_is_recognised(tmp_path):
    data = bytearray(workbook(tmp_path / "a.xlsx", [("姓名", "国籍")]).read_bytes())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    (tmp_path / "b.xlsx").write_bytes(data)
    assert "打开密码" in refusal(tmp_path / "b.xlsx")


@pytest.mark.parametrize(("stream", "what"), [
    ("WordDocument", "Word"), ("PowerPoint Document", "演示文稿"), ("Something", "不是 Excel"),
])
def test_other_old_documents_are_named(tmp_path, stream, what):
    path = tmp_path / "a.xls"
    path.write_bytes(compound({stream: b"x" * 5000}))
    assert what in refusal(path)


def test_an_old_container_without_sense_is_damaged(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 600)
    assert "已损坏" in refusal(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x09")
    assert "已损坏" in refusal(path)
    path.write_bytes(compound({"Workbook": b"\x07" * 5000}))
    assert "已损坏" in refusal(path)


def test_a_container_whose_chain_runs_in_circles_ends(tmp_path):
    data = bytearray(compound({"Workbook": b"\0" * 9000}))
    table = data.rfind(struct.pack("<II", 1, 2))
    data[table:table + 4] = struct.pack("<I", 0)
    (tmp_path / "a.xls").write_bytes(data)
    refusal(tmp_path / "a.xls")


def test_far_cells_in_an_old_workbook_are_refused(tmp_path):
    cell = struct.pack("<HHHHHd", 0x0203, 14, 0xFFFF, 255, 0, 1.0)
    sheet = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x0010) + cell
    (tmp_path / "a.xls").write_bytes(compound({"Workbook": sheet * 300}))
    assert "IV65536" in refusal(tmp_path / "a.xls")


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "LA1", "A200001", "A1048576", "ABC12"])
def test_a_cell_far_out_is_refused_and_named(tmp_path, cell):
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    book.active[cell] = "远"
    book.save(tmp_path / "a.xlsx")
    message = refusal(tmp_path / "a.xlsx")
    assert cell in message
    assert "工作表“Sheet”" in message


def test_one_column_too_many_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [("姓名", *[None] * 299, "备注")])
    assert "301 列" in refusal(path)


def test_a_wide_and_long_sheet_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["DA1"] = "姓名"
    book.active["A150000"] = "远"
    book.save(tmp_path / "a.xlsx")
    assert "DA1" in refusal(tmp_path / "a.xlsx")


def test_a_far_cell_that_is_only_formatted_does_no_harm(tmp_path):
    book = openpyxl.Workbook()
    for row in (("姓名", "国籍"), ("KIM", "韩国")):
        book.active.append(row)
    book.active["XFD1048576"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    [table] = read_tables(tmp_path / "a.xlsx")
    assert len(table.rows) == 1


@pytest.mark.parametrize("written", [
    b"\n r = 'ZZZ3'", b'\tr="ZZZ3"', b'r="ZZZ3"', b'r="A0300000"',
])
def test_a_far_cell_is_found_however_it_is_written(tmp_path, written):
    path = repacked(TEACHERS, tmp_path / "a.xlsx", in_sheet(b'r="B3"', written))
    refusal(path)


def test_an_open_document_that_repeats_a_cell_without_end_is_refused(tmp_path):
    source = WORKBOOKS / "外籍教师台账.ods"

    def repeat(name, part):
        if name != "content.xml":
            return part
        return part.replace(
            b"</table:table>",
            b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            b'office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
            b"</table:table-row></table:table>", 1,
        )

    assert "远" in refusal(repacked(source, tmp_path / "a.ods", repeat))


def test_a_far_cell_in_a_binary_workbook_is_refused(tmp_path):
    row = bytes([0, 4]) + struct.pack("<I", 1_000_000)
    cell = bytes([5, 4]) + struct.pack("<I", 16_000)
    blank = bytes([1, 4]) + struct.pack("<I", 16_000) + b"\xff"
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as package:
        package.writestr("xl/workbook.bin", b"")
        odd = bytes([0x81, 0x81, 0])  # a kind of record in two bytes, without content
        package.writestr("xl/worksheets/sheet1.bin", odd + row + blank[:-1] + cell)
    assert "远" in refusal(tmp_path / "a.xlsb")


def test_binary_sheets_that_are_too_large_together_are_refused(tmp_path):
    cell = bytes([0, 4]) + struct.pack("<I", 199_999) + bytes([5, 4]) + struct.pack("<I", 299)
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as package:
        package.writestr("xl/workbook.bin", b"")
        package.writestr("xl/worksheets/sheet1.bin", cell + b"\x81")
    assert "范围超出上限" in refusal(tmp_path / "a.xlsb")


def test_an_external_entity_is_refused(tmp_path):
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:' + b'///etc/passwd">]><worksheet'
    path = repacked(TEACHERS, tmp_path / "a.xlsx", in_sheet(b"<worksheet", declared))
    assert "不安全" in refusal(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_that_multiply_are_refused(tmp_path, part):
    bomb = b"<!DOCTYPE a [" + b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"lol") for n in range(12)
    ) + b"]><a>&e11;</a>"

    def change(name, content):
        return b'<?xml version="1.0"?>' + bomb if name == part else content

    assert "不安全" in refusal(repacked(TEACHERS, tmp_path / "a.xlsx", change))


def test_a_declaration_hidden_in_another_encoding_is_refused(tmp_path):
    def change(name, content):
        words = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'
        return words.encode("utf-16") if name == "xl/workbook.xml" else content

    assert "不安全" in refusal(repacked(TEACHERS, tmp_path / "a.xlsx", change))

    def unmarked(name, content):
        return "<a/>".encode("utf-16-le") if name == "xl/workbook.xml" else content

    assert "已损坏" in refusal(repacked(TEACHERS, tmp_path / "b.xlsx", unmarked))


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path):
    path = repacked(
        TEACHERS, tmp_path / "a.xlsx",
        lambda name, part: part + b" " * 50_000_000 if name.endswith("sheet1.xml") else part,
    )
    assert "压缩率异常" in refusal(path)


def test_a_zip_bomb_that_lies_about_its_size_is_never_unpacked(tmp_path):
    path = repacked(
        TEACHERS, tmp_path / "a.xlsx",
        lambda name, part: part + b" " * 50_000_000 if name.endswith("sheet1.xml") else part,
    )
    data = bytearray(path.read_bytes())
    entry = data.find(b"PK\x01\x02", data.rfind(b"sheet1.xml") - 60)
    data[entry + 24:entry + 28] = struct.pack("<I", 1000)
    path.write_bytes(data)
    assert "已损坏" in refusal(path)


@pytest.mark.parametrize(("limit", "value", "what"), [
    ("UNPACKED_BYTES", 1000, "展开后"), ("PART_BYTES", 1000, "部件展开后"), ("PARTS", 3, "个部件"),
    ("FILE_BYTES", 1000, "上限是"), ("ROWS", 5, "远"), ("COLUMNS", 10, "列"),
])
def test_every_limit_is_kept(monkeypatch, limit, value, what):
    monkeypatch.setattr(limits, limit, value)
    path = WORKBOOKS / "外籍教师台账.ods" if limit == "ROWS" else TEACHERS
    assert what in refusal(path)


def test_many_damaged_copies_neither_crash_nor_hang(tmp_path):
    chance = random.Random(4)
    original = TEACHERS.read_bytes()
    path = tmp_path / "a.xlsx"
    begin = time.perf_counter()
    for _ in range(150):
        data = bytearray(original)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)])
        try:
            found = {table.file for table in read_tables(path)}
        except Unreadable as refused:
            found = {path.name} if path.name in refused.message else set()
        assert found == {path.name}
    assert time.perf_counter() - begin < 30
