"""The page of GB/T 9704-2012 as Word stores it: measures, sections, page numbers, package."""

import io
import zipfile
from functools import lru_cache

from exports.drafts.page_styles import (
    CHARACTER_SPACE,
    LINE,
    SONG,
    font_table_xml,
    fonts,
    styles_xml,
)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210.0, 297.0
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37.0, 35.0, 28.0, 26.0
TYPE_WIDTH_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM
TYPE_HEIGHT_MM = PAGE_HEIGHT_MM - TOP_MM - BOTTOM_MM

# A dash stands in the middle of its 14 pt character; the footer line is 18 pt high and its
# letters sit at the bottom, so the dash is 3.2 mm above the lower edge of the footer.
_DASH_BELOW_TYPE_MM = 7.0
_DASH_ABOVE_FOOTER_EDGE_MM = 3.2
_FOOTER_MM = BOTTOM_MM - _DASH_BELOW_TYPE_MM - _DASH_ABOVE_FOOTER_EDGE_MM
_PAGE_NUMBER_POINTS = 14
_NUMBER_BOX_MM = (8.0, 40.0)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOTERS = ("upright_odd", "upright_even", "lying_odd", "lying_even")


def twips(millimetres: float) -> int:
    """Millimetres as twips, rounded to the nearest."""
    return round(millimetres * 1440 / 25.4)


def section_xml(*, lying: bool) -> str:
    """Page size, margins, grid and page numbers of a section.

    A lying page is an upright one turned so that its head is at the binding edge: the margins
    turn with it, and the page number stays at the foot of the upright page (横排 tables).
    """
    page = (twips(PAGE_WIDTH_MM), twips(PAGE_HEIGHT_MM))
    margins = [twips(mm) for mm in (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM)]
    if lying:
        page = (page[1], page[0])
        margins = [margins[3], margins[0], margins[1], margins[2]]
    way = "lying" if lying else "upright"
    turned = ' w:orient="landscape"' if lying else ""
    return (
        "<w:sectPr>"
        f'<w:footerReference w:type="default" r:id="{way}_odd"/>'
        f'<w:footerReference w:type="even" r:id="{way}_even"/>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{page[0]}" w:h="{page[1]}"{turned}/>'
        f'<w:pgMar w:top="{margins[0]}" w:right="{margins[1]}" w:bottom="{margins[2]}" '
        f'w:left="{margins[3]}" w:header="851" w:footer="{twips(_FOOTER_MM)}" w:gutter="0"/>'
        '<w:cols w:space="425"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHARACTER_SPACE}"/>'
        "</w:sectPr>"
    )


@lru_cache(maxsize=1)
def skeleton() -> bytes:
    """A Word file with styles, fonts, settings and page numbers but an empty body.

    The footers' relationship ids are the ones `section_xml` names.
    """
    relationships = [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")]
    relationships += [(name, "footer") for name in _FOOTERS]
    parts = {
        "[Content_Types].xml": _content_types_xml(),
        "_rels/.rels": _relationships_xml([("document", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships_xml(
            [(name, kind, f"{name}.xml") for name, kind in relationships]
        ),
        "word/document.xml": f'<w:document {NAMESPACES} mc:Ignorable="w15"><w:body/></w:document>',
        "word/styles.xml": styles_xml(NAMESPACES),
        "word/fontTable.xml": font_table_xml(NAMESPACES),
        "word/settings.xml": _settings_xml(),
        "word/upright_odd.xml": _footer_xml(_number_paragraph("right")),
        "word/upright_even.xml": _footer_xml(_number_paragraph("left")),
        "word/lying_odd.xml": _footer_xml(_turned_number("right")),
        "word/lying_even.xml": _footer_xml(_turned_number("left")),
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _HEAD + text)
    return package.getvalue()


def _content_types_xml() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds |= {"fontTable": "fontTable"} | dict.fromkeys(_FOOTERS, "footer")
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships_xml(relationships: list[tuple[str, str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for name, kind, target in relationships
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _settings_xml() -> str:
    """Different odd and even footers, and line breaking as Chinese Word sets it."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="632"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>"
        f"<w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer_xml(content: str) -> str:
    return f"<w:ftr {NAMESPACES}>{content}</w:ftr>"


def _number_paragraph(side: str) -> str:
    """— 1 — in 四号 宋体, one character away from the given edge."""
    run = f"<w:r><w:rPr>{fonts(SONG)}</w:rPr>{{}}</w:r>"
    dash = f"<w:r><w:rPr>{fonts(SONG, hint=True)}</w:rPr>"
    field = "".join(
        run.format(part)
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="{_PAGE_NUMBER_POINTS * 20}"/>'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f'{dash}<w:t xml:space="preserve">— </w:t></w:r>{field}'
        f'{dash}<w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _turned_number(side: str) -> str:
    """The page number at the left edge of a lying page, its head towards the right.

    Turned upright, it stands where the other pages have theirs: odd pages at the right, which is
    the lower edge of the lying page.
    """
    across, along = _NUMBER_BOX_MM
    left = BOTTOM_MM - _DASH_BELOW_TYPE_MM - across / 2
    top = LEFT_MM if side == "left" else LEFT_MM + TYPE_WIDTH_MM - along
    emu = {
        name: round(mm * 36000)
        for name, mm in {"x": left, "y": top, "cx": across, "cy": along}.items()
    }
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice xmlns:wps="{shape}" Requires="wps"><w:drawing>'
        f'<wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{emu["x"]}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu["y"]}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu["cx"]}" cy="{emu["cy"]}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapNone/><wp:docPr id="1" name="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{shape}"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu["cx"]}" cy="{emu["cy"]}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{_number_paragraph(side)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
