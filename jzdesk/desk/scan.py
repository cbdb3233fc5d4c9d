"""The scan of what was signed and stamped, looked at before it is taken: its ending and how it begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jzdesk.desk import kept_file
from jzdesk.errors import RefusedError
from jzdesk.words import say

KIND = "scan"
ENDINGS = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
}
"""What a scanner writes, by ending (small letters), and how each kind of file begins."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was looked at: its name, fit to be shown, and its bytes."""

    name: str
    content: bytes


def read(path: Path) -> Scan:
    """Read a scan; `RefusedError` says why it is none or can not be had."""
    name, content = kept_file.read(path, "desk.scan")
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise RefusedError(say("desk.scan.ending", name=name))
    if not content.startswith(ENDINGS[ending]):
        raise RefusedError(say("desk.scan.content", name=name, kind=ending[1:]))
    return Scan(name, content)
