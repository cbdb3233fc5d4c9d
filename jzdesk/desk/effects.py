"""What one file would do to the city's totals, figure by figure, before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jzdesk.desk import adding_up, backfilled
from jzdesk.desk.adding_up import Added
from jzdesk.desk.office import Office
from jzdesk.models import adding, backfill, quantity, snapshot
from jzdesk.models.adding import Way
from jzdesk.models.entry import Key
from jzdesk.models.period import Period


def effect(
    office: Office, period: Period, content: Mapping[str, Any], numbers: Mapping[Key, Decimal] | None = None
) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the city's totals, by each row's own rule.

    A 代用数 for the office goes with it. `numbers` are those of the content, where they are known already.
    """
    unit = str(content["unit"])
    now = adding_up.added(office, period)
    if numbers is None:
        numbers = snapshot.numbers(content, office.catalogue_of(content["catalogue"]))
    return _moved(now, unit, numbers)


def carried_effect(
    office: Office, content: Mapping[str, Any], known: Mapping[str, Any] | None
) -> list[dict[str, Any]]:  # fmt: skip
    """Return what accepting `content` would do to the totals of the 历史补录, each with its period.

    `known` is the office's content whose 历史补录 counts.
    """
    unit = str(content["unit"])
    if known is not None and backfilled.age(content) < backfilled.age(known):
        return []
    periods = {Period.parse(str(change["period"])) for change in backfill.compare(known, content)}
    found: list[dict[str, Any]] = []
    for period in sorted(periods):
        own = backfilled.contents(office, period, {unit: content})
        catalogue = office.catalogue_of(content["catalogue"])
        numbers = snapshot.numbers(own[unit], catalogue) if own else {}
        now = adding_up.added(office, period)
        moved = _moved(now, unit, numbers)
        found += [{"period": str(period), **one} for one in moved]
    return found


def _moved(now: Added, unit: str, numbers: Mapping[Key, Decimal]) -> list[dict[str, Any]]:
    """Return the totals that differ once an office's figures are `numbers`."""
    joint = adding.joint(now.catalogue)
    keys = joint.keys() & {*now.keys_of(unit), *numbers}
    found: list[dict[str, Any]] = []
    for key in sorted(keys):
        way, places = joint[key]
        if adding.is_member(now.catalogue, way, unit):
            before = now.total(key, way)
            after = (
                _summed(now, key, way, unit, before, numbers.get(key)) if way.summed
                else _rated(now, key, way, unit, numbers)
            )  # fmt: skip
            if before != after:
                told = [None if side is None else quantity.plain(side, places) for side in (before, after)]
                found.append({"key": str(key), "before": told[0], "after": told[1]})
    return found


def _summed(
    now: Added, key: Key, way: Way, unit: str, before: Decimal | None, number: Decimal | None
) -> Decimal | None:  # fmt: skip
    """Return a sum with an office's figure changed; a province's others are not added up again."""
    units = now.figures.get(key, {})
    rest = (before or Decimal(0)) - units.get(unit, Decimal(0))
    if number is not None:
        return rest + number
    others = (code for code in units if code != unit)
    return rest if any(adding.is_member(now.catalogue, way, code) for code in others) else None


def _rated(
    now: Added, key: Key, way: Way, unit: str, own: Mapping[Key, Decimal]
) -> Decimal | None:  # fmt: skip
    """Return a rate with an office's two figures changed; the others' are not added up again."""
    parts = [Key(key.form, key.row, part) for part in adding.PARTS]
    sums = list(now.rate_sums(key, way))
    was = [now.figures.get(part, {}).get(unit) for part in parts]
    for sign, told in ((-1, was), (1, [own.get(part) for part in parts])):
        top, bottom = told
        if top is not None and bottom is not None:  # of one alone nothing is counted
            sums = [sums[0] + sign * top, sums[1] + sign * bottom]
    return adding.rate(*sums)
