"""What the gallery shows of 取数, of the second keying and of a row's evidence."""

from __future__ import annotations

from datetime import date

from jzdesk.desk import enquiring, evidence, origins, sourcing
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.gallery import Studio

QUARTER = Period.parse("2018Q3")


def enquiry(studio: Studio) -> None:
    """Show the bureaus: none yet, and one that is late beside one that has given everything."""
    from tests.gallery_scenes import county

    office = county(studio, "enquiry", slips=True)
    shell = studio.work(office, str(QUARTER), "enquiry")
    studio.take("enquiry-empty", shell)
    known = sourcing.sources(office, QUARTER)
    origins.name_bureau(
        office, QUARTER, [s.key for s in known if s.key.row.startswith("sewage.")], "县住建局"
    )
    origins.name_bureau(office, QUARTER, [s.key for s in known if s.key.form == "quality"][:4], "市监测站")
    work, then = enquiring.asking(
        office, QUARTER, "县住建局", due=date(2018, 10, 3), out=studio.home / "取数表.xlsx"
    )
    then(work.run(lambda _: None))
    shell.work.session.refresh()
    studio.take("enquiry", shell)
    shell.work.places.go("todo")
    shell.work.places.page.view.scrollToBottom()
    studio.take("enquiry-todo", shell)
    shell.close()
    office.close()


def beside(studio: Studio) -> None:
    """Show the second keying half done and compared, and the evidence of a row."""
    from tests.gallery_scenes import county

    office = county(studio, "beside")
    shell = studio.work(office, str(QUARTER), "emissions")
    books = shell.work.books
    books._rekey()
    dialog = books.rekeying.dialog
    dialog.by.setText("李四")
    for row, text in enumerate(("28", "321.45", "21")):
        dialog.keying.setData(dialog.keying.index(row, 4), text)
    studio.take("rekey", shell, dialog)
    dialog.compare.click()
    studio.take("rekey-compared", shell, dialog)
    dialog.reject()
    key = Key.parse("emissions/cod.industry/emitted")
    shell.work.open_at("emissions", key)
    held = shell.work.places.page.beside.evidence
    held.open_at(key, "化学需氧量·工业源")
    studio.take("evidence-empty", shell, held.dialog)
    for name in ("三季度监测报告.pdf", "在线监测数据.xlsx"):
        (studio.home / name).write_bytes(name.encode())
        evidence.attach(office, QUARTER, key, [studio.home / name])
    held.dialog.accept()
    held.open_at(key, "化学需氧量·工业源")
    studio.take("evidence", shell, held.dialog)
    held.dialog.accept()
    shell.close()
    office.close()


SCENES = (enquiry, beside)
