"""What the gallery shows of the cells' states: filtered, explained by the legend, corrected and locked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzdesk.desk import entering, safekeeping, signing
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import gallery
from tests.desk import walk
from tests.gallery import Studio

COUNTY, QUARTER = "410823", "2018Q3"
SLIPS = [
    "emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00",
    "emissions/sewage.tp/emitted", "", "emissions/tp.industry/emitted", "",
    "emissions/tn.industry/emitted", "暂缺:县水务局,2018-10-20",
]  # fmt: skip
MENDED = [
    "emissions/cod.industry/emitted", "318.6", "emissions/so2.industry/emitted", "118",
    "emissions/sewage.tp/emitted", "", "emissions/nox.industry/adjustment", "-1.5",
]  # fmt: skip


def _office(home: Path, name: str):
    office = safekeeping.init(home / f"{name}.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    return office, Period.parse(QUARTER)


def filtered(studio: Studio) -> None:
    """Show a form with all rows, those with blanks, none, the legend, and a state that has no chip."""
    office, period = _office(studio.home, "states")
    entering.set_values(office, period, SLIPS)
    entering.write_note(office, period, Key.parse("emissions/cod.industry/emitted"), "来自在线监测")
    shell = studio.work(office, QUARTER, "emissions", "emissions/sewage.nh3n/emitted")
    studio.take("states-all", shell)
    page = shell.work.places.widget_of("emissions")
    page.filter.open_legend()
    studio.take("states-legend", shell, page.filter.legend)
    page.filter.legend.hide()
    chips = page.head.chips.chips
    QTest.mouseClick(chips["blank"], Qt.MouseButton.LeftButton)
    studio.take("states-blank", shell)
    page.filter.choose("noted")
    studio.take("states-noted", shell)
    shell.work.open_at("investment")
    page = shell.work.places.widget_of("investment")
    page.filter.choose("must")
    studio.take("states-none", shell)
    shell.work.open_at("quality")
    page = shell.work.places.widget_of("quality")
    studio.take("states-several-all", shell)
    page.filter.choose("explain")
    studio.take("states-several", shell)
    shell.close()
    office.close()


def corrected(studio: Studio) -> None:
    """Show a handed-in form, locked, and after it was opened for a correction."""
    office, period = _office(studio.home, "corrected")
    walk.ready(office, period)
    walk.hand_in(office, period, studio.home / "改动上报")
    shell = studio.work(office, QUARTER, "emissions")
    studio.take("states-locked", shell)
    signing.reopen(office, period, reason="漏报一家企业")
    entering.set_values(office, period, MENDED, reason="按监测站复核数改")
    shell.work.session.refresh()
    shell.work.open_at("emissions", Key.parse("emissions/sewage.nh3n/emitted"))
    studio.take("states-corrected", shell)
    page = shell.work.places.widget_of("emissions")
    QTest.mouseClick(page.head.chips.chips["changed"], Qt.MouseButton.LeftButton)
    studio.take("states-changed", shell)
    shell.close()
    office.close()


SCENES = (filtered, corrected)
