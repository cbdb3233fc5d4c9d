"""The scoring scheme of an evaluation: read from a workbook of the city's, kept until it is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jzdesk.desk import reporting
from jzdesk.desk.books import Reading
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange.tabular import TABLE
from jzdesk.models.evaluation import scheme
from jzdesk.models.evaluation.scheme import SHARED, Scheme
from jzdesk.models.mapping.grid import Grid
from jzdesk.reports.evaluation.points import scheme_document
from jzdesk.words import say

ACTION = "scheme"
SUFFIX = ".xlsx"


def kept(office: Office, kind: str) -> Scheme | None:
    """Return the scheme that was loaded for an evaluation; None without one."""
    told = office.store.memos(_memo(kind)).get(_memo(kind))
    if told is None:
        return None
    return Scheme(
        str(told["name"]), dict(told["points"]), {word: str(told["shares"][word]) for word in SHARED}
    )


def template(office: Office, out: Path) -> Path:
    """Write the workbook in which the city writes its points, every item in it and no figure."""
    office.need_city()
    reporting.need_suffix(out, SUFFIX)
    reporting.write(scheme_document(scheme.offered(office.catalogue), SHARED, office.name), out)
    return out


def look(office: Office, path: Path) -> Scheme:
    """Return the scheme in a workbook; refuse one with anything wrong, every cell of it named."""
    office.need_city()
    return look_at(office, path, Reading(path).run(lambda _told: None))


def look_at(office: Office, path: Path, read: Mapping[str, Any]) -> Scheme:
    """Return the scheme in a workbook that was read already."""
    if read["kind"] != TABLE:
        raise RefusedError(say("desk.scoring.other", name=path.name))
    return scheme.read(path.name, [Grid.from_plain(sheet) for sheet in read["sheets"]], office.catalogue)


def keep(office: Office, kind: str, found: Scheme | None) -> bool:
    """Keep a scheme for an evaluation, or forget the one kept (None); tell whether that is a change."""
    office.need_city()
    if found == kept(office, kind):
        return False
    title = say(f"models.evaluation.kind.{kind}")
    if found is None:
        why = say("desk.scoring.trail_gone", kind=title)
    else:
        why = say("desk.scoring.trail", kind=title, name=found.name, n=len(found.points))
    with office.store.operation(ACTION, None, how="typed", why=why, at=office.stamp, step=False) as op:
        op.memo(_memo(kind), None if found is None else asdict(found))
    return True


def _memo(kind: str) -> str:
    return f"evaluation/{kind}/scheme"
