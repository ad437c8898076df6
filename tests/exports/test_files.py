"""A file is there whole or not at all, and a failure says which file and what to do."""

from __future__ import annotations

import errno
import os
import resource
import signal

import pytest

from exports.files import write_whole
from models.errors import UserError


def test_the_file_holds_what_was_written_and_no_part_is_left(tmp_path):
    target = tmp_path / "在读证明.pdf"

    write_whole(target, b"paper")

    assert target.read_bytes() == b"paper"
    assert list(tmp_path.iterdir()) == [target]


def test_an_older_file_is_replaced(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old and longer")

    write_whole(target, b"new")

    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match=r"不存在，“a\.pdf”没有保存"):
        write_whole(tmp_path / "没有" / "a.pdf", b"paper")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "a.pdf").mkdir()

    with pytest.raises(UserError, match=r"“a\.pdf”是一个文件夹"):
        write_whole(tmp_path / "a.pdf", b"paper")

    assert list(tmp_path.iterdir()) == [tmp_path / "a.pdf"]


def test_a_file_too_large_for_the_disk_is_refused_and_the_old_one_kept(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(UserError, match=r"“a\.pdf”没有保存"):
            write_whole(target, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_the_disk_does_not_take_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="太长"):
        write_whole(tmp_path / ("长" * 200 + ".pdf"), b"paper")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "只读"),
        (errno.EBUSY, "正被其他程序打开"),
        (errno.EIO, "磁盘或网络位置出错"),
    ],
)
def test_every_refusal_of_the_system_is_said_in_words_with_the_name(
    tmp_path, monkeypatch, number, words
):
    def refuse(*_places: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(UserError, match=words) as caught:
        write_whole(tmp_path / "名册.xlsx", b"paper")

    assert "名册.xlsx" in caught.value.message
    assert caught.value.remedy
    assert list(tmp_path.iterdir()) == []
