"""What the gallery shows of slips: the link that mends one below the grid, beside it and on 审核上报."""

from __future__ import annotations

from jzdesk.desk import entering, safekeeping
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import gallery
from tests.gallery import Studio

COUNTY, QUARTER = "410823", Period.parse("2018Q3")
COD, DONE = Key.parse("emissions/cod.industry/emitted"), Key.parse("investment/P016/done")
WRONG = [
    str(COD), "312450", "emissions/nox.industry/enterprises", "286", "emissions/nox.industry/emitted", "34",
    str(DONE), "760000", "quality/co95/ytd", "2600", "quality/X410823-006/denominator", "1889000",
]  # fmt: skip


def slips(studio: Studio) -> None:
    """Show slips in two forms and together, one mended, and that none is offered once all is locked."""
    office = safekeeping.init(studio.home / "slips.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    entering.set_values(office, QUARTER, WRONG)
    shell = studio.work(office, str(QUARTER), "emissions", str(COD))
    studio.take("slips-form", shell)
    page = shell.work.places.widget_of("emissions")
    page.findings.links.links[0].setFocus()
    studio.take("slips-link", shell)
    page.findings.links.links[0].click()
    studio.take("slips-mended", shell)
    shell.work.open_at("investment", DONE)
    studio.take("slips-plan", shell)
    shell.work.open_at("hand_in")
    studio.take("slips-hand-in", shell)
    shell.close()
    office.close()


SCENES = (slips,)
