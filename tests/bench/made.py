"""What the second process makes of jobs, with no more loaded than it has: for measuring its memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.exchange import envelope, paint
from jzdesk.exchange.visible import visible
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import rendering
from jzdesk.worker.__main__ import collect_seldom

Job = Mapping[str, Any]

collect_seldom()  # as it does, for whoever measures; the floor has the good of it too


def report_and_file(job: Job) -> int:
    """Print the report and pack the upload file; return how many bytes."""
    report = rendering.render(job, lambda _told: None)["data"]
    frozen = Frozen(job["content"], Catalogue.from_json(job["catalogue"]))
    data = snapshot.encode(job["content"])
    return len(report) + len(paint.workbook(visible(frozen, data), envelope.pack(data)))


def printed(job: Job) -> bytes:
    """Return a paper."""
    return rendering._bytes(rendering._DOCUMENTS[job["what"]](job), job["ending"])
