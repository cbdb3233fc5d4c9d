"""报出期限: registered by the office, days left by the holidays, and what came in time."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import coverage, deadlines, handing_in, inbox, receiving, safekeeping, signing
from jzdesk.desk.arriving import Read
from jzdesk.desk.deadlines import Deadline
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from tests import uploads
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import hand_down

pytestmark = pytest.mark.usefixtures("no_paper")

BASIS = "焦环办〔2018〕56号"
DUE = date(2018, 10, 10)
EXPECTED = Path(__file__).parent / "expected"


def told(office, period=Q3):
    made = handing_in.todo_json(office, period)
    return made["due"], made["days_left"], made["timeliness"]


def test_no_due_date_is_made_up(county):
    assert told(county) == (None, None, None)
    assert deadlines.standing(county, Q3) == deadlines.Standing(None)


@pytest.mark.parametrize(
    ("today", "left", "over"),
    [
        ("2018-09-28", 5, False), ("2018-10-06", 3, False), ("2018-10-09", 1, False),
        ("2018-10-10", 0, False), ("2018-10-11", -1, True), ("2018-10-15", -3, True),
    ],
)  # fmt: skip
def test_days_left_are_working_days(county, today, left, over):
    deadlines.register(county, Q3, DUE, BASIS)
    county.set_today(date.fromisoformat(today))
    assert told(county) == ("2018-10-10", left, None)
    found = deadlines.standing(county, Q3)
    assert (found.over, found.holidays) == (over, True)
    assert found.deadline == Deadline("2018-10-10", BASIS, "office")


def test_beyond_the_notices_weekdays_count_and_that_is_known(county):
    county.set_today(date(2021, 12, 30))
    late = Period.parse("2021Q4")
    deadlines.register(county, late, date(2022, 1, 5), BASIS)
    found = deadlines.standing(county, late)
    assert (found.days, found.holidays) == (4, False)


def test_a_due_date_is_amended_taken_back_and_stands_in_the_trail(county):
    deadlines.register(county, Q3, date(2018, 10, 9), "电话通知 10月8日")
    deadlines.register(county, Q3, DUE, f"  {BASIS}\n")
    assert told(county)[0] == "2018-10-10"
    deadlines.register(county, Q3, DUE, BASIS)  # again: nothing changes
    deadlines.withdraw(county, Q3)
    assert told(county)[0] is None
    trail = [(e["action"], e["why"]) for e in safekeeping.history(county) if e["action"] == "due"]
    assert trail == [
        ("due", "2018-10-09 前报出，依据：电话通知 10月8日"), ("due", f"2018-10-10 前报出，依据：{BASIS}"),
        ("due", "取消登记"),
    ]  # fmt: skip
    assert safekeeping.verify_history(county) == []


def test_a_due_date_is_of_one_period_alone(county):
    deadlines.register(county, Period.parse("2018"), date(2019, 1, 20), BASIS)
    assert told(county)[0] is None
    assert told(county, Period.parse("2018"))[0] == "2019-01-20"


@pytest.mark.parametrize(
    ("period", "due", "basis", "said"),
    [
        ("2018Q3", "2018-10-10", " ", "请写依据"),
        ("2018Q3", "2018-06-30", BASIS, "比《2018年第三季度》开始还早，请核对年月"),
        ("2018Q3", "2028-10-10", BASIS, "请核对年份"),
        ("2017", "2018-10-10", BASIS, "没有报出期限"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_and_nothing_is_written(county, period, due, basis, said):
    with pytest.raises(RefusedError, match=said):
        deadlines.register(county, Period.parse(period), date.fromisoformat(due), basis)
    assert deadlines.deadline(county, Period.parse(period)) is None


def test_what_the_city_says_stands_above_what_the_office_wrote(county):
    deadlines.register(county, Q3, date(2018, 10, 12), "电话通知")
    hand_down(county, due=[{"period": "2018Q3", "due": "2018-10-10", "document": "下发文件第2号"}])
    for act in (
        lambda: deadlines.register(county, Q3, date(2018, 10, 12), "电话通知"),
        lambda: deadlines.withdraw(county, Q3),
    ):
        with pytest.raises(RefusedError, match="由市局下发文件确定（下发文件第2号）"):
            act()
    assert told(county)[0] == "2018-10-10"
    hand_down(county, due=[{"period": "2018Q3", "due": "2018-10-15", "document": "下发文件第3号"}])
    assert told(county)[0] == "2018-10-15"


def test_once_sent_the_day_it_left_decides_and_a_correction_makes_nobody_late(county, tmp_path):
    deadlines.register(county, Q3, DUE, BASIS)
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "送")
    assert told(county) == ("2018-10-10", 2, None)  # packed, and still here
    county.set_today(date(2018, 10, 10))
    signing.sent(county, Q3, way="U盘", on=date(2018, 10, 10))
    assert told(county) == ("2018-10-10", None, "on_time")
    county.set_today(date(2018, 10, 20))
    signing.reopen(county, Q3, reason="漏报一家企业")
    assert told(county) == ("2018-10-10", None, "on_time")
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "再送")
    signing.sent(county, Q3, way="U盘", on=date(2018, 10, 20))
    assert told(county) == ("2018-10-10", None, "on_time")


def test_the_day_on_the_receipt_decides_over_the_day_it_was_sent(county, city, tmp_path):
    deadlines.register(county, Q3, DUE, BASIS)
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "送")
    signing.sent(county, Q3, way="快递", on=date(2018, 10, 8))
    assert told(county)[2] == "on_time"
    upload = next(f for f in made.files if f.suffix == ".xlsx")
    take(city, [upload], date(2018, 10, 12))
    (one,) = inbox.look(city, [])
    inbox.accept(city, one, tmp_path / "回执")
    receiving.receive(county, list((tmp_path / "回执").glob("*.xlsx")))
    assert told(county)[2] == "late"


def take(office, paths, day):
    read_: list[Read] = []
    inbox.Reading(office, paths).run(read_.append)
    inbox.receive_all(office, read_, day)


def test_the_city_sees_who_came_in_time_who_late_and_who_is_missing(city, tmp_path):
    folder = tmp_path / "来"
    folder.mkdir()
    days = {"410802": date(2018, 10, 10), "410804": date(2018, 10, 11), "410823": date(2018, 10, 9)}
    given = {unit: uploads.content_of(folder, unit, "12") for unit in days}
    for unit, content in given.items():
        uploads.come(city, days[unit], content)
    assert timely(city) == {"410802": "no_due_date", "410804": "no_due_date", "410823": "no_due_date"}
    deadlines.register(city, Q3, DUE, BASIS)
    assert timely(city) == {"410802": "on_time", "410804": "late", "410823": "on_time"}
    again = uploads.revised(given["410823"], "补录", {"emissions/so2.industry/emitted": {"v": "14.60"}})
    uploads.come(city, date(2018, 10, 20), again)
    assert timely(city)["410823"] == "on_time"
    city.set_today(date(2018, 10, 22))
    found = deadlines.standing(city, Q3)
    assert (found.days, found.over, found.handed, len(found.missing)) == (-8, True, False, 8)
    assert "修武县" in found.missing
    assert "武陟县" not in found.missing


def timely(office):
    units = coverage.coverage(office, Q3)["units"]
    return {u["unit"]: u["timeliness"] for u in units if u["timeliness"] != "missing"}


def test_todo_and_coverage_as_json_with_a_due_date(county, city):
    for office in (county, city):
        deadlines.register(office, Q3, DUE, BASIS)
        office.set_today(date(2018, 10, 8))
    todo = handing_in.todo_json(county, Q3)
    todo |= {name: len(todo[name]) for name in ("blocking", "other")}  # their own tests tell of these
    made = json.dumps([todo, coverage.coverage(city, Q3)], ensure_ascii=False, indent=1, sort_keys=True)
    expected = EXPECTED / "due.json"
    if os.environ.get("JZDESK_TEST_REGENERATE") == "1":
        expected.write_text(made + "\n", "utf-8")
    assert made + "\n" == expected.read_text("utf-8")
