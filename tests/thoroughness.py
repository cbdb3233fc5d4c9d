"""How much a proof tries: little day by day, much with `dev.py test --all`."""

from __future__ import annotations

import os

import hypothesis

ALL = os.environ.get("JZDESK_TEST_ALL") == "1"


def tries(daily: int, full: int = 1000) -> hypothesis.settings:
    """Return how many examples a costly property is tried with."""
    return hypothesis.settings(max_examples=full if ALL else daily)
