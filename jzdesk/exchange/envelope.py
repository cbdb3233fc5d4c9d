"""The machine sheet: how canonical bytes lie in a workbook's column, and how they come out again.

Down column A stand `JZ1`, the content's length, its SHA-256, public key and signature (`-` while
unsigned), the content as base64 in short cells, and `END`. Only this content is ever imported.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import signing
from jzdesk.exchange.signing import Seal
from jzdesk.models import snapshot
from jzdesk.words import say

SHEET = "_jzdesk"
MARK, END, NONE = "JZ1", "END", "-"
CELL = 4000
"""Longer cells come back broken from programs that re-save as .xls."""
_LENGTH = re.compile(r"([0-9]{1,11})(?:\.0)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Packet:
    """What a machine sheet held; `whole` is false when length or SHA-256 do not fit the content.

    `signature` is `none`, `signed` or `bad`; `key` is the public key beside it, whoever's that is, empty
    for none. `texts` are those of an upload's forms, as its content has them.
    """

    content: dict[str, Any]
    data: bytes
    code: str
    whole: bool
    signature: str
    key: str = ""
    texts: snapshot.Texts = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The content's text, with a sign for what is none in it."""
        return self.data.decode("utf-8", "replace")


def pack(data: bytes, seal: Seal | None = None) -> list[str]:
    """Return the cells of the machine sheet for these canonical bytes, signed or not."""
    text = base64.b64encode(data).decode("ascii")
    chunks = [text[i : i + CELL] for i in range(0, len(text), CELL)]
    mark = (seal.key, seal.signature) if seal else (NONE, NONE)
    return [MARK, str(len(data)), hashlib.sha256(data).hexdigest(), *mark, *chunks, END]


def is_one(cells: Sequence[str]) -> bool:
    """Tell whether cells begin and end as those of a machine sheet do, under whatever name it stands."""
    return len(cells) > 5 and cells[0].strip() == MARK and END in (cell.strip() for cell in cells[-3:])


def unpack(cells: Iterable[str]) -> Packet:
    """Return what the cells of a machine sheet hold; `RefusedError` when they are no such sheet.

    A content that does not fit its length or SHA-256 is not whole; where it cannot even be read, it is empty.
    """
    # Re-saving may add a line feed inside a long text, and turns the length into a number.
    lines = ["".join(c.split()) for c in cells]
    lines = [line for line in lines if line]
    if len(lines) < 6 or lines[0] != MARK or END not in lines:
        raise RefusedError(say("exchange.envelope.not_ours"))
    end = lines.index(END)
    length, digest, key, signature = lines[1:5]
    data, content, whole = b"", dict[str, Any](), False
    texts: snapshot.Texts = {}
    try:
        data = base64.b64decode("".join(lines[5:end]), validate=True)
        whole = _number(length) == len(data) and digest == hashlib.sha256(data).hexdigest()
        content, texts = snapshot.decoded(data)
    except (binascii.Error, ValueError, RecursionError) as error:
        # What fits its SHA-256 and still is no content was never ours; all else is damage.
        if whole:
            raise RefusedError(say("exchange.envelope.broken")) from error
    code = snapshot.code_of(data)
    if (key, signature) == (NONE, NONE):
        return Packet(content, data, code, whole, signing.NONE, texts=texts)
    known = key if signing.raw_key(key) else ""
    return Packet(content, data, code, whole, signing.standing(key, signature, data), known, texts)


def _number(text: str) -> int:
    found = _LENGTH.fullmatch(text)
    return int(found[1]) if found else -1
