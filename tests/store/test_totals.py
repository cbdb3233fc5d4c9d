"""Sums over the snapshots that count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.errors import WorldError
from jzdesk.store.store import Store
from tests.store.kit import COD, DONE, Q1, Q3, SO2, receive, received, tamper


def test_totals_are_over_the_given_snapshots_of_the_period(store: Store):
    one = receive(store, received("410821"), cod="1.25", so2="3", done="-2")
    two = receive(store, received("410822"), cod="0.0001", so2="4")
    late = receive(store, received("410821", revision=2), cod="100")
    other = receive(store, received("410822", period=Q1), cod="7")
    expected = {COD: Decimal("1.2501"), SO2: Decimal(7), DONE: Decimal(-2)}
    assert store.totals(Q3, [one, two, other]) == expected
    assert store.totals(Q3, iter([late, two])) == {COD: Decimal("100.0001"), SO2: Decimal(4)}
    assert store.totals(Q3, []) == {}
    assert store.contributions(Q3, [one, two]) == {
        COD: {"410821": Decimal("1.25"), "410822": Decimal("0.0001")},
        SO2: {"410821": Decimal(3), "410822": Decimal(4)},
        DONE: {"410821": Decimal(-2)},
    }
    assert store.cells(Q3) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reported SET lanes = CAST(x'11' || substr(lanes, 2) AS BLOB)",
        "UPDATE reported SET lanes = substr(lanes, 13)",
        "UPDATE reported SET lanes = CAST(lanes || zeroblob(12) AS BLOB)",
        "UPDATE reported SET block = block + 1",
        "DELETE FROM reported",
        "UPDATE submissions SET seal = NULL",
    ],
)
def test_totals_are_not_made_from_damaged_figures(store: Store, statement: str):
    number = receive(store, received("410821"), cod="1")
    path = store.info.path
    store.close()
    tamper(path, statement)
    with Store.open(path, write=False, who="李四") as again:
        with pytest.raises(WorldError, match="410821 2018Q3 的报送数与它的校验值不符"):
            again.totals(Q3, [number])
        with pytest.raises(WorldError, match="410821 2018Q3 的报送数与它的校验值不符"):
            again.contributions(Q3, [number])


@pytest.mark.parametrize(
    "statement", ["UPDATE keys SET id = 99", "UPDATE keys SET \"row\" = 'x'", "DELETE FROM keys"]
)
def test_totals_name_damaged_keys(store: Store, statement: str):
    number = receive(store, received("410821"), cod="1")
    path = store.info.path
    store.close()
    tamper(path, statement)
    with (
        Store.open(path, write=False, who="李四") as again,
        pytest.raises(WorldError, match="格子编号有损坏"),
    ):
        again.totals(Q3, [number])
