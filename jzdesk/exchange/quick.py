"""The cells of a sheet whose XML is as plain as programs write it, taken out by one pattern.

A call for every tag is what reading a sheet costs. Where the rows of a sheet hold nothing but plain cells,
expat looks at all of it by itself, without a call, and the cells are found by their text. It is the same
cells that a look at every tag would find, or none: where anything else stands among the rows, or something
by which one text could be taken for another, `cells` says so, and the sheet is read tag by tag.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jzdesk.exchange import gate
from jzdesk.exchange.cells import Written

_START, _END = b"<sheetData>", b"</sheetData>"
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([a-zA-Z]+)")?>'
    rb'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
)
_WRITTEN = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="[0-9]{1,9}")? t="'
    r'(?:n"><v>([^<]+)</v>|inlineStr"><is><t(?: xml:space="preserve")?>([^<]+)</t></is>)</c>'
)
_A_CELL = "\1"
_ROWS = re.compile(
    r'(?:<row r="[0-9]{1,7}"(?: ht="[0-9.]{1,9}")?(?: customHeight="1")?>'
    r'(?:\x01|<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?(?: t="n")? ?/>)*</row>)*'
)
"""Rows of our own, with a sign (`_A_CELL`) in the place of each cell that holds anything."""
_SIGNS = bytes(ord(" ") if n == ord("&") or (n < ord(" ") and n not in b"\t\n") else n for n in range(256))
"""Puts something else in the place of what no text has as it stands: signs that XML forbids or changes."""
_LONGEST = 1_000_000
_SHORTEST = len('<c r="A1" t="n"><v>1</v></c>')
_SIZE = re.compile(rb'(?<=</sheetPr>)<dimension ref="[A-Z0-9:]{1,23}" ?/>')
_WIDTHS = re.compile(rb'<cols>(?:<col(?: [A-Za-z]+="[^"<&]*")+ ?/>)+</cols>$')
_MERGES = re.compile(
    rb'<mergeCells(?: count="[0-9]+")?>'
    rb'(?:<mergeCell ref="[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}" ?/>)+</mergeCells>'
)
_REF = re.compile(rb'ref="([^"]+)"')
_DECLARED = re.compile(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>'
)
_OTHER = (
    (b"!", b"<!"), (b"?", b"<?"), (b"&", b""), (b"\r", b""), (b"", b"xmlns"), (b"", b"mergeCell"),
    (b"", b"sheetData"),
)  # fmt: skip
"""What no plain row holds: comments and the like, references, line ends that XML changes, namespaces, and
what has its place outside of rows; before it a rare sign of it, for which looking costs next to nothing."""

Found = list[tuple[bytes, bytes, bytes, bytes, bytes, bytes]]
"""Column, row, style, kind, value and inline text of each cell, each empty where there is none."""


class Plain(NamedTuple):
    """A plain sheet: its cells, in either form; their rows; the merged areas beside them; what is left of it.

    What is left of a sheet of ours is the same for most sheets of all files.
    """

    found: Found
    written: Written | None
    source: str
    merges: list[str]
    rest: bytes


def cells(part: bytes, most: int, *, bare: bool = False) -> Plain | None:
    """Return the cells of a sheet.

    None for one that is not plain, or has more than so many cells: it is left before all of them are read.
    Where no number has a format that makes something else of it (`bare`), and all cells are as our own writer
    puts them down, they come in that form.
    """
    start, end = part.find(_START) + len(_START), part.rfind(_END)
    if not len(_START) <= start <= end:
        return None
    rows, rest = part[start:end], part[:start] + part[end:]
    declared = _DECLARED.match(rest)
    around = rest[declared.end() :] if declared else rest
    if b"<!" in around or b"<?" in around or rest.count(b"sheetData") != 2:
        return None
    source, written = _written(rows, most) if bare else ("", None)
    found = _found(rows, most) if written is None else []
    if found is None:
        return None
    gate.pass_over(part if written is None else rest)
    merges, behind = _without_merges(part[end:])
    return Plain(found, written, source, merges, _without_sizes(part[:start]) + behind)


def _found(rows: bytes, most: int) -> Found | None:
    """Return the cells of rows; None where they are not all plain, or too many."""
    number = rows.count(b"</c")
    if number > most or any(sign in rows and other in rows for sign, other in _OTHER):
        return None
    found = _CELL.findall(rows)
    return found if number == len(found) else None


def _written(rows: bytes, most: int) -> tuple[str, Written | None]:
    """Return the rows as text with their cells in the form of our own writer.

    None for the cells where anything has another form, two have one place, or they are too many. Rows of that
    form alone are well formed: what XML forbids in a text, or gives another meaning, is none of it.
    """
    if len(rows) > most * _SHORTEST and rows.count(b"</c") > most:  # few are not counted
        return "", None
    rare = ((b"]", b"]]>"), (b"_", b"_x"))
    if rows.translate(_SIGNS) != rows or any(sign in rows and other in rows for sign, other in rare):
        return "", None
    try:
        source = str(rows, "utf-8")
    except UnicodeDecodeError:
        return "", None
    pieces = _WRITTEN.split(source)
    addresses = pieces[1::4]
    between = _A_CELL.join(pieces[0::4])
    if len(between) > _LONGEST or len(addresses) > most or len(addresses) != len(set(addresses)):
        return "", None
    if _ROWS.fullmatch(between) is None or any(sign in source for sign in "\ufffe\uffff"):
        return "", None
    return source, list(zip(addresses, pieces[2::4], pieces[3::4], strict=True))


def _without_sizes(before: bytes) -> bytes:
    """Return what stands before the rows without what says how large the sheet and its columns are."""
    found = _WIDTHS.search(before, 0, len(before) - len(_START))
    bare = before if found is None else before[: found.start()] + before[found.end() :]
    return _SIZE.sub(b"", bare, 1)


def _without_merges(behind: bytes) -> tuple[list[str], bytes]:
    """Return the merged areas told of behind the rows, and what stands there beside them."""
    found = _MERGES.match(behind, len(_END))
    if found is None:
        return [], behind
    return [str(area, "ascii") for area in _REF.findall(found[0])], behind[: len(_END)] + behind[
        found.end() :
    ]
