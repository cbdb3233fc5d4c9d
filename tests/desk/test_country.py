"""Totals of very many counties: the sums that the store makes are those of the figures, at a steady price."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from jzdesk.desk import adding_up, judging
from jzdesk.desk.office import Office
from jzdesk.errors import WorldError
from jzdesk.models import adding
from tests.bench import totals


def country(folder: Path, units: int) -> Path:
    """Return a city's store with the files of so many counties for two quarters."""
    path = folder / f"{units}.jzdesk"
    totals.make(path, *totals.country(units, 2))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country of twelve counties."""
    return country(tmp_path_factory.mktemp("small"), 12)


def asked(path: Path, units: int) -> list[str]:
    """Return every statement that one quarter's totals ask of the store."""
    statements: list[str] = []
    _, periods, spots = totals.country(units, 2)
    with Office.open(path, write=False, who="张三") as office:
        office.store._db.connection.set_trace_callback(statements.append)
        now = adding_up.added(office, periods[0])
        assert all(now.total(key, way) for key, way in spots)
    return statements


def test_every_total_is_what_a_group_by_makes_of_the_same_figures(small: Path, tmp_path: Path):
    _, periods, spots = totals.country(12, 2)
    floor = totals.bare(tmp_path / "bare.db", 12, 2, len(spots))
    told = {(q, r): Decimal(total).scaleb(-4) for q, r, total in floor.execute(totals.GROUPED)}
    floor.close()
    with Office.open(small, write=False, who="张三") as office:
        assert totals.added(office, periods, spots) == told


def test_sums_of_the_store_are_those_of_the_single_figures(small: Path):
    catalogue, periods, spots = totals.country(12, 2)
    with Office.open(small, write=True, who="张三") as office:
        (key, way), unit = spots[0], catalogue.counties[3]
        judging.approve(office, unit, periods[0], key, "5", "核定")
        now = adding_up.added(office, periods[0])
        for spot, how in spots:
            assert now.total(spot, how) == adding.total(catalogue, spot, how, now.figures)
        assert now.said(key, way) == adding.total(catalogue, key, way, now.judged)
        assert now.total(key, way) - now.said(key, way) == now.figures[key][unit] - 5
        assert now.said(*spots[1]) is None
        assert now.keys_of(unit) == {spot for spot, _ in spots}
        assert now.units == set(catalogue.counties)


def test_more_counties_are_no_more_questions_to_the_store(small: Path, tmp_path: Path):
    """No content of a file is read for a sum, and no file is asked for by itself."""
    few, many = asked(small, 12), asked(country(tmp_path, 40), 40)
    assert len(few) == len(many)
    assert not [one for one in many if "content" in one and "submissions" in one]


def test_a_file_that_is_gone_is_no_smaller_total(small: Path, tmp_path: Path):
    path = tmp_path / "lost.jzdesk"
    path.write_bytes(small.read_bytes())
    _, periods, _ = totals.country(12, 2)
    with Office.open(path, write=False, who="张三") as office:
        chosen = office.store.counting(periods[0])
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM submissions WHERE id = ?", chosen[:1])
    connection.commit()
    connection.close()
    with Office.open(path, write=False, who="张三") as office, pytest.raises(WorldError, match="损坏"):
        office.store.totals(periods[0], chosen)
