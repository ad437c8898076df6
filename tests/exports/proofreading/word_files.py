"""Word files as different programs write them, put together from their bare parts."""

from __future__ import annotations

import io
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/{main}"/></Relationships>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="自定标题"/>'
    '<w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
)


def text(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; words without a tag become a run."""
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(one if one.startswith("<") else text(one) for one in inside)
    return f"<w:p><w:pPr>{chosen}{properties}</w:pPr>{runs}</w:p>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of cells."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell of paragraphs; words without a tag become one."""
    blocks = "".join(one if one.startswith("<") else paragraph(one) for one in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def word_file(
    *blocks: str, footnotes: str = "", main: str = "document.xml", space: str = SPACE,
) -> bytes:
    """A .docx with these blocks in its body."""
    declared = f'xmlns:w="{space}" xmlns:mc="x-mc" xmlns:wps="x-wps"'
    body = f"<w:document {declared}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    parts = {
        "_rels/.rels": _RELATIONS.format(main=main), f"word/{main}": body,
        "word/styles.xml": f"<w:styles {declared}>{STYLES}</w:styles>",
    }
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {declared}>{footnotes}</w:footnotes>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
