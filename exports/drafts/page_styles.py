"""Fonts, sizes and Word styles of an official document (公文), each with its Chinese font."""

from dataclasses import dataclass

LATIN_FONT = "Times New Roman"
FANG_SONG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"
TITLE_SONG = "方正小标宋简体"

# What Word and WPS may take where the first font is not installed, in this order.
_FALLBACKS = {
    FANG_SONG: "仿宋,FangSong",
    KAI: "楷体,KaiTi",
    HEI: "SimHei",
    SONG: "SimSun",
    TITLE_SONG: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋",
}

# Digits of Times are too light beside a title, and 9704 asks for 宋体 in page numbers.
_WITH_OWN_DIGITS = (TITLE_SONG, SONG)

# 二号 to 五号 in half-points.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 44, 32, 28, 24, 21

# Lines of exactly 28.95 pt: 22 of them are 18 twips lower than the type area of 225 mm, while 22
# of 29 pt are higher and only 21 would fit. Unit of LINE: twips.
LINE = 579
# The grid shown in Word's page setup: 28 characters on 156 mm are 15.79 pt each; unit 1/4096 pt.
CHARACTER_SPACE = -848
CHARACTER = round(20 * (16 + CHARACTER_SPACE / 4096))
"""Width of one full-width body character in a full line, in twips."""
# LibreOffice gives every character two cells of a grid narrower than the font, so the text itself
# is taken off the grid and set closer by this many twips; full lines are justified and hold the
# same 28 characters everywhere. At -5 LibreOffice's rounding lets only 27 into a line.
_CLOSER = -6

_FIRST_LINE = f'<w:ind w:firstLineChars="200" w:firstLine="{CHARACTER * 2}"/>'
_CENTRED = '<w:jc w:val="center"/>'
_TOP_LEVEL = '<w:outlineLvl w:val="0"/>'
_PLAIN_DIGITS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_CELL_LINE = '<w:spacing w:line="264" w:lineRule="auto"/>'


@dataclass(frozen=True, kw_only=True)
class PageStyle:
    """One paragraph style; `layout` is the content of its w:pPr in the order the schema demands."""

    id: str
    name: str
    font: str
    size: int = SIZE_3
    layout: str = ""
    based_on: str = "Normal"
    following: str = ""


def spacing(*, before: int = 0, after: int = 0, line: int = LINE) -> str:
    """Exact lines with room around the paragraph; whole lines keep the page on its 22-line grid."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def fonts(font: str, *, hint: bool = False) -> str:
    """w:rFonts for Chinese in `font` and, but for titles and page numbers, Latin in Times.

    With the hint, quotation marks, dashes and ellipses are taken for Chinese, full width.
    """
    hinted = ' w:hint="eastAsia"' if hint else ""
    latin = font if font in _WITH_OWN_DIGITS else LATIN_FONT
    return (
        f'<w:rFonts{hinted} w:ascii="{latin}" w:hAnsi="{latin}" '
        f'w:eastAsia="{font}" w:cs="{LATIN_FONT}"/>'
    )


_NORMAL = PageStyle(
    id="Normal",
    name="Normal",
    font=FANG_SONG,
    layout=f'<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>{spacing()}<w:jc w:val="both"/>',
    based_on="",
)
_BODY = PageStyle(id="BodyText", name="Body Text", font=FANG_SONG, layout=_FIRST_LINE)
_HEADINGS = tuple(
    PageStyle(
        id=f"Heading{level}",
        name=f"heading {level}",
        font=font,
        layout=f'<w:keepNext/>{_FIRST_LINE}<w:outlineLvl w:val="{level - 1}"/>',
        following="BodyText",
    )
    for level, font in ((1, HEI), (2, KAI), (3, FANG_SONG), (4, FANG_SONG))
)
_HEAD_OF_PAPER = (
    PageStyle(
        id="Title",
        name="Title",
        font=TITLE_SONG,
        size=SIZE_2,
        layout=f"<w:keepNext/>{spacing(before=LINE, after=LINE)}{_CENTRED}",
        following="BodyText",
    ),
    PageStyle(
        id="Subtitle",
        name="Subtitle",
        font=KAI,
        layout=f"<w:keepNext/>{spacing(after=LINE)}{_CENTRED}",
        following="BodyText",
    ),
    PageStyle(id="Salutation", name="Salutation", font=FANG_SONG, following="BodyText"),
    PageStyle(
        id="Part",
        name="部分标题",
        font=HEI,
        layout=f"<w:keepNext/>{spacing(before=LINE, after=LINE)}{_CENTRED}{_TOP_LEVEL}",
        following="BodyText",
    ),
)
_FOOT_OF_PAPER = (
    PageStyle(id="AttachmentNote", name="附件说明", font=FANG_SONG, layout=_PLAIN_DIGITS),
    PageStyle(
        id="Signature", name="Signature", font=FANG_SONG, layout=f"<w:keepNext/>{_PLAIN_DIGITS}"
    ),
    PageStyle(id="Date", name="Date", font=FANG_SONG, layout=_PLAIN_DIGITS),
    PageStyle(
        id="AnnexMark",
        name="附件标识",
        font=HEI,
        layout=f"<w:keepNext/><w:pageBreakBefore/>{_PLAIN_DIGITS}",
        following="AnnexTitle",
    ),
    PageStyle(
        id="AnnexTitle",
        name="附件标题",
        font=TITLE_SONG,
        size=SIZE_2,
        layout=f"<w:keepNext/>{spacing(before=LINE, after=LINE)}{_CENTRED}{_TOP_LEVEL}",
        following="BodyText",
    ),
    PageStyle(
        id="Footer",
        name="footer",
        font=SONG,
        size=SIZE_4,
        layout=f"{spacing(line=360)}",
    ),
    # Stands behind a table or carries a section break. A full page has 17 twips left: it must fit.
    PageStyle(
        id="Hairline",
        name="细行",
        font=FANG_SONG,
        size=2,
        layout=f"{spacing(line=14)}",
    ),
)
_TABLES = (
    PageStyle(
        id="TableCaption",
        name="表题",
        font=HEI,
        size=SIZE_SMALL_4,
        layout=f"<w:keepNext/>{_CENTRED}",
    ),
    PageStyle(
        id="TableHeader",
        name="表头",
        font=HEI,
        size=SIZE_SMALL_4,
        layout=f"<w:keepNext/>{_CELL_LINE}{_CENTRED}",
    ),
    PageStyle(
        id="TableText",
        name="表文",
        font=FANG_SONG,
        size=SIZE_SMALL_4,
        layout=f'{_CELL_LINE}<w:jc w:val="left"/>',
    ),
    PageStyle(
        id="TableNote",
        name="表注",
        font=FANG_SONG,
        size=SIZE_5,
        layout=f"{spacing(before=80, after=200, line=320)}",
    ),
)
PARAGRAPH_STYLES = (_NORMAL, _BODY, *_HEAD_OF_PAPER, *_HEADINGS, *_FOOT_OF_PAPER, *_TABLES)
STYLE_FONTS = {style.id: style.font for style in PARAGRAPH_STYLES}


def styles_xml(namespaces: str) -> str:
    """word/styles.xml: the paragraph styles and the one table style."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG_SONG)}"
        f'<w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    written = "".join(_paragraph_style_xml(style) for style in PARAGRAPH_STYLES)
    return f"<w:styles {namespaces}>{defaults}{written}{_table_style_xml()}</w:styles>"


def _paragraph_style_xml(style: PageStyle) -> str:
    default = "" if style.based_on else ' w:default="1"'
    based_on = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    closer = _CLOSER if style.size == SIZE_3 else 0
    own_name = "" if style.name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{own_name} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based_on}{following}<w:qFormat/>'
        f"<w:pPr>{style.layout}</w:pPr><w:rPr>{fonts(style.font)}"
        f'<w:snapToGrid w:val="0"/><w:spacing w:val="{closer}"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _table_style_xml() -> str:
    """Thin lines inside, a stronger frame; 0.5 pt and 1 pt."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="auto"/>'
        for side, width in (
            ("top", 8),
            ("left", 8),
            ("bottom", 8),
            ("right", 8),
            ("insideH", 4),
            ("insideV", 4),
        )
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    return (
        '<w:style w:type="table" w:default="1" w:customStyle="1" w:styleId="OfficialTable">'
        '<w:name w:val="公文表格"/><w:qFormat/>'
        f"<w:rPr>{fonts(FANG_SONG)}</w:rPr>"
        f'<w:tblPr><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def font_table_xml(namespaces: str) -> str:
    """word/fontTable.xml: the fonts with the names Word may replace them by."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _FALLBACKS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN_FONT}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return f"<w:fonts {namespaces}>{entries}{latin}</w:fonts>"
