"""使用手册 as a paper: the entries of the help, chapter by chapter, with pictures where there are some."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jzdesk import __version__, resource
from jzdesk.desk import window
from jzdesk.desk.aside import Steps
from jzdesk.desk.helping import Helping
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering, data_of
from jzdesk.models.period import Period
from jzdesk.models.plainly import plain
from jzdesk.reports.manual import ManualInput, told
from jzdesk.words import say

PICTURES = "help/pictures"


def title() -> str:
    """Return what the paper is called."""
    return say("reports.manual.title")


def file(office: Office, period: Period) -> Path:
    """Return where the paper is saved unless told otherwise."""
    return window.out_folder(office, period).parent / say("desk.manual_paper.file")


def given(helping: Helping, pictures: Path | None = None) -> ManualInput:
    """Return what the manual shows; the pictures are those of the installation unless others are named."""
    folder = resource.path(PICTURES) if pictures is None else pictures
    return told(helping.book(), helping.title, __version__, folder)


def gathering(helping: Helping, office: Office) -> Steps[Rendering]:
    """Gather the entries in steps, and return the work of making the manual of them."""
    yield from helping.telling()
    return making(helping, office)


def making(helping: Helping, office: Office) -> Rendering:
    """Return the work of making the manual; its result is the PDF's bytes."""
    manual = plain(replace(given(helping), office=office.name))
    asked = {"job": "render", "what": "manual", "manual": manual, "ending": ".pdf"}
    return Rendering([asked], lambda answers: data_of(answers[0]))
