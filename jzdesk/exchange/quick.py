"""The cells of a sheet whose XML is as plain as programs write it, taken out by one pattern.

A call for every tag is what reading a sheet costs. Where the rows of a sheet hold nothing but plain cells,
expat looks at all of it by itself, without a call, and the cells are found by their text. It is the same
cells that a look at every tag would find, or none: where anything else stands among the rows, or something
by which one text could be taken for another, `cells` says so, and the sheet is read tag by tag.
"""

from __future__ import annotations

import re

from jzdesk.exchange import gate

_START, _END = b"<sheetData>", b"</sheetData>"
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([a-zA-Z]+)")?>'
    rb'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
)
_DECLARED = re.compile(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>'
)
_OTHER = (b"<!", b"<?", b"&", b"\r", b"xmlns", b"mergeCell")
"""What no plain row holds: comments and the like, references, line ends that XML changes, namespaces, and
what has its place outside of rows."""

Found = list[tuple[bytes, bytes, bytes, bytes, bytes, bytes]]
"""Column, row, style, kind, value and inline text of each cell, each empty where there is none."""


def cells(part: bytes, most: int) -> tuple[bytes, Found] | None:
    """Return what is left of a sheet without its rows, and their cells.

    None for one that is not plain, or has more than so many cells: it is left before all of them are read.
    """
    start, end = part.find(_START) + len(_START), part.find(_END)
    if not len(_START) <= start <= end or part.count(b"sheetData") != 2:
        return None
    rows, rest = part[start:end], part[:start] + part[end:]
    declared = _DECLARED.match(rest)
    around = rest[declared.end() :] if declared else rest
    if any(other in rows for other in _OTHER) or b"<!" in around or b"<?" in around:
        return None
    number = rows.count(b"</c")
    if number > most:
        return None
    found: Found = _CELL.findall(rows)
    if number != len(found):
        return None
    gate.pass_over(part)
    return rest, found
