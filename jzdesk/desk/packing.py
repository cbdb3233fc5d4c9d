"""One more upload file of what was handed in: the stick was lost, or the key is a new one.

The content is the snapshot's, so the 校验码 stays; the signature is that of the key there is now.
"""

from __future__ import annotations

import json
from pathlib import Path

from jzdesk.desk import papers, rendering, signing
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from jzdesk.store.submissions import Submission
from jzdesk.words import say

_HANDED = frozenset({"submitted", "accepted"})


def pack_again(office: Office, period: Period, out: Path, *, revision: int | None = None) -> Path:
    """Write the upload file of a revision that was handed in, the newest where none is named, once more."""
    office.need_county()
    found = _handed_in(office, period, revision)
    data = office.store.submission_content(found.id)
    name = signing.upload_name(office, period, found.revision, found.code)
    return papers.write_upload(office, json.loads(data), data, papers.folder(out) / name)


def packing_again(office: Office, period: Period, folder: Path) -> rendering.Then:
    """Return the work of packing the newest hand-in once more, and what puts it into a folder: its file."""
    office.need_county()
    found = _handed_in(office, period, None)
    data = office.store.submission_content(found.id)
    content = json.loads(data)
    out = folder / signing.upload_name(office, period, found.revision, found.code)

    def then(made: bytes) -> Path:
        return papers.write_upload(office, content, data, papers.folder(out.parent) / out.name, made)

    return rendering.packing(office, content, data), then


def _handed_in(office: Office, period: Period, revision: int | None) -> Submission:
    known = [s for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    if not known:
        raise RefusedError(say("desk.packing.nothing", period=period.title))
    chosen = [s for s in known if revision in {None, s.revision}]
    if not chosen:
        raise RefusedError(say("desk.packing.no_revision", period=period.title, n=revision))
    return max(chosen, key=lambda s: s.revision)
