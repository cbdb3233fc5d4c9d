"""What the city said of a county's uploads and what became of it.

Everything is found anew from the letters and the uploads themselves, never from the order in which they
came: lost, doubled, swapped or late, the same letters end in the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.models.letters import ANSWER, QUERY, RECEIPT, RETURN
from jzdesk.records import dataclass, replace

BY_CHANGE, BY_REPLY = "change", "reply"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as the loop sees it; `code` is its own 校验码, `upload` that of the upload it is about."""

    kind: str
    code: str
    number: int
    upload: str
    revision: int
    content: Mapping[str, Any]
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What the city says of one cell, in which slip, and how it was answered (empty while it was not).

    `reply` is the county's text where it was answered by one, also where the figure was changed besides.
    """

    kind: str
    slip: str
    number: int
    upload: str
    revision: int
    key: Key
    place: str
    text: str
    on: str
    by_phone: bool = False
    answered: str = ""
    reply: str = ""


Changed = Callable[[str, Key], bool]
"""Tells whether a cell has another value than the upload of this 校验码 had, in a later upload or now."""


def in_order(letters: Iterable[Letter]) -> list[Letter]:
    """Return letters in the order in which they were written, each once."""
    once = {letter.code: letter for letter in letters}
    return sorted(once.values(), key=lambda x: (x.number, x.kind, x.code))


def remarks(letters: Iterable[Letter], changed: Changed) -> tuple[Remark, ...]:
    """Return every remark of the slips among `letters`, the first first, with how it was answered."""
    known = in_order(letters)
    replies = _replies(known)
    found: list[Remark] = []
    for one in known:
        if one.kind not in {RETURN, QUERY}:
            continue
        for said in one.content["remarks"]:
            made = Remark(
                one.kind, one.code, one.number, one.upload, one.revision, Key.parse(said["key"]),
                said["place"], said["text"], one.content["issued_on"], one.by_phone,
            )  # fmt: skip
            reply = replies.get((one.code, said["key"]), "")
            by = BY_REPLY if reply else BY_CHANGE if changed(one.upload, made.key) else ""
            found.append(replace(made, answered=by, reply=reply))
    return tuple(found)


def _replies(letters: Sequence[Letter]) -> dict[tuple[str, str], str]:
    """Return the last reply to each remark, by its slip and KEY."""
    return {
        (one.content["slip"], said["key"]): said["text"]
        for one in letters if one.kind == ANSWER for said in one.content["answers"]
    }  # fmt: skip


def settled(base: str, code: str, letters: Iterable[Letter], open_: Iterable[Remark]) -> str:
    """Return the state of a period whose upload `code` stands at `base` (待送出 or 已送出) without letters.

    The last receipt or return decides; while a query stands unanswered it shows, unless the upload was
    returned.
    """
    state = base
    about = [one for one in in_order(letters) if one.upload == code]
    for one in about:
        if one.kind in {RECEIPT, RETURN}:
            state = workflow.ACCEPTED if one.kind == RECEIPT else workflow.RETURNED
    asked = any(r.kind == QUERY and r.upload == code and not r.answered for r in open_)
    return workflow.QUERIED if asked and state != workflow.RETURNED else state


def unlocked(contents: Iterable[Mapping[str, Any]], code: str) -> frozenset[Key]:
    """Return the cells that the returns of the upload `code` name: they may be changed."""
    return frozenset(
        Key.parse(said["key"])
        for one in contents if one["kind"] == RETURN and one["predecessor"] == code
        for said in one["remarks"]
    )  # fmt: skip
