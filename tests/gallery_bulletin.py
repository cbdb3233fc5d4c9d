"""What the gallery shows of the papers of a quarter: sentences being written, letters, a preview."""

from __future__ import annotations

from datetime import date

from jzdesk.desk import bulletin, deadlines, inbox, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.models.bulletin.values import URGE, WARNING
from jzdesk.models.period import Period
from tests import uploads
from tests.gallery import Studio
from tests.gallery_city import COUNTIES
from tests.gallery_handin import drawn, finished

CITY, QUARTER = "410800", Period.parse("2018Q3")


def papers(studio: Studio) -> None:
    """Show 通报、预警、催报 with what the officer wrote, both letters, and the bulletin as it prints."""
    folder = studio.home / "通报"
    folder.mkdir()
    office = safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True)
    office.set_today(date(2018, 10, 18))
    deadlines.register(office, QUARTER, date(2018, 10, 15), "焦环办〔2018〕96号")
    found: list[Read] = []
    paths = [
        uploads.written(folder, uploads.content_of(folder, unit, number), office.catalogue)
        for unit, number in COUNTIES
    ]
    inbox.Reading(office, paths).run(found.append)
    inbox.receive_all(office, found, date(2018, 10, 12))
    for one in inbox.look(office, []):
        inbox.accept(office, one, folder)
    said = {"number": "焦环〔2018〕101号", "lead": "总体进展平稳，但部分地方进度滞后。",
            "demands": "请各地对照清单逐项整改，十一月十日前报送整改情况。"}  # fmt: skip
    bulletin.keep(office, QUARTER, said)
    shell = studio.work(office, str(QUARTER), "coverage")
    studio.take("coverage-papers", shell)
    page = shell.work.places.widget_of("coverage")
    page.bulletin.click()
    acts = page.keeping.__self__
    dialog = acts.dialog
    finished(acts)
    studio.over(shell, dialog)
    studio.take("bulletin", shell, dialog)
    for kind in (WARNING, URGE):
        dialog.kinds[kind].setChecked(True)
        studio.take(f"bulletin-{kind}", shell, dialog)
    dialog.edits["urge"].setPlainText("请尽快。" * 600)
    acts.keep()
    studio.take("bulletin-refused", shell, dialog)
    dialog.edits["urge"].setPlainText("")
    dialog.kinds["bulletin"].setChecked(True)
    dialog.look.click()
    finished(acts)
    studio.over(shell, acts.preview)
    drawn(studio, acts.preview)
    studio.take("bulletin-preview", shell, acts.preview)
    acts.preview.reject()
    dialog.reject()
    shell.close()
    office.close()
