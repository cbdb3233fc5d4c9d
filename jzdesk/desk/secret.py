"""A password asked for: typed unseen, or the first line of a file; never on the command line."""

from __future__ import annotations

import getpass
from pathlib import Path

from jzdesk.errors import RefusedError, WorldError
from jzdesk.words import say


def given(*, ask: bool, file: str | None, twice: bool = False) -> str:
    """Return the password; empty where none is wanted. A new one is typed twice."""
    if file is not None:
        return _from_file(Path(file))
    if not ask:
        return ""
    typed = _typed(say("desk.secret.ask"))
    if twice and typed != _typed(say("desk.secret.again")):
        raise RefusedError(say("desk.secret.differs"))
    return typed


def _typed(prompt: str) -> str:
    try:
        typed = getpass.getpass(prompt)
    except (EOFError, OSError) as error:
        raise RefusedError(say("desk.secret.nobody")) from error
    return _checked(typed)


def _from_file(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise WorldError(say("desk.secret.file", path=path)) from error
    return _checked(text.split("\n", 1)[0].removesuffix("\r"))


def _checked(password: str) -> str:
    if not password:
        raise RefusedError(say("desk.secret.empty"))
    return password
