"""The same input gives the same bytes in any process: whatever the seed of its hashes and its time zone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256

from jzdesk.reports import charts, quarterly, to_docx, to_pdf
from jzdesk.reports.chart_list import charts_of
from tests.reports import samples


def hashes() -> Iterator[str]:
    """Yield the hash of everything that is written."""
    frozen = samples.frozen()
    found = charts_of(frozen)
    document = quarterly.report_document(frozen, found, draft=False)
    for writer in (to_pdf, to_docx):
        yield f"{writer.__name__} {sha256(writer.render(document)[0]).hexdigest()}"
    for chart in found:
        for draw in (charts.png, charts.pdf):
            yield f"{chart.name} {sha256(draw(chart)[0]).hexdigest()}"


def test_bytes_do_not_depend_on_the_process():
    code = "from tests.reports import test_same_bytes\nprint(*test_same_bytes.hashes(), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=samples.ROOT, check=True,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(samples.ROOT), "TZ": "America/New_York"},
    )  # fmt: skip
    here = [*hashes()]
    assert len(here) > 4
    assert done.stdout.splitlines() == here
