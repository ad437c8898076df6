"""What a file is, by its first bytes rather than by its name; and what no attachment may be."""

from __future__ import annotations

from pathlib import PurePath

from models import pdf_pages
from models.errors import UserError

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"
_MAGIC = (
    (b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"), (b"BM", "image/bmp"), (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_BY_SUFFIX = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".wps": "application/wps",
    ".ppt": "application/vnd.ms-powerpoint", ".zip": "application/zip", ".txt": "text/plain",
    ".csv": "text/csv", ".ofd": "application/ofd", ".heic": "image/heic", ".eml": "message/rfc822",
}
_PROMISED = {
    ".pdf": PDF, ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".gif": "image/gif", ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff",
    ".webp": "image/webp",
}
"""What a name promises that the content must keep."""
_ZIPPED = (".docx", ".xlsx", ".pptx", ".zip", ".ofd")
_PROGRAMS = (
    ".exe", ".msi", ".bat", ".cmd", ".com", ".scr", ".lnk", ".vbs", ".js", ".ps1", ".jar", ".dll",
)
WORDS = {
    PDF: "PDF", "image/png": "PNG 图片", "image/jpeg": "JPG 图片", "image/gif": "GIF 图片",
    "image/bmp": "BMP 图片", "image/tiff": "TIFF 图片", "image/webp": "WEBP 图片",
    "text/plain": "文本", "text/csv": "CSV 表格", "application/zip": "压缩包",
    _BY_SUFFIX[".docx"]: "Word 文档", _BY_SUFFIX[".doc"]: "Word 文档", _BY_SUFFIX[".wps"]: "WPS 文字",
    _BY_SUFFIX[".xlsx"]: "Excel 表格", _BY_SUFFIX[".xls"]: "Excel 表格",
    _BY_SUFFIX[".pptx"]: "演示文稿", _BY_SUFFIX[".ppt"]: "演示文稿",
    "application/ofd": "OFD 版式文件", "image/heic": "HEIC 照片", "message/rfc822": "邮件",
}


def recognise(file_name: str, content: bytes) -> tuple[str, int | None]:
    """Media type and, for a PDF that opens, its pages.

    Raises UserError for a program, and for a file that is not what its name promises: a scan that
    was cut off while copying is better noticed today than when it is asked for.
    """
    suffix = PurePath(file_name).suffix.lower()
    if suffix in _PROGRAMS or content.startswith((b"MZ", b"\x7fELF")):
        raise UserError(f"“{file_name}”是程序或快捷方式，不能作为附件。", "附件只收扫描件、照片和办公文件。")
    found = _by_content(content)
    promised = _PROMISED.get(suffix)
    if promised and found != promised and not (found or "").startswith("image/"):
        raise _broken(file_name, promised)
    if suffix in _ZIPPED and not content.startswith(b"PK"):
        raise _broken(file_name, _BY_SUFFIX[suffix])
    if found != PDF:
        return found or _BY_SUFFIX.get(suffix, UNKNOWN), None
    try:
        return PDF, pdf_pages.count(content)
    except pdf_pages.LockedPdf:
        return PDF, None
    except ValueError as error:
        raise _broken(file_name, PDF) from error


def words_of(media_type: str | None, file_name: str | None = None) -> str:
    """PDF, JPG 图片, or the suffix of the name in capitals."""
    suffix = PurePath(file_name or "").suffix.lstrip(".").upper()
    return WORDS.get(media_type or "", f"{suffix} 文件" if suffix else "文件")


def is_image(media_type: str | None) -> bool:
    """Whether it is a picture (of a kind the window may be able to show)."""
    return (media_type or "").startswith("image/")


def _by_content(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    # A PDF may begin with some other bytes; the readers allow for a kilobyte.
    if b"%PDF-" in content[:1024]:
        return PDF
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)


def _broken(file_name: str, promised: str) -> UserError:
    kind = WORDS.get(promised, "文件")
    return UserError(f"“{file_name}”不是完整的{kind}，没有添加。", "文件可能没有复制完或已损坏，请重新扫描或重新保存。")
