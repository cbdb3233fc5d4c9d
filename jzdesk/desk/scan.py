"""The scan of what was signed and stamped, looked at before it is taken: its ending and how it begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jzdesk.errors import RefusedError
from jzdesk.store import attachments
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
    name = shown(path.name or str(path))
    content = _content(path, name)
    if not content:
        raise RefusedError(say("desk.scan.empty", name=name))
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise RefusedError(say("desk.scan.ending", name=name))
    if not content.startswith(ENDINGS[ending]):
        raise RefusedError(say("desk.scan.content", name=name, kind=ending[1:]))
    return Scan(name, content)


def shown(name: str) -> str:
    """Return a file's name without what would break a line or turn it round."""
    return "".join(char if char.isprintable() else "_" for char in name)


def _content(path: Path, name: str) -> bytes:
    """Return the bytes of an ordinary file that is not too large."""
    try:
        if path.is_dir():
            raise RefusedError(say("desk.scan.folder", name=name))
        if not path.exists():
            raise RefusedError(say("desk.scan.missing", name=name))
        if not path.is_file():  # a pipe would be waited for, a device never ends
            raise RefusedError(say("desk.scan.unreadable", name=name))
        attachments.check_size(name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(say("desk.scan.unreadable", name=name)) from error
