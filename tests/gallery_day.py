"""What the gallery shows of the day: time left, registering it, 查找, and what stands beside the list."""

from __future__ import annotations

from datetime import date

from jzdesk.desk import deadlines, entering, inbox, receiving, safekeeping, signing
from jzdesk.desk.arriving import Read
from jzdesk.models.period import Period
from tests import gallery, uploads
from tests.desk import walk
from tests.gallery import Studio
from tests.gallery_city import CITY, counties

COUNTY, QUARTER = "410823", Period.parse("2018Q3")
BASIS = "焦环办〔2018〕56号"


def county(studio: Studio, name: str, *, slips: bool = True):
    """Return a practice county, with or without some slips."""
    office = safekeeping.init(studio.home / f"{name}.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    if slips:
        typed = ["emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00"]
        entering.set_values(office, QUARTER, typed)
    return office


def due(studio: Studio) -> None:
    """Show the time left: many days, few, none, over, no holidays known; and the box to register it."""
    office = county(studio, "due")
    shell = studio.work(office, "2018Q3")
    shell.work.register_due()
    shell.work.due.due.setText("2018年10月10日")
    studio.take("due-box", shell)
    shell.work.due.act.click()
    studio.take("due-box-refused", shell)
    shell.work.due.dismiss()
    deadlines.register(office, QUARTER, date(2018, 10, 12), BASIS)
    safekeeping.backup(office, safekeeping.backup_folder(office))
    safekeeping.backup(office, studio.home / "U盘")
    shell.work.session.backed_up.emit()
    for name, day in (
        ("due-five", "2018-10-06"), ("due-two", "2018-10-10"), ("due-today", "2018-10-12"),
        ("due-over", "2018-10-17"),
    ):  # fmt: skip
        office.set_today(date.fromisoformat(day))
        shell.work.session.refresh()
        studio.take(name, shell)
    shell.close()
    office.close()


def dealings(studio: Studio) -> None:
    """Show what was sent and came back: two quarters, one with its receipt, judged on time."""
    office = county(studio, "dealings", slips=False)
    city = safekeeping.init(studio.home / "dealings-city.jzdesk", unit=CITY, office=None, practice=True)
    out = studio.home / "往来"
    days = (("2018Q2", "2018-07-09", "2018-07-10"), ("2018Q3", "2018-10-09", "2018-10-10"))
    for name, today, sent in days:
        period = Period.parse(name)
        office.set_today(date.fromisoformat(today))
        deadlines.register(office, period, date(2018, period.last_day.month + 1, 12), BASIS)
        walk.ready(office, period)
        made = walk.hand_in(office, period, out / name)
        office.set_today(date.fromisoformat(sent))
        signing.sent(office, period, way="U盘送市局", on=date.fromisoformat(sent))
        if name == "2018Q2":
            _receipt(office, city, made, out)
    office.set_today(date(2018, 10, 11))
    shell = studio.work(office, "2018Q3")
    studio.take("dealings", shell)
    shell.close()
    office.close()
    city.close()


def _receipt(office, city, made, out) -> None:
    city.set_today(date(2018, 7, 11))
    read_: list[Read] = []
    inbox.Reading(city, [f for f in made.files if f.suffix == ".xlsx"]).run(read_.append)
    inbox.receive_all(city, read_, date(2018, 7, 11))
    city.set_today(date(2018, 7, 16))
    inbox.accept(city, inbox.look(city, [])[0], out / "回执")
    receiving.receive(office, list((out / "回执").glob("*.xlsx")))


def finding(studio: Studio) -> None:
    """Show 查找: just opened, by name, by initials, a period, nothing found."""
    office = county(studio, "finding")
    shell = studio.work(office, "2018Q3", "emissions")
    shell.work.finder.ask()
    studio.take("find-open", shell)
    line = shell.work.finder.palette.line
    for name, typed in (
        ("find-name", "氨氮"), ("find-initials", "hxxyl"), ("find-period", "第二季度"),
        ("find-rule", "工业 不大于"), ("find-none", "没有这样的字"),
    ):  # fmt: skip
        line.setText(typed)
        studio.take(name, shell)
    shell.close()
    office.close()


def city_day(studio: Studio) -> None:
    """Show the city's day: who has sent, who is missing, before and after the due date; and 报送情况."""
    folder = studio.home / "市局的一天"
    given = counties(folder)
    office = safekeeping.init(studio.home / "city-day.jzdesk", unit=CITY, office=None, practice=True)
    shell = studio.work(office, "2018Q3")
    studio.take("city-day-empty", shell)
    paths = [uploads.written(folder, content, office.catalogue) for content in given.values()]
    for n, path in enumerate(paths):
        read_: list[Read] = []
        inbox.Reading(office, [path]).run(read_.append)
        inbox.receive_all(office, read_, date(2018, 10, 8 + n))
    deadlines.register(office, QUARTER, date(2018, 10, 11), BASIS)
    for name, day in (("city-day", "2018-10-08"), ("city-day-over", "2018-10-15")):
        office.set_today(date.fromisoformat(day))
        shell.work.session.refresh()
        studio.take(name, shell)
    shell.work.open_at("coverage")
    studio.take("city-day-coverage", shell)
    shell.close()
    office.close()


SCENES = (due, dealings, finding, city_day)
