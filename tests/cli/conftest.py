from __future__ import annotations

from tests.drawn_once import drawn_once  # noqa: F401 - a fixture for every test here
