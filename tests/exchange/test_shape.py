from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import shape, signing
from jzdesk.exchange.visible import visible
from jzdesk.exchange.visible_letters import letter
from jzdesk.models import snapshot
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Frozen
from tests.exchange import kit
from tests.exchange.kit import RECEIPT, SLIP, catalogue

CONTENT = kit.correction()
PART = "forms/emissions/cells/cod.industry/emitted"


def looked_at(content: dict[str, Any]) -> None:
    """Do with a content whatever the reader does before it hands it on."""
    shape.check(content)
    shape.fits(content, catalogue())
    data = snapshot.encode(content)
    if content["kind"] != "上报文件":
        letter(content, "武陟县", data)
    else:
        visible(Frozen(content, catalogue()), data)
        snapshot.numbers(content, catalogue())
        snapshot.form_codes(content)


def changed(content: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the content with one member replaced (or taken out, for `...`)."""
    other = deepcopy(content)
    node: Any = other
    before, found, place = path.partition("cells/")
    names = [*before.rstrip("/").split("/"), *(["cells", place] if found else [])]
    for name in names[:-1]:
        node = node[_step(node, name)]
    last = _step(node, names[-1])
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return other


def _step(node: Any, name: str) -> Any:
    return int(name) if isinstance(node, list) else name


def test_the_contents_that_the_program_makes_are_good() -> None:
    looked_at(CONTENT)
    looked_at(RECEIPT)
    looked_at(SLIP)
    looked_at(ANSWER)
    looked_at(ENROLMENT)


@pytest.mark.parametrize("places", [["preparer_for"], ["reviewer_for"], ["preparer_for", "reviewer_for"]])
def test_a_content_may_say_whom_a_name_stood_in_for(places: list[str]) -> None:
    other = CONTENT
    for place in places:
        other = changed(other, f"signers/{place}", "赵刚")
    looked_at(other)


@pytest.mark.parametrize("period", ["2018Q1", "2018H1", "2018", "2015"])
@pytest.mark.parametrize("unit", ["410800", "410802", "410871"])
def test_the_content_of_any_office_and_period_is_good(period: str, unit: str) -> None:
    looked_at(kit.content(Sheet(catalogue(), unit, Period.parse(period), {})))


def _cell(text: str) -> tuple[str, Any]:
    return f"{PART}", {"v": text}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((name, wrong) for name in CONTENT for wrong in (None, ..., [1])),
        ("version", True), ("version", 0), ("version", "1"), ("kind", "下发文件"),
        ("revision", 0), ("revision", -1), ("revision", 10**30), ("revision", True), ("draft", -1),
        ("draft", 10**30),
        ("period", "2018q3"), ("period", "2018Q5"), ("period", "2031Q1"), ("unit", "999999"),
        ("unit", "武陟"),
        ("plan", "another"), ("predecessor", "xyz"), ("predecessor", "3ca3"),
        *((f"signers/{place}", wrong) for place in ("preparer_for", "reviewer_for")
          for wrong in ("", " 赵刚", "赵\t刚", "\u202e", 1, None, ["赵刚"], {})),
        ("signers", {}), ("signers/phone", 1), ("signers/issued_on", "昨天"), ("signers/one_person", 1),
        ("forms/emissions", None), ("forms/emissions/nil", 1), ("forms/emissions/own", {}),
        ("forms/emissions/cells", []),
        ("forms/none", {"nil": False, "own": [], "cells": {}}),
        ("forms/investment/own", [{"code": "X410823-001"}]),
        ("forms/investment/own", [{"code": "", "block": "projects"}]),
        ("forms/investment/own", [{"code": "X410823-001", "block": "none"}] * 2),
        ("forms/investment/own", []),
        ("forms/investment/own", [{"code": "X410823-001", "block": "projects"}] * 2),
        (PART, None), (PART, {}), (PART, {"v": 1}), (PART, {"x": "1"}), (PART, {"v": "1.00", "b": "保密"}),
        (PART, {"v": "1.00", "n": "a\tb"}), (PART, {"v": "1.00", "n": " a"}),
        (PART, {"b": "不知道"}), (PART, {"b": "暂缺:甲"}),
        (PART, {"n": "\u202e"}),
        *(_cell(t) for t in ("1", "1.0", "1.000", "01.00", "+1.00", "1e2", "NaN", "Infinity")),
        *(_cell(t) for t in ("甲", "", "１.00")),
        *(_cell(t) for t in ("1,000.00", "-0.00", "1" * 15 + ".00")),
        ("forms/emissions/cells/cod.none/emitted", {"v": "1.00"}),
        ("forms/emissions/cells/cod.agriculture/emitted", {"v": "1.00"}),
        ("forms/emissions/cells/x/emitted", {"v": "1.00"}),
        ("findings/0", None), ("findings/0", {}), ("findings/0/message", 1), ("findings/0/explanation", 1),
        ("findings/0/explanation", ...),
        ("counts/passed", "1"), ("counts/passed", ...), ("counts", {"word": 1}),
        ("backfill_since", "xyz"), ("backfill/2018Q1", {"forms": {}}), ("backfill/2014", {"forms": {}}),
        ("backfill/2016q1", {"forms": {}}), ("backfill/x", {"forms": {}}), ("backfill/2016", None),
        ("backfill/2016", {}), ("backfill/2016/forms", []), ("backfill/2016/forms/emissions", None),
        ("backfill/2016/forms/emissions/nil", 1), ("backfill/2016/forms/emissions/own", None),
        ("backfill/2016/forms/none", {"nil": False, "own": [], "cells": {}}),
        ("backfill/2016/forms/investment", {"nil": True, "own": [], "cells": {}}),
        ("backfill/2016/forms/emissions/cells/cod.agriculture/annual", {"v": "1"}),
        ("backfill/2016/forms/emissions/cells/cod.agriculture/annual", {"v": "1.00", "b": "保密"}),
        *((f"backfill/2016/forms/emissions/cells/{place}", {"v": "1.00"}) for place in (
            "cod.agriculture/final", "cod.none/annual", "cod.industry/emitted", "cod.total/annual")),
        ("backfill/2017Q3/forms/investment/cells/P016/name", {"v": "甲"}),
        ("backfill/2017Q3/forms/investment/own", []),
        ("changes/0/period", None), ("changes/0/period", "2018Q1"), ("changes/0/period", "昨天"),
        ("changes/0", None), ("changes/0/key", "x"), ("changes/0/old", 1), ("changes/0/new", ...),
    ],
)  # fmt: skip
def test_a_member_of_a_wrong_shape_is_refused(path: str, value: Any) -> None:
    with pytest.raises(RefusedError):
        looked_at(changed(CONTENT, path, value))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("X410823-001/stage", "建设"), ("X410823-001/plan_start", "2018-13"),
        ("X410823-001/plan_start", "2018"),
        ("X410823-001/content", "长" * 2001), ("X410823-001/content", " 甲"), ("X410823-001/funds", "1"),
        ("X410823-009/done", "1.00"), ("total/done", "甲"),
    ],
)  # fmt: skip
def test_a_cell_that_no_form_could_show_is_refused(place: str, value: str) -> None:
    other = deepcopy(CONTENT)
    other["forms"]["investment"]["cells"][place] = {"v": value}
    with pytest.raises(RefusedError):
        looked_at(other)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((name, None) for name in RECEIPT), ("received_on", ""), ("received_on", "2018-02-30"),
        ("accepted_on", "2018-10-1"),
        ("predecessor", ""), ("unit", "123"), ("revision", 0),
    ],
)  # fmt: skip
def test_a_receipt_of_a_wrong_shape_is_refused(path: str, value: Any) -> None:
    with pytest.raises(RefusedError):
        looked_at(changed(RECEIPT, path, value))


def test_a_later_version_is_told_apart_from_nonsense() -> None:
    with pytest.raises(RefusedError, match="更新版本"):
        shape.check({**CONTENT, "version": 2})
    with pytest.raises(RefusedError, match="不成形"):
        shape.check({**CONTENT, "version": 0})


def test_members_that_a_later_program_added_do_no_harm() -> None:
    looked_at({**CONTENT, "later": {"a": [1]}})


def _paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for name, inner in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield from _paths(inner, (*path, name))


PATHS = list(_paths(CONTENT))
ANYTHING = (
    st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({})
    | st.lists(st.text(), max_size=2)
    | st.dictionaries(st.sampled_from(["v", "b", "n", "key", "code"]), st.text() | st.none(), max_size=3)
    | st.sampled_from(["NaN", "1e999999", "{x}", "2018", "2018-1", "a/b/c", "emissions/cod.industry/emitted"])
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=3))
def test_a_content_with_anything_in_it_is_good_or_refused(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    other: Any = deepcopy(CONTENT)
    for path, value in changes:
        node = other
        try:
            for name in path[:-1]:
                node = node[name]
            node[path[-1]] = value
        except (LookupError, TypeError):
            continue
    with suppress(RefusedError):
        looked_at(other)


ANSWER = {
    **{name: value for name, value in SLIP.items() if name != "remarks"}, "kind": "查询答复",
    "slip": "3ca3c1d99d15cd1f", "answers": [{**SLIP["remarks"][0], "text": "核对无误"}],
}  # fmt: skip
HEAD = ("version", "plan", "catalogue", "program", "unit", "office", "practice")
ENROLMENT = {
    **{name: RECEIPT[name] for name in HEAD},
    "kind": "单位登记", "key": signing.public_of(bytes(32)), "issued_on": "2018-10-08",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((name, None) for name in SLIP), ("remarks", []), ("remarks", ["x"]), ("number", 0),
        ("issued_on", ""),
        ("predecessor", ""), ("remarks/0/key", "x"), ("remarks/0/text", ""), ("remarks/0/text", "a\tb"),
        ("remarks/1/key", "emissions/cod.industry/emitted"), ("remarks/0/place", ""), ("remarks/0/more", "x"),
    ],
)  # fmt: skip
def test_a_slip_of_a_wrong_shape_is_refused(path: str, value: Any) -> None:
    with pytest.raises(RefusedError):
        looked_at(changed(SLIP, path, value))


@pytest.mark.parametrize(
    ("content", "path", "value"),
    [
        *((ANSWER, name, None) for name in ANSWER), (ANSWER, "slip", ""), (ANSWER, "answers", []),
        *((ENROLMENT, name, None) for name in ENROLMENT), (ENROLMENT, "key", "QUJD"),
        (ENROLMENT, "office", ""),
    ],
)  # fmt: skip
def test_an_answer_or_an_announced_key_of_a_wrong_shape_is_refused(
    content: dict[str, Any], path: str, value: Any
) -> None:
    with pytest.raises(RefusedError):
        looked_at(changed(content, path, value))
