from __future__ import annotations

import pytest

from jzdesk.models.change import Changes
from tests.models.kit import key, period


@pytest.mark.parametrize(
    "touched",
    [
        {"keys": (key("emissions/cod.industry/emitted"),)},
        {"explanations": True},
        {"rows": True},
        {"nil": True},
        {"state": True},
    ],
)
def test_an_operation_that_touched_anything_counts(touched):
    assert Changes(period("2018Q3"), **touched)


def test_an_operation_that_touched_nothing_does_not():
    assert not Changes(period("2018Q3"))
    assert not Changes()
