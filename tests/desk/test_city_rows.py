"""Rows the city adds stand in its edition of the catalogue: locked in what it says, filled by the county."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from jzdesk.desk import entering, handing_in, planning, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.catalogue import Catalogue
from tests.desk.conftest import Q3

PROJECT = {
    "code": "P025", "name": "市下达的治理工程", "category": "industry", "county": "410823",
    "planned": "1250.50", "source": "市局下发文件", "origin": "city",
}  # fmt: skip
TASK = {
    "code": "M178", "name": "完成十家企业提标改造", "due": "2019-06-30", "scope": ["410823"],
    "quantity": "10", "quantity_unit": "家", "source": "市局下发文件", "origin": "city",
}  # fmt: skip


@pytest.fixture
def allotted(tmp_path: Path) -> Iterator[Office]:
    """A county whose catalogue holds a project and a task that the city added."""
    data = deepcopy(safekeeping.shipped_catalogue().data)
    data["projects"].append(PROJECT)
    data["milestones"].append(TASK)
    path = tmp_path / "武陟县.jzdesk"
    with safekeeping.init(
        path, unit="410823", office=None, practice=True, who="张三", catalogue=Catalogue(data)
    ) as office:
        yield office


def test_what_the_city_gave_stands_and_is_locked(allotted: Office) -> None:
    sheet = allotted.sheet(Q3)
    row = sheet.row("investment", "P025")
    assert (row.origin, row.given["planned"]) == ("city", "1250.50")
    for key, value in (("investment/P025/planned", "9"), ("investment/P025/name", "别的"),
                       ("milestones/M178/due", "2020"), ("milestones/M178/quantity", "1")):  # fmt: skip
        with pytest.raises(RefusedError):
            entering.set_values(allotted, Q3, [key, value])
    entering.set_values(allotted, Q3, ["investment/P025/done", "12.5", "milestones/M178/status", "推进中"])
    cells = entering.get(allotted, Q3)["cells"]
    shown = {c["key"]: c["value"] for c in cells}
    assert shown["investment/P025/planned"] == "1250.50"
    assert shown["milestones/M178/due"] == "2019-06-30"


def test_other_counties_do_not_have_it(allotted: Office) -> None:
    form = allotted.catalogue.form("investment")
    assert not [r for r in allotted.catalogue.rows(form, "410822", Q3) if r.code == "P025"]


def test_the_catalogue_says_whose_it_is_and_it_travels(allotted: Office) -> None:
    entering.set_values(allotted, Q3, ["investment/P025/done", "12.5"])
    rows = next(
        f for f in planning.catalogue_json(allotted.catalogue, allotted)["forms"] if f["id"] == "investment"
    )["rows"]
    assert next(r["origin"] for r in rows if r["code"] == "P025") == "city"
    content, _ = handing_in.content_now(allotted, Q3)
    cells = json.loads(json.dumps(content))["forms"]["investment"]["cells"]
    assert (cells["P025/planned"]["v"], cells["P025/done"]["v"]) == ("1250.50", "12.50")
