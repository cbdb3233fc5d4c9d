"""What holds for every test: no screen, a home of its own, no unexpected log record."""

from __future__ import annotations

import gc
import logging
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest

import dev
import jzdesk  # noqa: F401 - it says how openpyxl writes before any test imports that
from tests.thoroughness import ALL

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_MANY, _OFTEN = 100_000, 20
"""New objects after which the young ones are looked through, and how often before the older ones are."""
SEED = int(os.environ.get("JZDESK_TEST_SEED", "2018"))

hypothesis.settings.register_profile("default", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("all", deadline=None, database=None, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile("all" if ALL else "default")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Seed hypothesis, where it is not derandomized."""
    if ALL and config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = SEED


def pytest_collection_finish() -> None:
    """Spare the garbage collector the thousands of tests that stay to the end, and let it look less often.

    Reading catalogues and papers makes many objects and no cycles; looking for them took a tenth of all time.
    It is done between two tests, and so never in a thread of one: parts of closed windows must not go there.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look through what a test left, if it is much."""
    made, looked, older = gc.get_count()
    if made > _MANY:
        gc.collect(0 if looked < _OFTEN else 1 if older < _OFTEN else 2)


def pytest_report_header() -> str:
    return f"seed: {SEED}" if ALL else "seed: none, the slow proofs are left out"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """List a test as not run, or fail it where CI is set, without the tools that `needs` names."""
    tools = [tool for mark in item.iter_markers("needs") for tool in mark.args]
    if absent := [tool for tool in tools if not dev.has(tool)]:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report(f"not run: {', '.join(absent)} is missing")


@pytest.fixture(scope="session", autouse=True)
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Forget whoever runs the tests; fixtures of a wider scope than a test share this home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("JZDESK_") and "_TEST_" not in name]:
            patch.delenv(name)
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("JZDESK_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty folder for settings, logs and backups.

    What the drawing library knows of the system's fonts it finds there, as in a home that is in use.
    """
    folder = Path(tempfile.mkdtemp(dir=homes))
    known = shared_home / "cache"
    known.mkdir(exist_ok=True)
    with suppress(OSError):  # on Windows not everybody may
        (folder / "cache").symlink_to(known, target_is_directory=True)
    monkeypatch.setenv("JZDESK_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; who expects a record calls `caplog.clear()` after a look."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    unexpected = [record for record in records if record.levelno >= logging.WARNING]
    if unexpected:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in unexpected]
        pytest.fail("unexpected in the log:\n" + "\n".join(lines))


@pytest.fixture
def rng() -> random.Random:
    """Return the dice of a proof: the same in the default suite, thrown anew by `--all`."""
    return random.Random(SEED)
