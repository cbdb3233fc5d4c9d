"""What stands above and below every page: 练习 and 草稿, the running title, page numbers, the 校验码."""

from __future__ import annotations

import re

from jzdesk.reports.document import CENTRE, RIGHT, Document, Section, Sides
from jzdesk.reports.to_docx.flow import Frame, sides
from jzdesk.reports.to_docx.wml import HEI, Set, look, paragraph, run, spacer
from jzdesk.words import say

_MARK, _NUMBER, _CODE = 11.0, 9.0, 8.0
_COUNTED = {"NUMBER": "PAGE", "TOTAL": "NUMPAGES"}


def head(document: Document, running: Sides | None, width: float) -> str:
    """Return what stands above a page `width` points wide."""
    marks = [say("reports.pdf.practice")] * document.practice + [say("reports.pdf.draft")] * document.draft
    found = ""
    if marks:
        how = Set(_MARK * 1.3, CENTRE, style="Header")
        found = paragraph(run("　".join(marks), _MARK, HEI), how, _MARK)
    if running is not None:
        found += sides(running, Frame(width, 0)).xml
    return found or spacer()


def foot(document: Document, section: Section, width: float) -> str:
    """Return the page's number between the 校验码 of the whole and that of the form, or 草稿."""
    left = ""
    if document.draft:
        left = run(say("reports.pdf.draft"), _NUMBER, HEI)
    elif document.code:
        left = run(say("reports.pdf.code", code=document.code), _CODE)
    right = run(say("reports.pdf.form_code", code=section.code), _CODE, tab=True) if section.code else ""
    how = Set(_NUMBER * 1.3, stops=((width / 2, CENTRE), (width, RIGHT)), style="Footer")
    return paragraph(left + run("", _NUMBER, tab=True) + _page_number() + right, how, _NUMBER)


def _page_number() -> str:
    """Return the sentence with the page's number, the numbers as fields that Word fills in."""
    text = say("reports.pdf.page", number="{NUMBER}", total="{TOTAL}")
    parts = re.split(r"\{([A-Z]+)\}", text)
    return "".join(_field(_COUNTED[p]) if p in _COUNTED else run(p, _NUMBER) for p in parts)


def _field(name: str) -> str:
    marks = ["begin", "separate", "end"]
    begin, separate, end = (
        f'<w:r>{look(_NUMBER)}<w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks
    )
    code = f'<w:r>{look(_NUMBER)}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return begin + code + separate + run("1", _NUMBER) + end
