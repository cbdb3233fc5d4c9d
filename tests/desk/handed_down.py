"""What the city hands down, put into a store as if its file had come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jzdesk.desk import adopting, allotting
from jzdesk.desk.office import Office
from jzdesk.models.allotment import judging, overlay
from jzdesk.models.allotment.allotment import Allotment
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.waiver import Waiver

Typed = Mapping[str, Sequence[Mapping[str, str]]]


def hand_down(
    office: Office, *, number: int = 0, adopt: bool = True, **typed: Sequence[Mapping[str, str]]
) -> str:
    """Make these typed lines the whole of the city's word in a store, and return the edition."""
    base, used = allotting.base(office).data, allotting.used_codes(office)
    lines = {subject: list(enumerate(said)) for subject, said in typed.items()}
    records, problems = judging.judged(base, lines, allotting.own_things(office), used)
    assert not problems, problems
    now = office.catalogue.allotment
    if now.records == records:
        return office.catalogue.edition
    made = Catalogue(overlay.apply(base, Allotment(number or now.number + 1, "2018-09-20", records)))
    office.store.add_catalogue(made.edition, made.to_json(), at=office.stamp)
    office.forget()
    for one in adopting.waiting(office) if adopt else ():
        adopting.adopt(office, one.period)
    return made.edition


def as_typed(one: Waiver) -> dict[str, str]:
    """Return a waiver as it is typed."""
    told = one.plain()
    return {"code": told.pop("rule"), **told}
