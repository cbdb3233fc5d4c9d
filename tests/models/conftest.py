"""The catalogues that the tests of the models look at."""

from __future__ import annotations

import pytest

from jzdesk.models.catalogue import Catalogue
from tests.models import kit


@pytest.fixture(scope="session")
def plan() -> Catalogue:
    """The plan that is shipped."""
    return kit.plan()


@pytest.fixture(scope="session")
def made_up() -> Catalogue:
    """A plan nobody has seen, without rules."""
    return kit.made_up()
