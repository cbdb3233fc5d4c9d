"""本次送出: the papers and the file a period sends out, how final each is, and the work of making one.

Before 送签 a paper is a draft of what stands now; from then on it is made from the snapshot, so that it
is byte for byte the one that was printed or handed in, wherever the file itself has gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jzdesk import files
from jzdesk.desk import signing
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering, data_of, standing
from jzdesk.desk.window import Look
from jzdesk.models import todo, workflow
from jzdesk.models.form import Form
from jzdesk.words import say

REPORT, FORMS, REVIEW, UPLOAD = "report", "forms", "review", "upload"
PDF = ".pdf"
_PAPERS = (REPORT, FORMS, REVIEW)


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that goes out: `title` and `content` are words, `state` how final it is, in its `tone`.

    `printable` is a paper that can be looked at and printed now; `file` is what was made of it, where it
    still stands; `again` that the upload file can be packed once more.
    """

    name: str
    title: str
    content: str
    state: str
    tone: str
    printable: bool
    file: Path | None
    again: bool = False


def papers_of(office: Office, look: Look, folders: Iterable[Path]) -> tuple[Paper, ...]:
    """Return what goes out for a period; files made are looked for in `folders`, the first one first."""
    if not look.sheet.forms or look.sheet.backfilled:
        return ()
    names = _PAPERS if office.is_city else (*_PAPERS, UPLOAD)
    made = _files(office, look, tuple(folders))
    return tuple(_paper(look, name, made.get(name)) for name in names)


def _paper(look: Look, name: str, file: Path | None) -> Paper:
    state, tone = _state(look, name)
    title = say(f"desk.outgoing.{name}")
    again = name == UPLOAD and look.state in workflow.HANDED_IN
    return Paper(name, title, _content(look, name), state, tone, name != UPLOAD, file, again)


def _state(look: Look, name: str) -> tuple[str, str]:
    """Return how final a paper is, and in which tone that is shown."""
    if look.state in workflow.HANDED_IN:
        return say("desk.looking_back.revision", n=look.facts.get("revision", 1)), "good"
    if name == UPLOAD:
        return say("desk.outgoing.later"), "plain"
    if look.state == workflow.FROZEN:
        return say("desk.looking_back.draft", n=look.facts.get("draft", 1)), "accent"
    return say("desk.outgoing.draft"), "explain"


def _content(look: Look, name: str) -> str:
    told = sum(1 for f in look.findings if f.explanation is not None)
    forms = len(look.sheet.forms)
    if name == REVIEW:
        return say("desk.outgoing.review_content", must=look.tally(todo.MUST), told=told)
    return say(f"desk.outgoing.{name}_content", forms=forms, told=told)


def _files(office: Office, look: Look, folders: tuple[Path, ...]) -> dict[str, Path]:
    """Return the files made of the snapshot that stands, where they are still found."""
    facts, period = look.facts, look.sheet.period
    if look.editable or "submission" not in facts:
        return {}
    names = {FORMS: signing.forms_name(office, period, int(facts.get("draft", 1)))}
    if look.state in workflow.HANDED_IN:
        handed = (office, period, int(facts.get("revision", 1)), str(facts.get("code", "")))
        names |= {REPORT: signing.report_name(*handed), UPLOAD: signing.upload_name(*handed)}
    found: dict[str, Path] = {}
    for name, file in names.items():
        there = next((folder / file for folder in folders if (folder / file).is_file()), None)
        if there is not None:
            found[name] = there
    return found


def making(office: Office, look: Look, name: str) -> Rendering:
    """Return the work of making a paper as it stands; its result is the PDF's bytes."""
    asked = standing(office, look.sheet.period, name, PDF)
    return Rendering([asked], lambda answers: data_of(answers[0]))


def paper_of_form(look: Look, form: Form) -> Paper:
    """Return the paper of one form by itself."""
    state, tone = _state(look, FORMS)
    return Paper(form.id, form.title, "", state, tone, printable=True, file=None)


def making_form(office: Office, look: Look, form: str) -> Rendering:
    """Return the work of making one form as it stands, or as it was frozen; its result is the PDF's bytes."""
    asked = {**standing(office, look.sheet.period, FORMS, PDF), "only": [form]}
    return Rendering([asked], lambda answers: data_of(answers[0]))


def file_name(office: Office, look: Look, paper: Paper) -> str:
    """Return the name a paper is saved under unless told otherwise."""
    place = office.catalogue.division(office.unit).name
    words = {"place": place, "period": look.sheet.period, "title": paper.title, "state": paper.state}
    return say("desk.outgoing.file", **words)


def save(path: Path, data: bytes) -> Path:
    """Put a paper where it is wanted and return its file; `WorldError` says why it could not be done."""
    target = path if path.suffix.lower() == PDF else path.with_name(f"{path.name}{PDF}")
    files.put(target, data)
    return target
