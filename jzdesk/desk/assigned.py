"""The county takes in what the city has handed down: a new edition of the catalogue, all or nothing."""

from __future__ import annotations

from typing import Any

from jzdesk.desk import adopting
from jzdesk.desk.arriving import Arrived, answer
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.allotment import allotment, changes, overlay
from jzdesk.models.catalogue import Catalogue, edition_order
from jzdesk.words import say


def take(office: Office, arrived: Arrived, *, dry_run: bool, before: Beforehand) -> dict[str, Any]:
    """Take in a 下发文件; its entry of what `receive` returns, with every change for this office.

    An older one that comes late is kept among the editions and changes nothing.
    """
    content, name = arrived.content, arrived.path.name
    _check_own(office, arrived)
    base = office.catalogue_of(content["catalogue"])
    told = allotment.of_plain(content["allotment"])
    made = Catalogue(overlay.apply(base.data, told))
    known = made.edition in office.store.editions()
    if known and office.catalogue_of(made.edition).to_json() != made.to_json():
        raise RefusedError(say("desk.assigned.other", name=name, n=told.number))
    if known:
        return answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    late = edition_order(made.edition) < edition_order(office.catalogue.edition)
    found = [] if late else changes.changes(office.catalogue.allotment, told, made.data, office.unit)
    plain = [change.plain() for change in found]
    if arrived.unconfirmed:  # it may be looked at; it does not hold
        return answer(arrived.path, content, arrived.code, "refused", arrived.unconfirmed, plain)
    if dry_run:
        word = "would_late" if late else "would"
        return answer(
            arrived.path, content, arrived.code, "taken", say(f"desk.assigned.{word}", n=told.number), plain
        )
    before.secure()
    why = say("desk.assigned.trail", n=told.number, name=name)
    with office.store.operation("assign", None, how="workbook", why=why, at=office.stamp, step=False) as op:
        op.catalogue(made.edition, made.to_json())
    office.forget()
    message = say("desk.assigned.late" if late else "desk.assigned.taken", n=told.number, changes=len(found))
    waits = () if late else adopting.settle(office)
    if len(waits) == 1:
        message += waits[0].sentence
    elif waits:
        periods = "、".join(one.period.title for one in waits)
        message += say("desk.assigned.several", n=len(waits), periods=periods)
    return answer(arrived.path, content, arrived.code, "taken", message, plain)


def _check_own(office: Office, arrived: Arrived) -> None:
    """Refuse a file for another office."""
    if arrived.content["unit"] != office.unit:
        found = office.catalogue.division(arrived.content["unit"]).name
        own = office.catalogue.division(office.unit).name
        raise RefusedError(say("desk.receiving.wrong_unit", name=arrived.path.name, found=found, unit=own))
