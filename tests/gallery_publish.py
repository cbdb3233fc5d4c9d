"""What the gallery shows of 公布: what goes out and what stays in, at the city and in a county."""

from __future__ import annotations

from datetime import date

from jzdesk.desk import entering, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from tests import publications
from tests.desk import walk
from tests.gallery import Studio

CITY, COUNTY = "410800", "410823"
PERIODS = ("2018Q4", "2018H2", "2018")


def shown(studio: Studio, shell, button, name: str) -> None:
    """Show the dialog that a button opens, over its window."""
    button.open_dialog()
    studio.over(shell, button.dialog)
    studio.take(name, shell, button.dialog)
    button.dialog.reject()


def at_the_city(studio: Studio) -> None:
    """Show the dialog with nothing to publish, with a year, and with a quarter's cards."""
    folder = studio.home / "公布"
    folder.mkdir()
    office = safekeeping.init(studio.home / "publish.jzdesk", unit=CITY, office=None, practice=True)
    office.set_today(date(2019, 2, 1))
    contents = [publications.content(folder, COUNTY, period, "12") for period in PERIODS]
    publications.take(office, folder, contents)
    shell = studio.work(office, "2018", "totals")
    page = shell.work.places.widget_of("totals")
    studio.take("totals-publish", shell)
    shown(studio, shell, page.publish, "publish-city")
    shell.work.session.turn_to(Period.parse("2018Q4"))
    shown(studio, shell, page.publish, "publish-cards")
    shell.work.session.turn_to(Period.parse("2018Q3"))
    shown(studio, shell, page.publish, "publish-nothing")
    shell.close()
    office.close()


def in_a_county(studio: Studio) -> None:
    """Show the dialog in a county that handed in a quarter."""
    office = Office.open(_handed_in(studio), write=True)
    office.set_today(date(2019, 1, 10))
    shell = studio.work(office, "2018Q4", "hand_in")
    page = shell.work.places.widget_of("hand_in")
    studio.take("hand-in-publish", shell)
    shown(studio, shell, page.papers.publish, "publish-county")
    shell.close()
    office.close()


def _handed_in(studio: Studio):
    path = studio.home / "publish-county.jzdesk"
    quarter = Period.parse("2018Q4")
    with safekeeping.init(path, unit=COUNTY, office=None, practice=True) as office, walk.without_paper():
        office.set_today(date(2019, 1, 10))
        entering.set_values(office, quarter, publications.rows("2018Q4"))
        walk.ready(office, quarter)
        walk.hand_in(office, quarter, studio.home / "公布上报")
    return path


SCENES = (at_the_city, in_a_county)
