"""What the gallery shows of the counties beside each other on the city's 图表分析."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from jzdesk.desk import judging
from jzdesk.models.entry import Key
from tests import eleven
from tests.gallery import Studio

_COD = "emissions/cod.industry/emitted"


def _drawn(studio: Studio, shell) -> None:
    page = shell.work.places.widget_of("charts")
    for _ in range(600):
        if not (page.gathering.busy or page.errand.busy):
            break
        QTest.qWait(50)
    studio.settle()


def counties(studio: Studio) -> None:
    """Show the counties on one axis, ranked and by size with 代用数 and 核定数, and what came from each."""
    folder: Path = studio.home / "counties"
    folder.mkdir()
    office = eleven.opened(eleven.made(folder))
    judging.stand_in(office, eleven.MISSING, eleven.Q3, Key.parse(_COD), "77", "县局电话报数")
    judging.approve(office, "410822", eleven.Q3, Key.parse(_COD), "99", "在线监测核算")
    shell = studio.work(office, "2018Q3", "charts")
    page = shell.work.places.widget_of("charts")
    _drawn(studio, shell)
    studio.take("counties-ranked", shell)
    box = page.choice.measure
    box.setCurrentIndex(box.findData(_COD))
    page.refresh()
    _drawn(studio, shell)
    studio.take("counties-by-size", shell)
    page.area.ensureWidgetVisible(page.cards["handed_forms"])
    studio.take("counties-forms", shell)
    page.area.ensureWidgetVisible(page.cards["handed_periods"])
    studio.take("counties-periods", shell)
    shell.close()
    office.close()


SCENES = (counties,)
