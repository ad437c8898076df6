"""How the cells of somebody else's workbook look: letters, ground, lines, number formats.

Only for showing the template in the window; filling never touches any of it.
"""

from __future__ import annotations

import colorsys
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exports.template_reading import CellValue, Template, local, parse


@dataclass(frozen=True)
class Look:
    """One cell format. size: points; ink, ground: #rrggbb, blank for the usual; lines: weight of
    left, top, right and bottom border in pixels, 0 for none."""

    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    ink: str = ""
    ground: str = ""
    across: str = "general"
    upright: str = "bottom"
    wraps: bool = False
    lines: tuple[int, int, int, int] = (0, 0, 0, 0)
    number_format: str = "General"


PLAIN = Look()
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d",
    31: "yyyy年m月d日", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 57: "yyyy年m月",
}
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
                "accent6", "hlink", "folHlink")
_THICK = {"medium": 2, "thick": 2, "double": 2, "mediumDashed": 2}


def looks(template: Template) -> list[Look]:
    """The formats of the workbook by style number; empty where it keeps none."""
    with zipfile.ZipFile(io.BytesIO(template.data)) as package:
        folder = posixpath.dirname(template.book_part)
        names = {name.lower(): name for name in package.namelist()}
        styles = names.get(f"{folder}/styles.xml".lstrip("/").lower())
        theme = names.get(f"{folder}/theme/theme1.xml".lstrip("/").lower())
        if styles is None:
            return []
        colours = _theme(parse(package.read(theme))) if theme else []
        return _Styles(parse(package.read(styles)), colours).looks()


def _theme(root: Any) -> list[str]:
    found: dict[str, str] = {}
    for element in root.iter():
        if local(element) in _THEME_ORDER:
            for child in element:
                found[local(element)] = child.get("lastClr") or child.get("val") or ""
    return [found.get(name, "") for name in _THEME_ORDER]


class _Styles:
    """The styles part, read once."""

    def __init__(self, root: Any, theme: list[str]) -> None:
        self._theme = theme
        self._parts: dict[str, Any] = {local(child): child for child in root}
        self._formats = dict(_BUILT_IN)
        for element in self._parts.get("numFmts", ()):
            if local(element) == "numFmt":
                self._formats[int(element.get("numFmtId"))] = element.get("formatCode", "")

    def looks(self) -> list[Look]:
        fonts = [self._font(e) for e in self._parts.get("fonts", ()) if local(e) == "font"]
        fills = [self._fill(e) for e in self._parts.get("fills", ()) if local(e) == "fill"]
        borders = [_lines(e) for e in self._parts.get("borders", ()) if local(e) == "border"]
        made = []
        for element in self._parts.get("cellXfs", ()):
            if local(element) != "xf":
                continue
            font = _nth(fonts, element.get("fontId"), {})
            alignment: Any = next((c for c in element if local(c) == "alignment"), {})
            made.append(Look(
                **font, ground=_nth(fills, element.get("fillId"), ""),
                lines=_nth(borders, element.get("borderId"), (0, 0, 0, 0)),
                across=alignment.get("horizontal", "general"),
                upright=alignment.get("vertical", "bottom"),
                wraps=alignment.get("wrapText") in ("1", "true"),
                number_format=self._formats.get(int(element.get("numFmtId") or 0), "General"),
            ))
        return made

    def _font(self, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for child in element:
            name, value = local(child), child.get("val")
            if name == "sz":
                found["size"] = float(value or 11)
            elif name in ("b", "i"):
                found["bold" if name == "b" else "italic"] = value not in ("0", "false")
            elif name == "u":
                found["underlined"] = value != "none"
            elif name == "color":
                found["ink"] = self._colour(child)
        return found

    def _fill(self, element: Any) -> str:
        for pattern in element:
            if local(pattern) == "patternFill" and pattern.get("patternType") == "solid":
                for child in pattern:
                    if local(child) == "fgColor":
                        return self._colour(child)
        return ""

    def _colour(self, element: Any) -> str:
        words = ""
        if element.get("rgb"):
            words = element.get("rgb")[-6:]
        elif element.get("theme") is not None:
            words = _nth(self._theme, element.get("theme"), "")
        elif element.get("indexed") is not None:
            from openpyxl.styles.colors import COLOR_INDEX

            words = _nth(list(COLOR_INDEX), element.get("indexed"), "")[-6:]
        if not re.fullmatch("[0-9A-Fa-f]{6}", words):
            return ""
        return _tinted(words, float(element.get("tint") or 0))


def _nth(found: list[Any], at: str | None, otherwise: Any) -> Any:
    number = int(at or 0)
    return found[number] if 0 <= number < len(found) else otherwise


def _tinted(words: str, tint: float) -> str:
    if not tint:
        return f"#{words.lower()}"
    red, green, blue = (int(words[i:i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    back = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), full)
    return "#" + "".join(f"{round(part * 255):02x}" for part in back)


def _lines(element: Any) -> tuple[int, int, int, int]:
    weights = {
        local(child): _THICK.get(child.get("style"), 1 if child.get("style") else 0)
        for child in element
    }
    left, right = weights.get("left", weights.get("start", 0)), weights.get("right", 0)
    return left, weights.get("top", 0), right or weights.get("end", 0), weights.get("bottom", 0)


def shown(value: CellValue, number_format: str) -> str:
    """A value as the sheet shows it: thousands, decimals, per cent and dates of its format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    pattern = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", number_format.partition(";")[0])
    if re.search("[ymd年月日]", pattern, re.IGNORECASE) and "General" not in pattern:
        return _as_date(value, pattern)
    if not re.search("[0#]", pattern):
        return f"{value.normalize() + 0:f}" if value == value.to_integral() else f"{value:.10g}"
    number = value * 100 if "%" in pattern else value
    decimals = len(re.sub("[^0#]", "", pattern.partition(".")[2]))
    number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    words = f"{number:,f}" if "," in pattern else f"{number:f}"
    return words + ("%" if "%" in pattern else "")


def _as_date(value: Decimal, pattern: str) -> str:
    try:
        day = date(1899, 12, 30) + timedelta(days=int(value))
    except OverflowError:
        return f"{value:f}"
    if "d" not in pattern.lower() and "日" not in pattern:
        return f"{day.year}年{day.month}月"
    return f"{day.year}-{day.month:02}-{day.day:02}"
