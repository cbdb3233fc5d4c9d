"""A form nobody has seen goes the whole way, so that new rows need neither code nor a change of schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import acceptance, coverage, entering, handing_in, receiving, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period

FORM: dict[str, Any] = {
    "id": "trial", "number": "JZ-0表", "title": "试填表", "short": "试填", "list": False, "stub": "指标名称",
    "frequencies": ["quarter", "half", "year"], "unit_of_measure": "吨",
    "columns": [
        {"code": "amount", "name": "数量", "kind": "number", "frequencies": ["quarter", "half"]},
        {"code": "adjustment", "name": "前期调整数", "kind": "number", "signed": True, "required": False,
         "frequencies": ["quarter"]},
        {"code": "ytd", "name": "累计", "kind": "number", "computes": "ytd", "frequencies": ["quarter"]},
        {"code": "basis", "name": "监测状态", "kind": "enum", "standing": "always",
         "frequencies": ["quarter"],
         "options": [{"code": "standard", "word": "标况"}, {"code": "actual", "word": "实况"}]},
        {"code": "flash", "name": "快报数", "kind": "number", "required": False, "frequencies": ["year"]},
        {"code": "annual", "name": "年报数", "kind": "number", "required": False, "frequencies": ["year"]},
        {"code": "final", "name": "采用数", "kind": "number", "computes": "final", "frequencies": ["year"]},
    ],
    "blocks": [
        {"code": "all", "title": "", "behaviour": "flow", "primary": "amount", "unit": "吨", "decimals": 2,
         "columns": ["amount", "adjustment", "ytd", "basis", "flash", "annual", "final"],
         "rows": [
             {"code": "q", "name": "季度项", "frequencies": ["quarter"]},
             {"code": "h", "name": "半年项", "frequencies": ["half"], "decimals": 4},
             {"code": "y", "name": "年度项", "frequencies": ["year"]},
         ]},
    ],
}  # fmt: skip


@pytest.fixture
def made_up() -> Catalogue:
    data = deepcopy(safekeeping.shipped_catalogue().data)
    scope = [d["code"] for d in data["divisions"]]
    form = deepcopy(FORM)
    form["blocks"][0]["scope"] = scope
    return Catalogue({**data, "forms": [form], "rules": []})


@pytest.fixture
def offices(tmp_path: Path, made_up: Catalogue) -> Iterator[tuple[Office, Office]]:
    paths = (tmp_path / "县.jzdesk", tmp_path / "市.jzdesk")
    with (
        safekeeping.init(paths[0], unit="410825", office=None, practice=True, catalogue=made_up) as county,
        safekeeping.init(paths[1], unit="410800", office=None, practice=True, catalogue=made_up) as city,
    ):
        for office in (county, city):
            office.set_today(date(2019, 2, 1))
        yield county, city


CASES = {
    "2018Q2": (["trial/q/amount", "12.34", "trial/q/basis", "实况"], {"trial/q/amount": "12.34"}),
    "2018Q1": (["trial/q/amount", "5", "trial/q/adjustment", "-0.5", "trial/q/basis", "标况"],
               {"trial/q/ytd": "4.50"}),
    "2018H1": (["trial/h/amount", "0.1234"], {"trial/h/amount": "0.1234"}),
    "2018": (["trial/y/flash", "100", "trial/y/annual", "101.25"], {"trial/y/final": "101.25"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_row_reaches_the_city_as_it_was_entered(
    offices: tuple[Office, Office], tmp_path: Path, name: str
) -> None:
    county, city = offices
    words, expected = CASES[name]
    period = Period.parse(name)
    entering.set_values(county, period, words)
    handing_in.review(county, period, "李四")
    signing.freeze(county, period, preparer="张三", head="王五", phone="1", one_person=False, out=tmp_path)
    made = signing.submit(county, period, signed_on=county.today, out=tmp_path)
    assert receiving.receive(city, [made.files[0]])["files"][0]["verdict"] == "taken"
    acceptance.accept(city, "410825", period, revision=None, out=tmp_path / "回执.xlsx")
    kept = coverage.counted(city, period)[0]
    cells = json.loads(city.store.submission_content(kept.id))["forms"]["trial"]["cells"]
    totals = city.store.totals(period, [kept.id])
    for key, value in expected.items():
        _, row, column = key.split("/")
        assert cells[f"{row}/{column}"]["v"] == value
        assert totals[Key.parse(key)] == Decimal(value)


def test_a_change_of_basis_breaks_the_comparison_in_words(offices: tuple[Office, Office]) -> None:
    county, _ = offices
    first, second = Period.parse("2018Q1"), Period.parse("2018Q2")
    entering.set_values(county, first, ["trial/q/amount", "5", "trial/q/basis", "标况"])
    entering.set_values(county, second, ["trial/q/amount", "6", "trial/q/basis", "实况"])
    told = entering.get(county, second, [Key.parse("trial/q/amount")])["cells"][0]["computed"]
    assert told["previous"] is None
    assert "基准不同" in "".join(told["missing"])
