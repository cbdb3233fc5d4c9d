"""What the gallery shows of 中期评估 and 终期考核: the city's 规划目录, what is asked, and the paper."""

from __future__ import annotations

from datetime import date

from jzdesk.desk import inbox, safekeeping
from jzdesk.desk.arriving import Read
from tests import uploads
from tests.gallery import Studio
from tests.gallery_city import CITY, QUARTER
from tests.gallery_handin import quiet


def evaluation(studio: Studio) -> None:
    """Show the dialog over 规划目录, a draft asked for in it, and its first page."""
    folder = studio.home / "评估"
    folder.mkdir()
    office = safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True)
    contents = [uploads.content_of(folder, unit, n) for unit, n in (("410823", "60"), ("410821", "92"))]
    found: list[Read] = []
    paths = [uploads.written(folder, content, office.catalogue) for content in contents]
    inbox.Reading(office, paths).run(found.append)
    inbox.receive_all(office, found, date(2018, 10, 8))
    for one in inbox.look(office, []):
        inbox.accept(office, one, folder)
    shell = studio.work(office, QUARTER, "plan")
    page = shell.work.places.widget_of("plan")
    page.evaluation.act.click()
    dialog = page.evaluation.dialog
    studio.over(shell, dialog)
    studio.take("evaluation", shell, dialog)
    dialog.draft.click()
    studio.take("evaluation-draft", shell, dialog)
    dialog.look.click()
    quiet(studio, dialog)
    studio.over(shell, dialog.dialog)
    studio.take("evaluation-paper", shell, dialog, dialog.dialog)
    dialog.dialog.reject()
    dialog.reject()
    shell.close()
    office.close()


SCENES = (evaluation,)
