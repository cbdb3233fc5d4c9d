"""`--selftest FILE`: the whole way in a temporary practice store, window included, and a verdict as JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jzdesk import __version__, files, paths, resource
from jzdesk.cli.call import complain, complain_lines, plain_streams
from jzdesk.desk import selftest
from jzdesk.desk.office import Office
from jzdesk.desk.selftest import Facts, Steps, Way
from jzdesk.errors import JzdeskError, UsageError, WorldError
from jzdesk.words import say

Window = Callable[[Path], Steps]
"""Given a store that lies closed, the steps for which a screen is needed."""
_FOLDER = "焦环季报 自检 "  # with a space and in Chinese, as the accounts of the offices have it


class Verdict:
    """What each step found, and how long it took."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self._begun = time.monotonic()

    @property
    def wrong(self) -> list[str]:
        """The steps that were not passed."""
        return [step["name"] for step in self.steps if not step["ok"]]

    def go(self, steps: Steps, *, chained: bool = False) -> None:
        """Take steps; where they are chained, those after a failed one are not done."""
        fallen = False
        for name, step in steps.items():
            if fallen:
                self.steps.append({"name": name, "ok": False, "text": say("cli.selftest.skipped")})
            else:
                self._take(name, step)
                fallen = chained and not self.steps[-1]["ok"]

    def _take(self, name: str, step: Callable[[], Facts]) -> None:
        begun = time.monotonic()
        found: dict[str, Any] = {"name": name, "ok": True}
        try:
            found |= step()
        except JzdeskError as error:
            found |= {"ok": False, "text": error.sentence, "findings": list(error.findings)}
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            told = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
            found |= {"ok": False, "text": told}
        found["seconds"] = round(time.monotonic() - begun, 2)
        self.steps.append(found)

    def to_json(self) -> dict[str, Any]:
        """Return what is written down."""
        return {
            "program": "jzdesk", "version": __version__, "ok": not self.wrong, "at": Office.stamp_now(),
            "seconds": round(time.monotonic() - self._begun, 2), "python": platform.python_version(),
            "system": platform.platform(), "paths": _places(), "steps": self.steps,
        }  # fmt: skip


def _places() -> dict[str, str]:
    return {
        "program": sys.executable, "package": str(Path(selftest.__file__).parents[1]),
        "resources": str(resource.path("")), "home": str(paths.home()), "temporary": tempfile.gettempdir(),
    }  # fmt: skip


def run(words: Sequence[str], window: Window) -> int:
    """Write the verdict and return the exit code: 0 all is well, 1 it is not, 3 it cannot be written."""
    plain_streams()
    try:
        path = _file(words)
        verdict, places = Verdict(), _places()
        with _home() as folder:
            _all(verdict, folder, window)
        told = {**verdict.to_json(), "paths": places}
        files.put(path, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    except JzdeskError as error:
        complain(error)
        return error.exit_code
    if verdict.wrong:
        complain_lines(say("cli.selftest.failed", n=len(verdict.wrong), path=path), verdict.wrong)
        return 1
    print(say("cli.selftest.done", n=len(verdict.steps), seconds=told["seconds"], path=path))
    return 0


def _all(verdict: Verdict, folder: Path, window: Window) -> None:
    verdict.go({"libraries": selftest.libraries, "fonts": selftest.fonts})
    with Way(folder) as way:
        verdict.go(way.steps, chained=True)
        way.close()
        verdict.go(window(way.store))


def _file(words: Sequence[str]) -> Path:
    if len(words) != 1 or not words[0] or words[0].startswith("-"):
        raise UsageError(say("cli.wrong", usage=say("cli.selftest.usage")))
    path = Path(words[0]).resolve()
    if not path.parent.is_dir():  # before a minute is spent on what cannot be written down
        raise WorldError(say("files.no_folder", file=path.name, folder=path.parent, why=""))
    return path


@contextmanager
def _home() -> Iterator[Path]:
    """Keep everything in a folder that goes afterwards; nothing of the account's own is read or written."""
    before = {name: os.environ.pop(name, None) for name in ("JZDESK_HOME", "JZDESK_STORE", "JZDESK_TODAY")}
    with files.scratch(), tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as name:
        os.environ["JZDESK_HOME"] = str(Path(name, "home"))
        try:
            yield Path(name)
        finally:
            for variable, value in before.items():
                os.environ.pop(variable, None)
                if value is not None:
                    os.environ[variable] = value
