"""What the gallery shows of the first hour: the practice quarter at its beginning, and in a form."""

from __future__ import annotations

import os

from jzdesk.desk import entering, practising
from jzdesk.models.entry import Key
from tests.gallery import Studio

CELL = Key.parse("emissions/tp.industry/emitted")


def practice(studio: Studio) -> None:
    """Show the practice quarter as it begins, and a cell for which something is proposed."""
    day = os.environ.pop("JZDESK_TODAY")
    office = practising.begin(studio.home / "practice", "填表练习员")
    now = practising.lesson()
    shell = studio.work(office, str(now.period))
    studio.take("practice-todo", shell)
    shell.work.places.jump(CELL.form, CELL)
    studio.take("practice-form", shell)
    entering.set_values(office, now.period, [str(CELL), now.answers[str(CELL)]])
    shell.work.session.refresh()
    studio.take("practice-form-done", shell)
    shell.close()
    office.close()
    os.environ["JZDESK_TODAY"] = day
