"""审核关系表 as a paper: the rules of the forms an office fills in a period, to be printed or kept."""

from __future__ import annotations

from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering, data_of
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from jzdesk.reports.rules import RulesInput
from jzdesk.words import say


def title(office: Office) -> str:
    """Return what the paper is called."""
    return say("reports.rules.title", place=_place(office))


def file_name(office: Office, period: Period) -> str:
    """Return the name the paper is saved under unless told otherwise."""
    return say("desk.rule_paper.file", place=_place(office), period=period)


def given(office: Office, period: Period) -> RulesInput:
    """Return what the paper shows; refuse a period without forms."""
    sheet = office.sheet(period)
    forms = tuple(form.id for form in sheet.forms)
    if not forms:
        raise RefusedError(say("desk.reporting.nothing", period=period.title))
    waived = {number: one.plain() for number, one in sheet.waived.items()}
    return RulesInput(
        office.name, _place(office), str(period), forms, waived, office.practice, office.today.isoformat()
    )


def making(office: Office, period: Period) -> Rendering:
    """Return the work of making the paper; its result is the PDF's bytes."""
    catalogue = office.sheet(period).catalogue.to_json()
    told = {"rules": given(office, period).plain(), "catalogue": catalogue, "ending": ".pdf"}
    return Rendering([{"job": "render", "what": "rules", **told}], lambda answers: data_of(answers[0]))


def _place(office: Office) -> str:
    return office.catalogue.division(office.unit).name
