"""Letters of another size: at once, or, where Qt has no way to that, by beginning again at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.ui import lettering, rescaling
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.app.program import Program


def resize(program: Program) -> None:
    """Wear the size that is chosen; what runs beside is not broken off for it."""
    size, work = program.appearance.size, program.shell.work
    if rescaling.change(lettering.factor(size)):
        program.tell(say("ui.look.sized", n=lettering.percent(size)))
    elif work is not None and work.jobs.busy:
        program.warn(say("ui.look.busy"))
    else:
        program.restart()
