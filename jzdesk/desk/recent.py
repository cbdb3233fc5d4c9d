"""The stores that were open lately under this account: several offices may share one PC."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from jzdesk import settings
from jzdesk.records import dataclass

MOST = 6


@dataclass(frozen=True, slots=True)
class Recent:
    """One of them: the office's name, where its store lies."""

    name: str
    path: Path

    @property
    def there(self) -> bool:
        """Its file is where it was."""
        try:
            return self.path.is_file()
        except OSError:
            return False


def stores() -> list[Recent]:
    """Return them, the last one first."""
    try:
        told = json.loads(settings.load().recent or "[]")
        return [Recent(str(one["name"]), Path(one["path"])) for one in told]
    except (ValueError, KeyError, TypeError):
        return []


def opened(path: Path, name: str) -> None:
    """Note that an office's store was opened."""
    rest = [one for one in stores() if one.path != path]
    _keep([Recent(name, path), *rest][:MOST])


def _keep(found: Sequence[Recent]) -> None:
    told = [{"name": one.name, "path": str(one.path)} for one in found]
    settings.remember(recent=json.dumps(told, ensure_ascii=False))
