"""Files written whole: a document is either complete in its place or not there at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from models.errors import UserError


def write_whole(path: Path | str, content: bytes) -> None:
    """Write `content` to `path`, replacing what was there only when all of it is on the disk.

    The bytes go to "name.part" beside the target first. Raises UserError naming the file when
    the target is open elsewhere, the folder is missing or read-only, or the disk is full; the
    old file is then untouched and no part is left behind.
    """
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        try:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as problem:
        raise _in_words(target, problem) from problem


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows does so without being asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _in_words(target: Path, problem: OSError) -> UserError:
    name = target.name
    # 32 and 33: Windows says the file is in use by another program.
    if getattr(problem, "winerror", None) in (32, 33) or problem.errno in (
        errno.EBUSY,
        errno.ETXTBSY,
    ):
        return UserError(
            f"“{name}”正被其他程序打开，无法保存。",
            "请先在 Excel、WPS 或阅读器中关闭它，再试一次。",
        )
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            f"磁盘空间不足，“{name}”没有保存。",
            f"请清理“{target.parent}”所在的磁盘，或换一个位置。",
        )
    if problem.errno == errno.EROFS:
        return UserError(
            f"“{target.parent}”所在的磁盘是只读的，“{name}”没有保存。", "请换一个位置保存。"
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return UserError(
            f"没有权限写入“{name}”，或它正被其他程序打开。",
            f"请关闭打开它的程序，或换一个位置保存（当前位置：{target.parent}）。",
        )
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return UserError(
            f"文件夹“{target.parent}”不存在，“{name}”没有保存。", "请重新选择保存位置。"
        )
    if problem.errno == errno.EISDIR:
        return UserError(f"“{name}”是一个文件夹，不能覆盖。", "请换一个文件名。")
    if problem.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return UserError(f"文件名“{name}”太长或含有不允许的字符。", "请换一个文件名。")
    return UserError(
        f"“{name}”没有保存：磁盘或网络位置出错。", "请检查磁盘和网络连接，或换一个位置保存。"
    )
