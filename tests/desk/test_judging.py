"""The city judges: revisions left out, 核定数 beside, 代用数 for what is to come, each row by its rule."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import (
    acceptance,
    adding_up,
    coverage,
    effects,
    excluding,
    judging,
    receiving,
    safekeeping,
    slips,
    summing,
    totalling,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import adding, snapshot
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN
from jzdesk.models.period import Period
from tests import uploads

Q3, YEAR = Period.parse("2018Q3"), Period.parse("2018")
COD, TP = Key.parse("emissions/cod.industry/emitted"), Key.parse("emissions/tp.industry/emitted")
INVESTED, PERMITS = Key.parse("investment/total/done"), Key.parse("quality/permits/rate")
WUZHI, XIUWU, WENXIAN = "410823", "410821", "410825"
Content = dict[str, Any]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Content]:
    """What three counties hand in, every figure being 7, 12 and 30."""
    folder = tmp_path_factory.mktemp("counties")
    numbers = {XIUWU: "7", WUZHI: "12", WENXIAN: "30"}
    return {unit: uploads.content_of(folder, unit, number) for unit, number in numbers.items()}


def new_city(path: Path) -> Office:
    office = safekeeping.init(path, unit="410800", office=None, practice=True, who="市局")
    office.set_today(date(2018, 10, 9))
    return office


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with new_city(tmp_path / "city.jzdesk") as office:
        yield office


def take(office: Office, content: Content, *, accept: bool = True) -> None:
    """Put an upload into the store as receiving does, and accept it, without a workbook and a receipt."""
    data = snapshot.encode(content)
    period = Period.parse(content["period"])
    with office.store.operation("receive", period, how="workbook", why="", at=office.stamp, step=False) as op:
        one = receiving.Submission(
            content["unit"], period, content["revision"], snapshot.code_of(data), "上报文件",
            "accepted" if accept else "received", office.stamp, facts={"received_on": "2018-10-08"},
        )  # fmt: skip
        op.submission(one, data, snapshot.numbers(content, office.catalogue))
    office.forget()


def total(office: Office, key: Key, period: Period = Q3) -> str | None:
    return summing.summed(office, period).totals.get(key)


def everything(office: Office, period: Period = Q3) -> tuple[object, ...]:
    """Return every total, whatever it is made of."""
    given = summing.summed(office, period)
    return given.totals, given.to_date, given.approved, given.difference, given.figures


# Versions


def test_a_revision_left_out_leaves_no_trace_in_any_total(
    city: Office, contents: Mapping[str, Content], tmp_path: Path
) -> None:
    with new_city(tmp_path / "other.jzdesk") as other:
        for office in (city, other):
            take(office, contents[XIUWU])
            take(office, contents[WUZHI])
        wrong = uploads.revised(contents[WUZHI], "更正", {str(COD): {"v": "9999.00"}, str(TP): None})
        take(city, wrong)
        assert total(city, COD) == "10006.00"
        assert excluding.exclude(city, WUZHI, Q3, revision=2, reason="县里误报")
        assert everything(city) == everything(other)
        assert effects.effect(city, Q3, contents[WENXIAN]) == effects.effect(other, Q3, contents[WENXIAN])
        unit = next(u for u in coverage.coverage(city, Q3)["units"] if u["unit"] == WUZHI)
        assert (unit["state"], unit["revision"]) == ("已验收", 1), "the one that counts is told of"
        assert not excluding.exclude(city, WUZHI, Q3, revision=2, reason="再说一次"), "nothing is new"
        assert excluding.include(city, WUZHI, Q3, revision=2, reason="查清了") == "accepted"
        assert total(city, COD) == "10006.00"


def test_what_is_left_out_whole_is_as_if_it_had_not_come(
    city: Office, contents: Mapping[str, Content]
) -> None:
    take(city, contents[XIUWU])
    before = everything(city)
    take(city, contents[WUZHI])
    excluding.exclude(city, WUZHI, Q3, revision=1, reason="数据不实")
    now = everything(city)
    assert now == before
    unit = next(u for u in coverage.coverage(city, Q3)["units"] if u["unit"] == WUZHI)
    assert unit["state"] == "已排除"
    assert WUZHI in coverage.coverage(city, Q3)["urge"]


def test_the_highest_accepted_revision_counts_in_any_order(
    tmp_path: Path, contents: Mapping[str, Content]
) -> None:
    """Whatever is received, returned, left out and brought back: totals are those of the files that count."""
    chance = random.Random(7)
    second = uploads.revised(contents[WUZHI], "更正", {str(COD): {"v": "20.00"}})
    third = uploads.revised(second, "更正", {str(COD): {"v": "35.00"}})
    for number in range(12):
        with new_city(tmp_path / f"{number}.jzdesk") as office:
            chosen = [(c, chance.choice(("accepted", "received", "excluded", "back", "returned")))
                      for c in (contents[WUZHI], second, third)]  # fmt: skip
            chance.shuffle(chosen)
            for content, fate in chosen:
                take(office, content, accept=fate in {"accepted", "excluded", "back"})
                if fate in {"excluded", "back"}:
                    excluding.exclude(office, WUZHI, Q3, revision=content["revision"], reason="试")
                if fate == "back":
                    excluding.include(office, WUZHI, Q3, revision=content["revision"], reason="试")
                if fate == "returned":
                    said = [(str(COD), "核对")]
                    slips.give(office, RETURN, WUZHI, Q3, said, out=None, revision=content["revision"])
            counting = [c for c, fate in chosen if fate in {"accepted", "back"}]
            best = max(counting, key=lambda c: c["revision"], default=None)
            expected = best["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"] if best else None
            assert total(office, COD) == expected, chosen


def test_an_excluded_one_is_not_accepted_before_it_is_brought_back(
    city: Office, contents: Mapping[str, Content], tmp_path: Path
) -> None:
    take(city, contents[WUZHI], accept=False)
    excluding.exclude(city, WUZHI, Q3, revision=1, reason="数据不实")
    with pytest.raises(RefusedError, match="已经排除（数据不实）"):
        acceptance.accept(city, WUZHI, Q3, revision=1, out=tmp_path / "回执.xlsx")
    assert excluding.include(city, WUZHI, Q3, revision=1, reason="查清") == "received"
    acceptance.accept(city, WUZHI, Q3, revision=1, out=tmp_path / "回执.xlsx")
    assert total(city, COD) == "12.00"


@pytest.mark.parametrize(
    ("unit", "revision", "reason", "words"),
    [
        (WUZHI, 3, "误报", "没有.*第3次"), (WUZHI, 1, " ", "要写明原因"), ("410800", 1, "误报", "市本级"),
        (XIUWU, 1, "误报", "没有.*第1次"),
    ],
)  # fmt: skip
def test_leaving_out_what_there_is_not_is_refused(
    city: Office, contents: Mapping[str, Content], unit: str, revision: int, reason: str, words: str
) -> None:
    take(city, contents[WUZHI])
    entries = len(city.store.history())
    with pytest.raises(RefusedError, match=words):
        excluding.exclude(city, unit, Q3, revision=revision, reason=reason)
    with pytest.raises(RefusedError, match="没有被排除"):
        excluding.include(city, WUZHI, Q3, revision=1, reason="无")
    assert len(city.store.history()) == entries


# 核定数


def test_an_approved_figure_stands_beside_and_overwrites_nothing(
    city: Office, contents: Mapping[str, Content]
) -> None:
    take(city, contents[XIUWU])
    take(city, contents[WUZHI])
    judging.approve(city, WUZHI, Q3, COD, "１１.５吨", "在线监测核算")
    given = summing.summed(city, Q3)
    assert (given.figures[COD][WUZHI], given.totals[COD]) == ("12.00", "19.00")
    assert (given.approved[COD], given.difference[COD]) == ("18.50", "-0.50")
    assert [(n.unit, n.value, n.why) for n in given.judged] == [(WUZHI, "11.50", "在线监测核算")]
    assert (
        city.store.history()[-1].why
        == "武陟县《主要污染物排放情况》化学需氧量·工业源·本季 核定 11.50：在线监测核算"
    )
    judging.approve(city, "410800", Q3, COD, "20", "省厅核定")
    given = summing.summed(city, Q3)
    assert (given.approved[COD], given.difference[COD]) == ("20.00", "1.00"), (
        "its word on the whole goes first"
    )
    for unit in (WUZHI, "410800"):
        assert judging.approve(city, unit, Q3, COD, "", "") is None
    assert summing.summed(city, Q3).approved == {}
    with pytest.raises(RefusedError, match="没有核定数"):
        judging.approve(city, WUZHI, Q3, COD, "", "")


def test_a_total_moves_with_the_part_that_was_approved(city: Office, contents: Mapping[str, Content]) -> None:
    take(city, contents[WUZHI])
    project = next(
        place.partition("/")[0] for place in contents[WUZHI]["forms"]["investment"]["cells"]
        if place.endswith("/done") and not place.startswith("total")
    )  # fmt: skip
    was = Decimal(total(city, INVESTED) or "0")
    judging.approve(city, WUZHI, Q3, Key("investment", project, "done"), "10", "实地核查")
    assert Decimal(summing.summed(city, Q3).approved[INVESTED]) == was - 2
    numerator = Key("quality", "permits", "numerator")
    judging.approve(city, WUZHI, Q3, numerator, "6", "实地核查")
    assert summing.summed(city, Q3).approved[PERMITS] == "50.0", "a rate follows its figures"


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("emissions/cod.industry/previous", "5", "不能核定"), ("investment/X410823-001/done", "5", "没有"),
        ("emissions/nox.mobile/annual", "5", "没有"), ("emissions/cod.industry/annual", "5", "没有"),
        ("emissions/cod.industry/emitted", "无此项", "要填一个数"),
        ("quality/pm25/basis", "标况", "不能核定"),
        ("emissions/cod.industry/emitted", "十二", "不是数|数字|阿拉伯"),
    ],
)  # fmt: skip
def test_what_cannot_be_approved_is_refused_and_changes_nothing(
    city: Office, contents: Mapping[str, Content], key: str, text: str, words: str
) -> None:
    take(city, contents[WUZHI])
    entries = len(city.store.history())
    with pytest.raises(RefusedError, match=words):
        judging.approve(city, WUZHI, Q3, Key.parse(key), text, "试")
    assert len(city.store.history()) == entries
    with pytest.raises(UsageError):
        judging.approve(city, WUZHI, Q3, Key.parse("emissions/cod.industry/nothing"), "1", "试")
    with pytest.raises(RefusedError, match="写明原因"):
        judging.approve(city, WUZHI, Q3, COD, "1", "")


# 代用数


def test_a_stand_in_counts_until_the_file_does(city: Office, contents: Mapping[str, Content]) -> None:
    take(city, contents[XIUWU])
    judging.stand_in(city, WUZHI, Q3, COD, "11", "县局电话")
    given = summing.summed(city, Q3)
    assert (given.totals[COD], given.figures[COD][WUZHI]) == ("18.00", "11.00")
    assert [(n.key, n.unit, n.why) for n in given.standins] == [(COD, WUZHI, "县局电话")]
    assert given.accepted == 1, "it makes no county complete"
    told = {t["key"]: t for t in effects.effect(city, Q3, contents[WUZHI])}
    assert (told[str(COD)]["before"], told[str(COD)]["after"]) == ("18.00", "19.00")
    take(city, contents[WUZHI], accept=False)
    assert total(city, COD) == "18.00", "a file that waits does not count"
    with city.store.operation("accept", Q3, how="typed", why="", at=city.stamp, step=False) as op:
        found = next(s for s in city.store.submissions(WUZHI, Q3))
        op.submission_state(found.id, "accepted", found.facts)
    given = summing.summed(city, Q3)
    assert (given.totals[COD], given.standins) == ("19.00", ())
    with pytest.raises(RefusedError, match="已经验收"):
        judging.stand_in(city, WUZHI, Q3, COD, "11", "县局电话")
    excluding.exclude(city, WUZHI, Q3, revision=1, reason="数据不实")
    assert total(city, COD) == "18.00", "it steps in again"
    judging.stand_in(city, WUZHI, Q3, COD, "", "")
    assert total(city, COD) == "7.00"


def test_stand_ins_need_a_source_and_a_county(city: Office) -> None:
    with pytest.raises(RefusedError, match="写明来源"):
        judging.stand_in(city, WUZHI, Q3, COD, "11", "")
    with pytest.raises(RefusedError, match="核定数"):
        judging.stand_in(city, "410800", Q3, COD, "11", "县局电话")
    assert total(city, COD) is None


def test_behind_the_figures_stand_what_the_city_set(city: Office, contents: Mapping[str, Content]) -> None:
    take(city, contents[WUZHI])
    judging.approve(city, WUZHI, Q3, COD, "11.5", "在线监测核算")
    judging.stand_in(city, XIUWU, Q3, COD, "7", "县局电话")
    table = totalling.table(city, Q3)
    line = next(one for one in table.lines if one.key == COD)
    texts = dict(zip(table.codes, line.figures, strict=True))
    assert (texts[XIUWU], texts[WUZHI], texts["total"]) == ("代 7.00", "核 12.00", "代 19.00")
    assert (texts["approved"], texts["difference"]) == ("18.50", "−0.50")
    assert (table.counted, table.number) == (1, 11)
    source = totalling.source(city, table, line, XIUWU, texts[XIUWU])
    assert source.facts == (("代用数来源", "县局电话"),)
    assert (
        "核定数 11.50 吨（在线监测核算），上报数不改。"
        in totalling.source(city, table, line, WUZHI, "").notes
    )
    assert "含代用数。" in totalling.source(city, table, line, "total", "").notes
    notes = totalling.source(city, table, line, "approved", "").notes
    assert notes[0] == "武陟县：核定数 11.50 吨（在线监测核算），上报数不改。"


def test_what_is_foretold_of_the_totals_is_what_comes(city: Office, contents: Mapping[str, Content]) -> None:
    """Every total that a file would move, and no other; also for a correction, and with a 代用数 to go."""
    judging.stand_in(city, WENXIAN, Q3, COD, "11", "县局电话")
    judging.stand_in(city, WENXIAN, Q3, TP, "3", "县局电话")
    mended = {str(TP): None, "quality/permits/numerator": {"v": "5"}, str(COD): {"v": "0.00"}}
    correction = uploads.revised(contents[WENXIAN], "更正", mended)
    for content in (contents[XIUWU], contents[WUZHI], contents[WENXIAN], correction):
        before = summing.summed(city, Q3).totals
        told = {Key.parse(t["key"]): (t["before"], t["after"]) for t in effects.effect(city, Q3, content)}
        take(city, content)
        after = summing.summed(city, Q3).totals
        for key in after:
            assert told.get(key, (before[key],) * 2) == (before[key], after[key]), (key, content["unit"])


# Each row's rule


def test_every_row_adds_up_by_its_own_rule(city: Office) -> None:
    """Sums are those of members alone, rates those of sums, whatever the offices say."""
    catalogue, chance = city.catalogue, random.Random(11)
    offices = ("410800", *catalogue.counties)
    for form in catalogue.forms:
        for row in form.rows:
            for column in form.columns:
                if column.code not in row.columns or column.kind != "number":
                    continue
                way = adding.way(row, column)
                key = Key(form.id, row.code, column.code)
                figures = {
                    Key(form.id, row.code, code): {
                        u: Decimal(chance.randrange(1, 9999)) / 100 for u in offices if chance.random() < 0.8
                    }
                    for code in {column.code, *adding.PARTS}
                }
                found = adding.total(catalogue, key, way, figures)
                among = catalogue.counties
                if row.adds == "urban":
                    among = ("410802", "410803", "410804", "410811")
                if way.summed:
                    expected = [n for u, n in figures[key].items() if u in among]
                    assert found == (sum(expected) if expected else None)
                elif way.rated:
                    top, bottom = (figures[Key(form.id, row.code, part)] for part in adding.PARTS)
                    both = [u for u in among if u in top and u in bottom]
                    if both:
                        exact = sum(top[u] for u in both) * 100 / sum(bottom[u] for u in both)
                        assert found is not None
                        assert abs(found - exact) <= Decimal("0.05")
                else:
                    assert found is None


@pytest.mark.parametrize(
    ("key", "adds", "together"),
    [
        ("emissions/cod.industry/emitted", "sum", True), ("emissions/nox.mobile/final", "city", True),
        ("quality/built_up_green_rate/rate", "urban", True), ("quality/good_days/days", "none", False),
        ("quality/pm25/mean", "none", False), ("quality/coal_total/final", "city", True),
        ("quality/fertilizer_use_efficiency/final", "none", False), ("milestones/behind/count", "sum", True),
    ],
)  # fmt: skip
def test_rows_say_how_they_add_up(city: Office, key: str, adds: str, together: bool) -> None:
    way, _ = adding.way_of(city.catalogue, Key.parse(key))
    assert (way.adds, way.together) == (adds, together)


def test_what_the_city_fills_in_itself_is_the_total(city: Office) -> None:
    key = Key.parse("emissions/nox.mobile/final")
    content = {
        "unit": "410800", "period": "2018", "revision": 1, "catalogue": city.catalogue.edition,
        "signers": {"issued_on": "2018-10-09"},
        "forms": {"emissions": {"nil": False, "own": [], "cells": {"nox.mobile/final": {"v": "300.00"}}}},
    }  # fmt: skip
    take(city, content)
    given = summing.summed(city, YEAR)
    assert (given.totals[key], given.approved[key], given.difference.get(key)) == (None, "300.00", None)
    assert [u.name for u in given.units][-1] == "市本级"
    table = totalling.table(city, YEAR)
    assert (table.counted, table.number, len(table.left_out)) == (0, 11, 11), "the city is no county"
    judging.approve(city, "410800", YEAR, key, "310", "省厅核定")
    given = summing.summed(city, YEAR)
    assert (given.figures[key]["410800"], given.approved[key]) == ("300.00", "310.00")
    table = totalling.table(city, YEAR)
    line = next(one for one in table.lines if one.key == key)
    assert dict(zip(table.codes, line.figures, strict=True))["410800"] == "300.00", "not marked: it stands"
    assert totalling.source(city, table, line, "approved", "").notes == ("市局核定的全市数：省厅核定",)


def test_the_year_takes_what_had_nothing_for_nothing(city: Office, contents: Mapping[str, Content]) -> None:
    for quarter in ("2018Q1", "2018Q2"):
        first = {**contents[WUZHI], "period": quarter}
        take(city, first if quarter == "2018Q1" else _without(first, {"b": "无此项"}))
    take(city, contents[WUZHI])
    to_date = summing.summed(city, Q3).to_date
    assert to_date[COD] == "24.00"
    owed = _without({**contents[XIUWU], "period": "2018Q2"}, {"b": "暂缺:县水务局,2018-11-01"})
    take(city, {**contents[XIUWU], "period": "2018Q1"})
    take(city, owed)
    take(city, contents[XIUWU])
    to_date = summing.summed(city, Q3).to_date
    assert to_date[COD] is None, "what is owed is not nothing"
    assert to_date[TP] == "57.00"


def _without(content: Content, blank: dict[str, str]) -> Content:
    forms = {form: {**part, "cells": dict(part["cells"])} for form, part in content["forms"].items()}
    forms["emissions"]["cells"]["cod.industry/emitted"] = blank
    return {**content, "forms": forms}


def test_added_is_told_apart(city: Office, contents: Mapping[str, Content]) -> None:
    take(city, contents[WUZHI])
    judging.approve(city, WUZHI, Q3, COD, "11", "核查")
    judging.stand_in(city, XIUWU, Q3, COD, "5", "电话")
    found = adding_up.added(city, Q3)
    assert found.reported[COD] == {WUZHI: Decimal(12)}
    assert found.figures[COD] == {WUZHI: Decimal(12), XIUWU: Decimal(5)}
    assert found.judged[COD] == {WUZHI: Decimal(11), XIUWU: Decimal(5)}
