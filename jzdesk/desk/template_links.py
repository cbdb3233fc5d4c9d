"""What a template may be linked to: a figure of this office, or for the city a county's or everybody's."""

from __future__ import annotations

from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import adding
from jzdesk.models.catalogue import CITY
from jzdesk.models.form import Column, Row
from jzdesk.models.template import OWN, TOTAL, VALUE, Link
from jzdesk.words import say

_OF_TOTALS = frozenset({VALUE, "ytd"})


def check(office: Office, link: Link) -> None:
    """Refuse a link to what is no figure of this office, or has no such value beside it."""
    if link.unit != OWN and not office.is_city:
        raise RefusedError(say("desk.templates.city_only"))
    _, column = office.catalogue.find(link.key)
    row = _row(office, link)
    if column.code not in row.columns:
        raise RefusedError(say("models.catalogue.no_cell", row=row.label, column=column.name))
    if link.unit == TOTAL:
        way = adding.way(row, column)
        if not (way.together or way.own):
            raise RefusedError(say("desk.templates.no_total", row=row.label, column=column.name))
        if link.figure not in _OF_TOTALS:
            raise RefusedError(say("desk.templates.total_figure"))
    elif link.figure != VALUE and not _compared(column):
        raise RefusedError(say("desk.templates.no_figure", row=row.label, column=column.name))


def _compared(column: Column) -> bool:
    """Tell whether something is computed beside the figures of a column."""
    return column.kind == "number" and not column.signed and column.computes in {None, "rate", "final"}


def _row(office: Office, link: Link) -> Row:
    form = office.catalogue.form(link.key.form)
    row = next((row for row in form.rows if row.code == link.key.row), None)
    unit = office.unit if link.unit == OWN else CITY if link.unit == TOTAL else link.unit
    if row is not None and (link.unit == TOTAL or unit in row.scope):
        return row
    own = next(
        (one for one in office.store.own_rows() if (one.form, one.code) == (form.id, link.key.row)), None
    )
    block = None if own is None or link.unit != OWN else form.block(own.block).template
    if block is not None:
        return block
    if row is not None:
        name = office.catalogue.division(unit).name
        raise RefusedError(say("models.catalogue.not_yours", form=form.title, row=row.label, unit=name))
    raise RefusedError(say("models.catalogue.no_row", form=form.title, row=link.key.row))


def units(office: Office) -> dict[str, str]:
    """Return the codes of the offices whose figures may be linked, by code and by name."""
    known = office.catalogue.divisions if office.is_city else ()
    found = {word: d.code for d in known for word in (d.code, d.name)}
    return found | {office.unit: OWN, office.catalogue.division(office.unit).name: OWN}
