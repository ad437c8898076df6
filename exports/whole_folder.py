"""A folder that leaves the program: written as "name.part" and renamed, or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exports.files import write_whole
from exports.handing_over import About, leaving_folder
from models.errors import UserError


@dataclass(frozen=True)
class WholeFolder:
    """path: where it will stand; its files lie in `part` until the last one is written."""

    path: Path
    part: Path

    def write(self, place: str, content: bytes) -> None:
        """One file; place: its way below the folder, with slashes."""
        path = self.part.joinpath(*place.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


@contextmanager
def whole_folder(target: Path, name: str, about: About) -> Iterator[WholeFolder]:
    """A new folder in `target`, numbered when the name is taken; one row of the export log.

    After a failure or 取消 nothing is left. Raises UserError when it cannot be written.
    """
    path = _free(target, name)
    part = path.with_name(path.name + ".part")
    try:
        with leaving_folder(path, about):
            part.mkdir(parents=True)
            yield WholeFolder(path, part)
            os.replace(part, path)
    except OSError as error:
        raise UserError(f"没有导出：“{target}”写不进去。", "请检查磁盘空间和权限，或换一个位置。") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _free(target: Path, name: str) -> Path:
    if not target.is_dir():
        raise UserError(f"文件夹“{target}”不存在。", "请重新选择导出位置。")
    folder, number = target / name, 2
    while folder.exists() or folder.with_name(folder.name + ".part").exists():
        folder, number = target / f"{name}({number})", number + 1
    return folder
