"""The lists of 备份与检查: the copies there are, and what was looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jzdesk.desk.copies import Copy
from jzdesk.desk.safekeeping import Checked
from jzdesk.ui.tables.listing import PILL, SIGN, TEXT, ListColumn, Part
from jzdesk.ui.widgets.when import moment, size
from jzdesk.words import say


def copy_columns(today: Callable[[], date]) -> tuple[ListColumn[Copy], ...]:
    """Return the columns of copies; days are told as seen from `today`."""

    def when(copy: Copy) -> Part:
        return Part(moment(copy.at, today()), TEXT, "", copy.at)

    return (
        ListColumn(say("ui.safety.when"), 150, when),
        ListColumn(say("ui.safety.why"), 84, _why),
        ListColumn(say("ui.safety.file"), 0, _file),
        ListColumn(say("ui.safety.counted"), 150, _counted),
        ListColumn(say("ui.safety.size"), 80, _size),
        ListColumn(say("ui.safety.state"), 88, _state),
    )


def _file(copy: Copy) -> Part:
    return Part(copy.file.name, TEXT, "", str(copy.file))


def _why(copy: Copy) -> Part:
    return Part(say(f"ui.safety.kind.{copy.kind}"), TEXT, "secondary")


def _counted(copy: Copy) -> Part:
    if copy.periods is None:
        return Part(say("ui.when.nothing"), TEXT, "faint")
    return Part(say("ui.safety.counts", periods=copy.periods, figures=f"{copy.figures:,}"), TEXT, "secondary")


def _size(copy: Copy) -> Part:
    return Part(size(copy.size), TEXT, "secondary")


def _state(copy: Copy) -> Part:
    known = copy.periods is not None
    return Part(
        say("ui.safety.verified" if known else "ui.safety.unverified"), PILL, "good" if known else "explain",
        "" if known else say("ui.safety.unverified_tip"),
    )  # fmt: skip


def _sign(item: Checked) -> Part:
    sign = "good" if item.ok else "refused"
    return Part(sign, SIGN, "good" if item.ok else "must", say(f"ui.safety.{sign}"))


def _name(item: Checked) -> Part:
    return Part(item.name)


def _text(item: Checked) -> Part:
    return Part(item.text, TEXT, "" if item.ok else "must")


CHECK_COLUMNS = (
    ListColumn[Checked]("", 36, _sign),
    ListColumn[Checked](say("ui.safety.item"), 96, _name),
    ListColumn[Checked](say("ui.safety.result"), 0, _text),
)
