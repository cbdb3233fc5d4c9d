"""What the city said of a cell, where it is seen: in its tip, and as the sign of a computed one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jzdesk.desk.cell_states import REFUSED, waiting, worst
from jzdesk.models.letters import RETURN
from jzdesk.models.loop import Remark
from jzdesk.ui.tables.face import Face
from jzdesk.ui.tables.state_words import signs_of
from jzdesk.words import say


def told_of(said: Sequence[Remark]) -> Iterator[str]:
    """Yield what the city said of a cell, in one line each."""
    for one in said:
        word = "returned" if one.kind == RETURN else "queried"
        yield say(f"ui.loop.tip_{word}", text=one.text)


def asked(said: Sequence[Remark], face: Face) -> Face:
    """Return the face of a computed cell with what was asked about it; one refused keeps its own sign."""
    states = waiting(said)
    if not said or face.tone == REFUSED:
        return face
    tip = "\n".join(part for part in (*told_of(said), face.tip) if part)
    return replace(face, tone=worst(states), signs=signs_of(states), tip=tip)
