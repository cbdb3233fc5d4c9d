"""What one may speak of in an upload: every cell of it as people read it, and why it cannot be returned."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jzdesk.desk import changed, papers, slips
from jzdesk.desk.office import Office
from jzdesk.models import difference
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class SlipCell:
    """A cell of an upload: where it stands, what it is called in a slip, and its figure with the unit.

    `barred` is why it cannot be returned; asked about it may be all the same.
    """

    key: str
    form: str
    row: str
    column: str
    place: str
    figure: str
    barred: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """The upload one speaks of, with all its cells in the order of the forms.

    `changed` are the KEYs that differ from the upload before it; none in a first one.
    """

    unit: str
    unit_name: str
    period: Period
    revision: int
    code: str
    cells: tuple[SlipCell, ...]
    changed: tuple[str, ...]

    def cell(self, key: str) -> SlipCell | None:
        """Return the cell of a KEY."""
        return next((cell for cell in self.cells if cell.key == key.strip()), None)


def spoken(office: Office, unit: str, period: Period, revision: int | None = None) -> Spoken:
    """Return an upload to speak of: the revision named, else the newest."""
    upload = slips.upload_of(office, unit, period, revision)
    content = json.loads(office.store.submission_content(upload.id))
    frozen = papers.frozen_of(office, content)
    cells: list[SlipCell] = []
    for key, spot in changed.spots(frozen).items():
        if key.form not in content["forms"]:
            continue
        place = slips.place_of(spot)
        figure = difference.told(frozen.value(key), spot.row, spot.column)
        shown = say("desk.slips.figure", figure=figure, unit=spot.unit).strip() if figure else ""
        cells.append(SlipCell(
            str(key), spot.form.short, spot.label, spot.head, place, shown, slips.barred(spot, place),
        ))  # fmt: skip
    differ = tuple(str(c["key"]) for c in content["changes"] if "period" not in c)
    entered = [key for key in differ if _entered(key, cells)]
    name = office.catalogue.division(unit).name
    return Spoken(unit, name, period, upload.revision, upload.code, tuple(cells), tuple(entered))


def _entered(key: str, cells: list[SlipCell]) -> bool:
    return any(cell.key == key and not cell.barred for cell in cells)


def row_of(key: str) -> str:
    """Return the form and row of a KEY, by which cells are grouped."""
    known = Key.parse(key)
    return f"{known.form}/{known.row}"
