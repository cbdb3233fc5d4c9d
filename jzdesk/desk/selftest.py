"""The whole way of a quarter in a folder of its own, step by step: whether this PC has all it takes.

Each step returns facts for the verdict, and raises when something is not as it must be.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any, Self

from jzdesk import resource
from jzdesk.desk import arriving, demo, rendering, reporting, safekeeping
from jzdesk.desk.demo import Made
from jzdesk.desk.office import Office
from jzdesk.desk.sample import Sample
from jzdesk.errors import RefusedError
from jzdesk.models.catalogue import CITY
from jzdesk.models.period import Period
from jzdesk.words import say

Facts = dict[str, Any]
Steps = Mapping[str, Callable[[], Facts]]

LIBRARIES = {
    "PySide6-Essentials": ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtPrintSupport",
                           "PySide6.QtWidgets"),
    "shiboken6": ("shiboken6",), "cryptography": ("cryptography.hazmat.primitives.ciphers.aead",),
    "lxml": ("lxml.etree",), "matplotlib": ("matplotlib.backends.backend_agg",), "numpy": ("numpy.linalg",),
    "openpyxl": ("openpyxl",), "pillow": ("PIL.Image",),
    "pypdfium2": ("pypdfium2.raw",), "python-calamine": ("python_calamine",), "python-docx": ("docx",),
    "reportlab": ("reportlab.pdfgen.canvas",), "sqlite-utils": ("sqlite_utils",),
}  # fmt: skip
"""What is imported of each library; all are loaded before anything depends on one."""


def libraries() -> Facts:
    """Load every library; all that cannot be loaded are named."""
    found, missing = {}, []
    for name, modules in LIBRARIES.items():
        try:
            for module in modules:
                importlib.import_module(module)
            found[name] = metadata.version(name)
        except (ImportError, OSError) as error:  # a DLL that lacks is an OSError in some
            missing.append(f"{name}: {error}")
    if missing:
        raise RefusedError(say("desk.selftest.libraries", n=len(missing)), missing)
    return {"versions": {**found, "sqlite": importlib.import_module("sqlite3").sqlite_version}}


def fonts() -> Facts:
    """Look whether the fonts that are printed with came along whole."""
    sizes = {path.name: path.stat().st_size for path in sorted(resource.path("fonts").glob("*.ttf"))}
    if len(sizes) < 3 or min(sizes.values()) < 1_000_000:
        raise RefusedError(say("desk.selftest.fonts", n=len(sizes)))
    return {"files": sizes}


class Way:
    """A practice county and the practice city going through one quarter. Use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / say("desk.demo.county_store")
        self._made: Made = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of both stores."""
        self._open.close()

    @property
    def steps(self) -> Steps:
        """The steps in their order; each needs those before it."""
        return {
            "store": self._begin, "keys": self._know_each_other, "workbook": self._fill,
            "hand_in": self._hand_in, "verify": self._verify, "charts": self._draw, "paper": self._print,
            "backup": self._backup,
        }  # fmt: skip

    @cached_property
    def _sample(self) -> Sample:
        """The sample county up to the first quarter it hands in: later ones cost time and prove no more."""
        sample = Sample.load()
        names = list(sample.periods)
        known = names[: names.index(sample.hand_ins[0]["period"]) + 1]
        return replace(sample, periods={n: sample.periods[n] for n in known}, hand_ins=sample.hand_ins[:1])

    @cached_property
    def _county(self) -> Office:
        return self._new(self.store, self._sample.unit)

    @cached_property
    def _city(self) -> Office:
        return self._new(self.folder / say("desk.demo.city_store"), CITY)

    def _new(self, path: Path, unit: str) -> Office:
        made = safekeeping.init(path, unit=unit, office=None, practice=True, who=self._sample.clerk)
        return self._open.enter_context(made)

    @property
    def _period(self) -> Period:
        return self._county.period(self._sample.hand_ins[0]["period"])

    def _begin(self) -> Facts:
        return {"county": self._county.unit, "city": self._city.unit}

    def _know_each_other(self) -> Facts:
        demo.know_each_other(self._county, self._city, self._in("enrolments"), self._made)
        return self._sizes("key", "enrolment")

    def _fill(self) -> Facts:
        demo.fill_all(self._county, self._sample, self._in("workbooks"), self._made)
        return {**self._sizes("entry"), "periods": len(self._sample.periods)}

    def _hand_in(self) -> Facts:
        step = self._sample.hand_ins[0]
        demo.hand_in(self._county, self._city, self._sample, step, self.folder, self._made)
        return {
            **self._sizes("forms", "upload", "report", "receipt"),
            "state": self._county.state(self._period),
        }

    def _verify(self) -> Facts:
        upload = next(path for kind, path in self._made if kind == "upload")
        found = arriving.verify(upload, self._city)
        if not found["whole"] or found["altered"] or found["signature"] != "good":
            raise RefusedError(say("desk.selftest.verify", signature=found["signature"]))
        return {"code": found["code"], "signature": found["signature"]}

    def _draw(self) -> Facts:
        wanted = rendering.charts(self._county, self._period)
        files = rendering.saving_charts(wanted, self._in("charts"), rendering.PNG).run(_unheard)
        return {"files": {path.name: path.stat().st_size for path in files}}

    def _print(self) -> Facts:
        out = self.folder / f"{self._period}.docx"
        rendering.paper(self._county, self._period, kind="forms", out=out).run(_unheard)
        table = reporting.summary(self._city, self._period, out.with_suffix(".xlsx"))
        return {"files": {path.name: path.stat().st_size for path in (out, table)}}

    def _backup(self) -> Facts:
        made = safekeeping.backup(self._county, self._in("backup"))
        return {"periods": made["periods"], "figures": made["figures"]}

    def _in(self, name: str) -> Path:
        return self.folder / name

    def _sizes(self, *kinds: str) -> Facts:
        return {"files": {path.name: path.stat().st_size for kind, path in self._made if kind in kinds}}


def _unheard(_what: Any) -> None:
    """Nobody waits to hear how far it is."""
