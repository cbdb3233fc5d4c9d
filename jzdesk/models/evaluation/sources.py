"""Where each indicator of a plan has its figures, by what the catalogue says of rows, lists and roles."""

from __future__ import annotations

from jzdesk.models import roles
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.evaluation.source import Indicator, Source
from jzdesk.models.evaluation.source_lists import OfBlock, OfList, OfWaters
from jzdesk.models.evaluation.source_rows import OfRow, OfSum


def source_of(catalogue: Catalogue, indicator: Indicator) -> Source | None:
    """Return where an indicator's figures stand; None where no form asks for it."""
    code = indicator["code"]
    role = str(indicator.get("role", code))
    waters, reductions = (catalogue.form_as(one) for one in (roles.BLACKWATER, roles.REDUCTIONS))
    if code in catalogue.pools:
        form_id, block = catalogue.pools[code]
        return OfBlock(indicator, catalogue.form(form_id), block)
    if role == roles.WATERS and waters is not None:
        return OfWaters(indicator, waters)
    if role.endswith(roles.CUTTING) and reductions is not None:
        return OfList(indicator, reductions, f"{roles.CUT}{role.removesuffix(roles.CUTTING)}")
    found = [(form, row) for form in catalogue.forms for row in form.rows if row.indicator == code]
    if not found:
        return None
    form = found[0][0]
    if len(found) == 1:
        return OfRow(indicator, form, found[0][1])
    return OfSum(indicator, form, tuple(row for _, row in found))
