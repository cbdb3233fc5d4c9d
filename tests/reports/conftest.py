"""Frozen periods to print, made once: nothing here writes to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from jzdesk.models import snapshot
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.to_pdf import render
from tests.reports import samples

BLANKS = {
    "emissions/nh3n.industry/emitted": Cell(blank="暂缺:县水务局,2018-10-20"),
    "emissions/tp.industry/emitted": Cell(blank="未监测", note="设备检修，七月至九月没有监测数据"),
    "emissions/tn.industry/emitted": Cell(blank="已并入:emissions/cod.industry/emitted"),
    "milestones/M053/status": Cell("behind"),
}
CORRECTED = {
    "emissions/cod.industry/emitted": Cell(Decimal("218.46")),
    "emissions/so2.industry/emitted": Cell(Decimal("393.24")),
    "emissions/tp.industry/emitted": Cell(blank="未监测"),
}


@pytest.fixture(scope="session")
def reports(full: Frozen, practice: Frozen, first: Frozen, correction: Frozen) -> Callable[[str], bytes]:
    """Give the printed report of one of the periods below; practice is a draft. Two go without charts."""
    periods = {"full": full, "practice": practice, "first": first, "correction": correction}

    @cache
    def report(name: str) -> bytes:
        frozen = periods[name]
        charts = charts_of(frozen) if name in {"full", "practice"} else ()
        document = report_document(frozen, charts, draft=name == "practice")
        return render(document)[0]

    return report


@pytest.fixture(scope="session")
def full() -> Frozen:
    """A whole third quarter with last year's figures, blanks with reasons, and explanations."""
    return samples.frozen(samples.sheet(change=BLANKS))


@pytest.fixture(scope="session")
def practice() -> Frozen:
    return samples.frozen(samples.sheet(change=BLANKS), practice=True)


@pytest.fixture(scope="session")
def first() -> Frozen:
    """The first quarter of all, of a district without projects, with no task behind and no basis."""
    made = samples.sheet(
        Period.parse("2018Q1"), earlier=False, projects=(), unit="410802", nil=["investment"]
    )
    calm = {key: Cell("running") if key.column == "status" else cell for key, cell in made.cells.items()}
    calm |= {Key.parse("milestones/M017/status"): Cell("done")}
    calm |= {Key.parse("milestones/M017/finished"): Cell("2017-12")}
    return samples.frozen(replace(made, cells=calm), office="解放区环境保护局")


@pytest.fixture(scope="session")
def correction() -> Frozen:
    """A second hand-in in which two figures and a reason changed."""
    old, new = samples.content(samples.sheet()), samples.sheet(change=CORRECTED)
    changes = snapshot.compare(old, samples.content(new))
    return samples.frozen(
        new,
        revision=2,
        kind="correction",
        reason="企业在线监测数据复核后调整",
        predecessor="3ca3c1d99d15cd1f",
        changes=changes,
    )
