"""Word's XML for one picture with its caption."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from exports.drafts.blocks import Picture
from exports.drafts.lettering import clean
from exports.drafts.word_xml import HAIRLINE, paragraph_xml

_EMU_PER_MM = 36000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = (
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
    f'xmlns:pic="{_DRAWING}/picture"'
)


def picture_xml(picture: Picture, relation: str, *, number: int) -> str:
    """The picture in a centred line of its own; caption and note below stay on its page.

    relation: where the file keeps the picture. number: unlike that of any other in the paper.
    """
    wide, high = (round(mm * _EMU_PER_MM) for mm in (picture.width_mm, picture.height_mm))
    size = f'cx="{wide}" cy="{high}"'
    told = quoteattr(clean(picture.description))
    name = quoteattr(clean(picture.caption) or f"图{number}")
    drawing = (
        f'<w:drawing {_NAMESPACES}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name={name} descr={told}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name} descr={told}/><pic:cNvPicPr/>'
        '</pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    # The style of table captions keeps with the next line; its exact line would cut a picture off.
    line = '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
    shown = (
        f'<w:p><w:pPr><w:pStyle w:val="TableCaption"/>{line}</w:pPr><w:r>{drawing}</w:r></w:p>'
    )
    held = "<w:keepNext/>" if picture.note else '<w:keepNext w:val="0"/>'
    caption = paragraph_xml("TableCaption", picture.caption, layout=held)
    note = paragraph_xml("TableNote", picture.note) if picture.note else HAIRLINE
    return shown + caption + note
