"""What the gallery shows of keys and of what the city says of single cells, at both ends."""

from __future__ import annotations

from jzdesk.desk import safekeeping
from jzdesk.models.letters import QUERY
from tests import gallery, looped
from tests.gallery import Studio
from tests.gallery_city import read
from tests.looped import COD, NH3N, QUARTER, YTD


def _pair(studio: Studio, name: str) -> looped.Pair:
    folder = studio.home / name
    folder.mkdir()
    county = safekeeping.init(
        folder / "武陟县.jzdesk", unit=looped.COUNTY, office=None, practice=True, who="填表练习员"
    )
    gallery.fill(county)
    return looped.pair(folder, county)


def city_keys(studio: Studio) -> None:
    """Show a file under an unconfirmed key, the announced key, a wrong 密钥码, and both confirmed."""
    known = _pair(studio, "密钥")
    shell = studio.work(known.city, str(QUARTER), "inbox")
    page = shell.work.places.widget_of("inbox")
    read(studio, page, known.upload, known.enrolment)
    page.take_focus()
    studio.take("inbox-unconfirmed", shell)
    page.detail.key.field.setText("1234 5678")
    page.detail.key.act.click()
    studio.take("inbox-key-wrong", shell)
    page.card.view.selectRow(1)
    studio.take("inbox-held", shell)
    page.detail.key.field.setText(known.code)
    page.detail.key.act.click()
    studio.take("inbox-key-confirmed", shell)
    shell.close()
    known.county.close()
    known.city.close()


def city_remarks(studio: Studio) -> None:
    """Show a slip being written, refused, a county's remarks, and replies that came as a file."""
    known = _pair(studio, "往来")
    known.trust()
    known.take(known.city, known.upload)
    shell = studio.work(known.city, str(QUARTER), "inbox")
    page = shell.work.places.widget_of("inbox")
    page.open_slip()
    dialog = page.loop.slip
    studio.over(shell, dialog)
    studio.take("slip-empty", shell, dialog)
    dialog.add(COD)
    dialog.lines[0].field.setText("与在线监测不符，请核实三家造纸企业的数")
    dialog.add(NH3N)
    studio.take("slip-return", shell, dialog)
    dialog.add(YTD)
    studio.take("slip-refused", shell, dialog)
    dialog.kinds[QUERY].setChecked(True)
    dialog.add(YTD)
    studio.take("slip-query", shell, dialog)
    dialog.reject()
    slip = known.slip(QUERY, (COD, "比上季高一倍，是什么原因？"), (YTD, "累计与上季的差对不上，请核对。"))
    known.take(known.county, slip)
    reply = known.answer((COD, "新增一家造纸企业，8月投产。"))
    shell.work.session.refresh()
    read(studio, page, reply)
    page.card.view.selectRow(1)
    studio.take("inbox-answer", shell)
    known.take(known.city, reply)
    page.loop.open_remarks(looped.COUNTY, QUARTER)
    dialog = page.loop.loop
    studio.over(shell, dialog)
    studio.take("remarks-city", shell, dialog)
    dialog.reject()
    shell.close()
    known.county.close()
    known.city.close()


SCENES = (city_keys, city_remarks)
