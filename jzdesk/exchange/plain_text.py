"""The words of a document from outside, line by line: `.docx`, `.pdf` with text in it, or plain text.

Which it is its first bytes say, not its name. For the reading child alone.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import gate
from jzdesk.words import say

MAX_LINES, MAX_CHARACTERS = 20_000, 2_000_000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_text(data: bytes) -> dict[str, Any]:
    """Return the lines of a document; refuse what has none, each with its own sentence."""
    if not data:
        raise gate.refused("empty")
    if len(data) > gate.MAX_FILE:
        raise gate.refused("too_large", limit=gate.MAX_FILE // 1024 // 1024)
    if data.startswith(_OLE):
        raise _refused("old")
    if data.startswith(b"%PDF-"):
        lines = _of_pdf(data)
    elif zipfile.is_zipfile(io.BytesIO(data)):
        lines = _of_word(data)
    else:
        lines = _of_text(data)
    kept = [text for line in lines if (text := " ".join(line.split()))]
    if not kept:
        raise _refused("nothing")
    if len(kept) > MAX_LINES or sum(map(len, kept)) > MAX_CHARACTERS:
        raise _refused("long")
    return {"lines": kept}


def _refused(word: str) -> RefusedError:
    return RefusedError(say(f"exchange.plain_text.{word}"))


def _of_text(data: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.splitlines()
    raise _refused("unknown")


def _of_word(data: bytes) -> list[str]:
    parts = gate.admit(data)
    body = None if parts is None else parts.get(_BODY)
    if body is None:
        raise _refused("unknown")
    lines: list[str] = []
    pieces: list[str] = []
    inside = False

    def start(name: str, _attributes: object) -> None:
        nonlocal inside
        inside = name == f"{_WORD} t"
        if name in {f"{_WORD} tab", f"{_WORD} br"}:
            pieces.append(" ")

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == f"{_WORD} p":
            lines.append("".join(pieces))
            pieces.clear()

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    gate.parse(body, start, end, text)
    return lines


def _of_pdf(data: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError as error:
        raise _refused("unknown") from error
    return _joined([line.strip() for page in pages for line in page.splitlines()])


def _joined(lines: list[str]) -> list[str]:
    """Return paragraphs: a line as long as most ends none, unless the sentence does."""
    width = max((len(line) for line in lines), default=0)
    found: list[str] = []
    whole = True
    for line in lines:
        if whole or not line:
            found.append(line)
        else:
            found[-1] += line
        whole = len(line) < width * 0.8 or line.endswith(("。", "；", "："))
    return found
