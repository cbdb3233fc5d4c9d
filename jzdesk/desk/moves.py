"""办理经过: every move of a period with its time and who made it, told from the audit trail alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.models import signed, workflow
from jzdesk.models.letters import ANSWER, QUERY, RECEIPT, RETURN
from jzdesk.models.period import Period
from jzdesk.store.turns import Turn
from jzdesk.words import has, say

_Facts = Mapping[str, Any]
_LETTERS: Mapping[str, tuple[str, str]] = {
    RECEIPT: ("receipt", "good"), RETURN: ("returned", "must"),
    QUERY: ("queried", "explain"), ANSWER: ("answered", ""),
}  # fmt: skip
"""By the kind of a letter: the move it makes, and its tone."""
_STEPS = frozenset({"review", "freeze", "withdraw", "submit", "sent", "reopen", "take_back"})


@dataclass(frozen=True, slots=True)
class Move:
    """One move: when (ISO, with the clock's time), who made it here, what it was and what there is to know.

    `tone` is one of the window's, empty for what is in no way remarkable.
    """

    seq: int
    at: str
    who: str
    title: str
    told: str
    tone: str = ""


def moves(office: Office, period: Period) -> tuple[Move, ...]:
    """Return all moves of a period, the newest first."""
    found = [move for turn in office.store.turns(period) for move in _moves(turn, office.unit)]
    return tuple(reversed(found))


def _moves(turn: Turn, unit: str) -> Iterator[Move]:
    if turn.letter is not None:
        if turn.letter["unit"] == unit:  # the city's letters are about others
            yield _lettered(turn, turn.letter)
    elif turn.after is not None and turn.action in _STEPS:
        yield _step(turn, turn.before or {}, turn.after)
    elif turn.after is not None:
        yield from _entered(turn, turn.before or {}, turn.after)


def _lettered(turn: Turn, letter: _Facts) -> Move:
    """Return the move of a letter that came from the city or went there, on paper or by telephone."""
    what, tone = _LETTERS[letter["kind"]]
    facts = letter["facts"]
    known = {"revision": letter["revision"], "accepted_on": facts.get("accepted_on", ""), "why": turn.why}
    return _move(turn, f"{what}_by_phone" if facts.get("by_phone") else what, known, tone)


def _entered(turn: Turn, before: _Facts, after: _Facts) -> Iterator[Move]:
    """Yield what entering does beside: the first value begins a period, any later one ends a review."""
    word = f"store.action.{turn.action}"
    action = say(word) if has(word) else turn.action
    was = before.get("facts", {})
    if not before.get("state"):
        yield _move(turn, "begun", {"action": action})
    elif "reviewer" in was and "reviewer" not in after["facts"]:
        known = {"action": action, "name": signed.shown(was, "reviewer")}
        yield _move(turn, "lapsed", known, "explain")
    elif before["state"] != after["state"]:
        yield _move(turn, "other", {"action": action, "state": after["state"]})


def _step(turn: Turn, before: _Facts, after: _Facts) -> Move:
    facts = after["facts"]
    names = {role: signed.shown(facts, role) for role in signed.ROLES}
    known = {
        **names, "draft": facts.get("draft", ""), "revision": facts.get("revision", ""),
        "signed_on": facts.get("signed_on", ""), "way": facts.get("way", ""),
        "sent_on": facts.get("sent_on", ""), "reason": facts.get("reason", ""), "kind": _kind(turn, before),
    }  # fmt: skip
    past = turn.action == "take_back" and not known["revision"]  # 历史补录 that came with a file
    what = "take_back_past" if past else turn.action
    move = _move(turn, what, known, "explain" if turn.action == "reopen" else "")
    extra = [say("desk.moves.one_person")] if turn.action == "freeze" and facts.get("one_person") else []
    extra += [say("desk.moves.scan")] if turn.action == "submit" and facts.get("scan") else []
    told = say("desk.moves.mark").join([move.told, *extra])
    return Move(move.seq, move.at, move.who, move.title, told, move.tone)


def _kind(turn: Turn, before: _Facts) -> str:
    """Return what is being handed in other than for the first time, in brackets."""
    was = before.get("facts", {})
    came_from = before.get("state") if turn.action == "freeze" else was.get("came_from")
    if turn.action not in {"freeze", "submit"}:
        return ""
    if was.get("reason") or came_from == workflow.RETURNED:
        return say("desk.moves.correction")
    return say("desk.moves.supplement") if came_from in workflow.HANDED_IN else ""


def _move(turn: Turn, what: str, known: _Facts, tone: str = "") -> Move:
    title, told = say(f"desk.moves.{what}", **known), f"desk.moves.{what}_told"
    return Move(turn.seq, turn.at, turn.who, title, say(told, **known) if has(told) else "", tone)
