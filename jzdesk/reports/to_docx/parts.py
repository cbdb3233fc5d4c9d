"""The parts of a Word file that are the same in every one: styles, settings, fonts, and who made it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from jzdesk.reports.to_docx.wml import FANGSONG, HEI, KAITI, SONG, XIAOBIAOSONG, W, clean

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_CLOSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'


def styles() -> bytes:
    """Return the styles: the text in 宋体, headings in 黑体, Chinese, no room that nobody asked for.

    Word's own room between Chinese and Latin letters is off: it would make figures wider than their columns.
    Figures count as English, as in Word's own Chinese files: taken for Chinese they are broken anywhere.
    """
    made = [
        _style(
            "Normal", "Normal", default=True, lines=_CLOSE, letters='<w:sz w:val="21"/><w:szCs w:val="21"/>'
        ),
        _style("Heading1", "heading 1", HEI, lines='<w:keepNext/><w:outlineLvl w:val="0"/>'),
        _style("Heading2", "heading 2", HEI, lines='<w:keepNext/><w:outlineLvl w:val="1"/>'),
        _style("Heading3", "heading 3", HEI, lines='<w:keepNext/><w:outlineLvl w:val="2"/>'),
        _style("Caption", "caption", HEI),
        _style("Header", "header"),
        _style("Footer", "footer"),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>",
    ]
    return _part(
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}'
        '<w:kern w:val="0"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        + "".join(made) + "</w:styles>"
    )  # fmt: skip


def _style(
    code: str, name: str, face: str = "", *, default: bool = False, letters: str = "", lines: str = ""
) -> str:
    own = (_fonts(face) if face else "") + letters
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"' + ' w:default="1"' * default
        + f'><w:name w:val="{name}"/>' + '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>' * (not default)
        + "<w:qFormat/>" + (f"<w:pPr>{lines}</w:pPr>" if lines else "")
        + (f"<w:rPr>{own}</w:rPr>" if own else "") + "</w:style>"
    )  # fmt: skip


def _fonts(face: str) -> str:
    return "<w:rFonts" + "".join(f' w:{a}="{face}"' for a in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"


def settings() -> bytes:
    """Return the settings: laid out as Word 2013 and later do, signs squeezed as in Chinese print."""
    place = "http://schemas.microsoft.com/office/word"
    return _part(
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{place}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def fonts() -> bytes:
    """Return what Word should know of the faces where it does not have them."""
    faces = (
        (SONG, "SimSun", "02010600030101010101"), (HEI, "SimHei", "02010609060101010101"),
        (FANGSONG, "仿宋_GB2312", "02010609060101010101"), (KAITI, "楷体_GB2312", "02010609060101010101"),
        (XIAOBIAOSONG, "FZXiaoBiaoSong-B05S", "02010601030101010101"),
    )  # fmt: skip
    return _part(
        f'<w:fonts xmlns:w="{W}">'
        + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{shape}"/>'
            '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
            for name, other, shape in faces
        )
        + "</w:fonts>"
    )


def core(title: str, author: str) -> bytes:
    """Return title, author and language; no time stands in it."""
    return _part(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{clean(title)}</dc:title><dc:creator>{clean(author)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def application(name: str) -> bytes:
    """Return which program made the file."""
    place = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _part(f'<Properties xmlns="{place}"><Application>{escape(name)}</Application></Properties>')


def _part(xml: str) -> bytes:
    return (_HEAD + xml).encode()
