"""A 下发文件 from outside holds nothing that our own program would not have handed down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jzdesk.desk import safekeeping
from jzdesk.errors import RefusedError
from jzdesk.exchange import shape, upload
from jzdesk.exchange.signing import new_key, seal
from jzdesk.models import letters, snapshot
from jzdesk.models.allotment import judging
from jzdesk.models.allotment.allotment import Allotment
from jzdesk.models.letters import Issuer

PLAN = safekeeping.shipped_catalogue()
TYPED = {
    "projects": [
        {"code": "P001", "unit": "武陟县", "planned": "1200.5"},
        {"name": "某湿地", "category": "生态环境保护项目", "unit": "温县", "planned": "350"},
    ],
    "tasks": [{"code": "M003", "unit": "各县（市）区", "due": "2018-12-31"}],
    "targets": [{"code": "pm25_annual_mean", "unit": "武陟县", "year": "2018", "op": "不高于", "value": "65",
                 "document": "文"}],
    "due": [{"period": "2018Q3", "due": "2018-10-12", "document": "文"}],
}  # fmt: skip


def content() -> dict[str, Any]:
    records, problems = judging.judged(PLAN.data, {s: list(enumerate(said)) for s, said in TYPED.items()})
    assert not problems
    told = Allotment(1, "2018-09-20", {**records, "retired": ({"code": "M178", "name": "旧任务"},)})
    issuer = Issuer("焦作市环境保护局", False, "0.1.0", "jiaozuo-13fyp", PLAN.edition)
    return letters.assignment(issuer, "410823", allotment=told.plain())


def fits(found: dict[str, Any]) -> bool:
    try:
        shape.check(found)
        shape.fits(found, PLAN)
    except RefusedError:
        return False
    return True


def test_what_our_own_program_makes_fits_and_reads_back() -> None:
    found = content()
    assert fits(found)
    data = snapshot.encode(found)
    made = upload.letter_bytes(found, data, "武陟县", seal(new_key(), data), PLAN)
    packet = upload.read_upload(made, {PLAN.edition: PLAN.to_json()})
    assert (packet["content"], packet["whole"], packet["altered"]) == (found, True, [])


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.update(number=0), lambda a: a.update(number="1"), lambda a: a.update(issued_on="昨天"),
        lambda a: a.update(more=1), lambda a: a["records"].update(other=[]),
        lambda a: a["records"]["projects"].append({"code": "P001", "unit": "410825"}),
        lambda a: a["records"]["projects"].append({"code": "../x", "unit": "410825", "name": "甲"}),
        lambda a: a["records"]["projects"][0].update(planned="1200.5"),
        lambda a: a["records"]["projects"][0].update(planned="1e9"),
        lambda a: a["records"]["projects"][0].update(unit="999999"),
        lambda a: a["records"]["projects"][0].update(name="别的"),
        lambda a: a["records"]["projects"][0].update(document="甲\u202e乙"),
        lambda a: a["records"]["projects"][0].update(scope="all"),
        lambda a: a["records"]["projects"][0].update(planned=12),
        lambda a: a["records"]["projects"][0].pop("unit"),
        lambda a: a["records"]["tasks"][0].update(due="2018-02-30"),
        lambda a: a["records"]["tasks"].reverse(),
        lambda a: a["records"]["targets"][0].update(value="六十五"),
        lambda a: a["records"]["due"][0].update(period="2018Q5"),
        lambda a: a["records"]["retired"][0].update(code="M003"),
        lambda a: a["records"]["retired"][0].update(code="P900"),
        lambda a: a["records"]["retired"].append("甲"),
        lambda a: a["records"].update(tasks={}),
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: Change) -> None:
    found = content()
    change(found["allotment"])
    assert not fits(found)
