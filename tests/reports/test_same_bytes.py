"""The same input gives the same bytes in any process: whatever the seed of its hashes and its time zone."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.reports import samples

CODE = """
from hashlib import sha256
from jzdesk.reports import charts, quarterly, to_docx, to_pdf
from jzdesk.reports.chart_list import charts_of
from tests.reports import samples
frozen = samples.frozen()
found = charts_of(frozen)
document = quarterly.report_document(frozen, found, draft=False)
for writer in (to_pdf, to_docx):
    print(writer.__name__, sha256(writer.render(document)[0]).hexdigest())
for chart in found:
    print(chart.name, *[sha256(draw(chart)[0]).hexdigest() for draw in (charts.png, charts.pdf)])
"""


def started(seed: str, zone: str) -> subprocess.Popen[str]:
    """Start a process that prints the hash of everything it writes."""
    return subprocess.Popen(
        [sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True, cwd=samples.ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(samples.ROOT), "TZ": zone},
    )  # fmt: skip


def test_bytes_do_not_depend_on_the_process():
    processes = [started("1", "UTC"), started("2", "Asia/Shanghai")]
    first, second = (process.communicate()[0].splitlines() for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert len(first) > 2
    assert first == second
