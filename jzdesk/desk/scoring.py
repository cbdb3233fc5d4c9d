"""The scoring scheme of an evaluation: read from a workbook of the city's, kept until it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from jzdesk.desk import reporting
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange.tabular import TABLE
from jzdesk.models.evaluation import scheme
from jzdesk.models.evaluation.scheme import SHARED, Scheme
from jzdesk.models.mapping.grid import Grid
from jzdesk.reports.evaluation.points import scheme_document
from jzdesk.words import say
from jzdesk.worker.reader import Reader

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
    return scheme.read(path.name, _read(path), office.catalogue)


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


def _read(path: Path) -> Sequence[Grid]:
    if not path.is_file():
        raise RefusedError(say("desk.entering.file_missing", name=path.name))
    with Reader() as reader:
        found = reader.read_any(path)
    if found["kind"] != TABLE:
        raise RefusedError(say("desk.scoring.other", name=path.name))
    return [Grid.from_plain(sheet) for sheet in found["sheets"]]


def _memo(kind: str) -> str:
    return f"evaluation/{kind}/scheme"
