"""Safekeeping: a new store, backups, and the audit trail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jzdesk import paths, resource
from jzdesk.desk import papers
from jzdesk.desk.office import Office, who_acts
from jzdesk.errors import WorldError
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.value import clean_text
from jzdesk.store.store import Store
from jzdesk.words import say

PLAN = "plan/jiaozuo-13fyp"


def shipped_catalogue() -> Catalogue:
    """Return the catalogue that comes with the program, read from its TOML."""
    return Catalogue(plan_source.load(resource.path(PLAN)))


def init(
    path: Path, *, unit: str, office: str | None, practice: bool, who: str | None = None,
    catalogue: Catalogue | None = None,
) -> Office:  # fmt: skip
    """Make a new store for a county or the city and open it; refuses where a file already is.

    The catalogue is the one that comes with the program unless another is given.
    """
    catalogue = catalogue or shipped_catalogue()
    catalogue.division(unit)  # refuses a code that is no office's
    if not path.parent.is_dir():
        raise WorldError(say("desk.safekeeping.init_folder", name=path.parent))
    name = who_acts(who)
    at = Office.stamp_now()
    store = Store.create(
        path, unit=unit, office=clean_text(office) if office else "", practice=practice,
        catalogue=catalogue.to_json(), edition=catalogue.edition, who=name, at=at,
    )  # fmt: skip
    return Office(store, name)


def backup_folder(office: Office) -> Path:
    """Return where backups go that were not told where: the program's folder, one for each store."""
    return paths.home() / "backups" / office.store.info.path.stem


def backup(office: Office, folder: Path) -> dict[str, Any]:
    """Copy the store into `folder`; the copy is opened, checked and counted (INTERFACE §5 `backup`)."""
    result = office.store.backup(papers.folder(folder), at=office.stamp)
    return {
        "file": str(result.file), "sha256": result.sha256,
        "periods": result.periods, "figures": result.figures,
        "attachments": result.attachments, "lost": list(result.lost),
    }  # fmt: skip


def history(office: Office) -> list[dict[str, Any]]:
    """Return the audit trail (INTERFACE §5 `history`)."""
    return [
        {
            "seq": e.seq, "at": e.at, "who": e.who, "how": e.how, "action": e.action, "period": e.period,
            "key": e.key, "old": e.old, "new": e.new, "why": e.why, "hash": e.hash,
        }
        for e in office.store.history()
    ]  # fmt: skip


def verify_history(office: Office) -> list[str]:
    """Return a sentence for each fault in the audit chain; none when it is whole."""
    return office.store.verify_history()
