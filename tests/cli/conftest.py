from __future__ import annotations

from tests.warm import _ended_at_last, kept_warm  # noqa: F401 - fixtures for every test here
