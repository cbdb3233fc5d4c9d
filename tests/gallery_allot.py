"""What the gallery shows of what the city hands down: its page, the lists to confirm, a county's line."""

from __future__ import annotations

from jzdesk.desk import adopting, allotting, entering, safekeeping
from jzdesk.models.period import Period
from jzdesk.ui import settling
from tests import gallery
from tests.desk.handed_down import hand_down
from tests.gallery import Studio

COUNTY, CITY, QUARTER = "410823", "410800", Period.parse("2018Q3")
PAPER = "焦环〔2018〕9号"
SAID = {
    "projects": [
        {"code": "P001", "unit": "武陟县", "planned": "1200.5", "plan_end": "2019-06", "document": PAPER},
        {"code": "P004", "unit": "温县", "planned": "860"},
        {"name": "武陟县湿地恢复工程", "category": "生态环境保护项目", "unit": "武陟县", "planned": "350"},
    ],
    "tasks": [
        {"code": "M003", "unit": "武陟县、温县", "quantity": "5", "quantity_unit": "家", "due": "2018-12-31"},
        {"code": "M004", "unit": "各县（市）区", "since": "2018-10-01"},
    ],
    "targets": [
        {"code": "pm25_annual_mean", "unit": "各县（市）区", "year": "2018", "op": "不高于", "value": "65",
         "document": PAPER},
    ],
    "due": [{"period": "2018Q3", "due": "2018-10-12", "document": PAPER}],
}  # fmt: skip


def city_page(studio: Studio) -> None:
    """Show 下发: nothing yet, filled, a wrong cell, and the list before it is handed down."""
    office = safekeeping.init(studio.home / "allot.jzdesk", unit=CITY, office=None, practice=True)
    shell = studio.work(office, str(QUARTER), "allot")
    studio.take("allot-empty", shell)
    hand_down(office, **SAID)
    shell.work.session.refresh()
    page = shell.work.places.widget_of("allot")
    studio.take("allot-projects", shell)
    page.chips["tasks"].click()
    page.only.setChecked(True)
    model = page.models["tasks"]
    row = next(n for n, one in enumerate(model.lines) if one.texts["code"] == "M004")
    model.setData(model.place(row, "due"), "明年底")
    page.table.go_to(model.place(row, "due"))
    studio.take("allot-wrong", shell)
    model.setData(model.place(row, "due"), "2019年")
    model.setData(model.place(row, "lead"), "市环保局")
    studio.take("allot-tasks", shell)
    page.make.click()
    studio.take("allot-confirm", shell, shell.work.handed.dialog)
    shell.work.handed.dialog.reject()
    page.chips["targets"].click()
    studio.take("allot-targets", shell)
    shell.close()
    office.close()


def county_list(studio: Studio) -> None:
    """Show the line on 本季待办 and the list a clerk confirms, a row with figures going away."""
    with safekeeping.init(studio.home / "市.jzdesk", unit=CITY, office=None, practice=True) as city:
        hand_down(city, **SAID)
        file = allotting.task(city, studio.home / "下发.xlsx", unit=COUNTY)[0]
    office = safekeeping.init(studio.home / "adopt.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, str(QUARTER), "todo")
    handed = shell.work.handed
    handed.take_file(file)
    while handed.errand.busy:
        studio.settle()
    studio.take("assign-confirm", shell, handed.dialog)
    handed.dialog.act.click()
    while handed.dialog is not None or settling.of(shell.work.session).busy:
        studio.settle()
    studio.take("adopt-todo", shell)
    adopting.adopt(office, QUARTER)
    entering.set_values(office, QUARTER, ["investment/P001/done", "30", "investment/P001/progress", "已开工"])
    kept = [one for one in SAID["projects"] if one.get("code") != "P001"]
    hand_down(office, adopt=False, **{**SAID, "projects": kept})
    shell.work.session.refresh()
    handed.adopt()
    studio.take("adopt-confirm", shell, handed.dialog)
    handed.dialog.reject()
    shell.close()
    office.close()


SCENES = (city_page, county_list)
