"""A cell's states in words: for the tip at the mouse, for a screen reader, and for the legend."""

from __future__ import annotations

from collections.abc import Collection

from jzdesk.desk.cell_states import BLANK, CHANGED, EXPLAINED, LINED, NOTED, ORDER, OWED, REFUSED
from jzdesk.models.difference import told
from jzdesk.models.entry import Cell
from jzdesk.models.form import Column, Row
from jzdesk.ui.theme import SIGNS
from jzdesk.words import say

_CORNERS = frozenset({NOTED, LINED})
"""The states whose signs lie in a corner; the others stand beside the text."""
_SPOKEN_ANYWAY = frozenset({BLANK, OWED, LINED, REFUSED})


def word_of(state: str) -> str:
    """Return what a state is called."""
    return say(f"ui.states.{state or 'all'}")


def meaning_of(state: str) -> str:
    """Return what a state means, as the legend says it."""
    return say(f"ui.states.{state or 'all'}_meaning")


def signed(state: str) -> str:
    """Return a state's word after its sign."""
    return f"{SIGNS.get(state, '')} {word_of(state)}".strip()


def signs_of(states: frozenset[str]) -> tuple[str, ...]:
    """Return the signs that stand in a cell, the worst first; a refused text has no other."""
    if REFUSED in states:
        return (REFUSED,)
    return tuple("good" if s == EXPLAINED else s for s in ORDER if s in states - _CORNERS)


def spoken_of(states: Collection[str]) -> str:
    """Return what a screen reader adds of the states that the text does not tell."""
    return " ".join(word_of(s) for s in ORDER if s in states and s not in _SPOKEN_ANYWAY)


def tip_of(states: Collection[str], cell: Cell, before: str, row: Row, column: Column) -> str:
    """Return every state in words, with the note and what was handed in before."""
    more: dict[str, str] = {}
    if CHANGED in states:
        old = told(before, row, column)
        more[CHANGED] = say("ui.states.before", old=old) if old else say("ui.states.before_open")
    if NOTED in states:
        more[NOTED] = cell.note or ""
    lines = ["　".join(signed(s) for s in ORDER if s in states and s not in more)]
    lines += [say("ui.states.more", name=signed(state), text=text) for state, text in more.items()]
    return "\n".join(line for line in lines if line)
