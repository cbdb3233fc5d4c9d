"""What the gallery shows of names and moves: 代填 and 代审 signed for, withdrawn, corrected, with moves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from jzdesk.desk import entering, handing_in, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from tests import gallery
from tests.desk import walk
from tests.gallery import Studio

COUNTY, QUARTER = "410823", Period.parse("2018Q3")
LONG = "阿卜杜热合曼·买买提明"


def _folder(studio: Studio) -> Path:
    """Return where these scenes have their store: prints of others with its name lie beside other stores."""
    found = studio.home / "代填"
    found.mkdir(exist_ok=True)
    return found


def _freeze(office: Office, studio: Studio, preparer: str = "王丽") -> None:
    signing.freeze(
        office, QUARTER, preparer=preparer, preparer_for="李静", head="张国强", phone="0391-7290000",
        one_person=False, out=_folder(studio) / "上报文件 2018Q3",
    )  # fmt: skip


def _mended(office: Office, value: str) -> None:
    entering.set_values(office, QUARTER, ["emissions/cod.industry/emitted", value], reason="按监测站复核数改")
    walk.explain_all(office, QUARTER)


def stood_in(studio: Studio) -> None:
    """Show a quarter in which both clerk and section head are stood in for, on its whole way."""
    office = safekeeping.init(_folder(studio) / "stood-in.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    walk.ready(office, QUARTER)
    handing_in.review(office, QUARTER, "周勇", "赵刚")
    shell = studio.work(office, str(QUARTER), "hand_in")
    page = shell.work.places.widget_of("hand_in")
    page.forms["freeze"].put({"preparer": "王丽", "preparer_for": "李静"})
    studio.take("names-freeze", shell)
    _freeze(office, studio)
    shell.work.session.refresh()
    studio.take("names-frozen", shell)
    signing.withdraw(office, QUARTER)
    shell.work.session.refresh()
    studio.take("names-withdrawn", shell)
    _mended(office, "320.11")
    handing_in.review(office, QUARTER, LONG, "努尔古丽·阿卜杜克力木")
    _freeze(office, studio, "司马阿依努尔·吐尔逊")
    signing.submit(office, QUARTER, signed_on=office.today, out=_folder(studio) / "上报文件 2018Q3")
    signing.sent(office, QUARTER, way="政务内网邮箱", on=office.today)
    shell.work.session.refresh()
    studio.take("names-long", shell)
    signing.reopen(office, QUARTER, reason="漏报一家企业，按市局电话要求补上后重新报送")
    _mended(office, "318.60")
    handing_in.review(office, QUARTER, "周勇", "赵刚")
    _mended(office, "319.60")
    shell.work.session.refresh()
    studio.take("names-corrected", shell)
    page.moves.more.click()
    studio.settle()
    page.findChild(QScrollArea).ensureWidgetVisible(page.moves)
    studio.take("names-moves", shell)
    shell.close()
    office.close()


SCENES = (stood_in,)
