"""Names and codes typed once: found again from every form, period and 底稿 of the office."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, lines, naming
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.naming import Known
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

Q2 = Period.parse("2018Q2")
CODE = "91350100M000100Y43"
NAME, CREDIT = "cards/+enterprises/name", "cards/+enterprises/credit"


@pytest.fixture
def card(county: Office) -> str:
    saved, _ = entering.set_values(county, Q2, [NAME, "甲公司", CREDIT, CODE])
    return Key.parse(saved[0]).row


def names(office: Office, kind: str = "enterprise") -> set[Known]:
    return set(naming.known(office, kind).known)


def test_they_come_from_cells_of_all_forms_and_periods(county: Office, card: str) -> None:
    entering.set_values(
        county, Q3, ["reductions/+projects/name", "脱硫", "reductions/+projects/location", "乙厂"]
    )
    assert {Known("甲公司", CODE), Known("乙厂")} <= names(county)
    assert Known("脱硫") not in names(county)
    assert Known("乙厂") not in names(county, "office")


def test_they_come_from_lines_with_their_codes(county: Office) -> None:
    lines.set_lines(county, Q3, Key.parse("emissions/cod.industry/emitted"), [["丙厂", "C3", "1", ""]])
    assert Known("丙厂", "C3") in names(county)


def test_a_code_said_later_belongs_to_the_name(county: Office, card: str) -> None:
    saved, _ = entering.set_values(county, Q2, [NAME, "丁公司"])
    row = Key.parse(saved[0]).row
    entering.set_values(county, Q3, [f"cards/{row}/credit", "91410823MA3X00000N"])
    assert Known("丁公司", "91410823MA3X00000N") in names(county)


def test_a_known_name_brings_its_code_where_that_is_open(county: Office, card: str) -> None:
    sheet = county.sheet(Q3)
    assert naming.with_code(county, sheet, Key.parse(NAME), "甲公司") == [NAME, "甲公司", CREDIT, CODE]
    assert naming.with_code(county, sheet, Key.parse(NAME), "新公司") == [NAME, "新公司"]
    key = Key("cards", card, "name")
    assert naming.with_code(county, sheet, key, "甲公司") == [str(key), "甲公司"], "one stands there"
    other = Key.parse("investment/P016/responsible")
    assert naming.with_code(county, sheet, other, "甲公司") == [str(other), "甲公司"]


def test_a_name_with_two_codes_brings_none(county: Office, card: str) -> None:
    entering.set_values(county, Q3, [NAME, "甲公司", CREDIT, "91410823MA3X00000N"])
    assert naming.with_code(county, county.sheet(Q3), Key.parse(NAME), "甲公司") == [NAME, "甲公司"]
