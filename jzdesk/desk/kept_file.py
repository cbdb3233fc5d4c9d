"""A file from outside that is to be kept beside the figures: an ordinary one, not empty, not too large."""

from __future__ import annotations

from pathlib import Path

from jzdesk.errors import RefusedError
from jzdesk.store import attachments
from jzdesk.words import say


def read(path: Path, words: str) -> tuple[str, bytes]:
    """Return a file's name, fit to be shown, and its bytes.

    `words` is where the sentences stand that say why it cannot be had: missing, folder, unreadable, empty.
    """
    name = shown(path.name or str(path))
    content = _content(path, name, words)
    if not content:
        raise RefusedError(say(f"{words}.empty", name=name))
    return name, content


def shown(name: str) -> str:
    """Return a file's name without what would break a line or turn it round."""
    return "".join(char if char.isprintable() else "_" for char in name)


def _content(path: Path, name: str, words: str) -> bytes:
    try:
        if path.is_dir():
            raise RefusedError(say(f"{words}.folder", name=name))
        if not path.exists():
            raise RefusedError(say(f"{words}.missing", name=name))
        if not path.is_file():  # a pipe would be waited for, a device never ends
            raise RefusedError(say(f"{words}.unreadable", name=name))
        attachments.check_size(name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(say(f"{words}.unreadable", name=name)) from error
