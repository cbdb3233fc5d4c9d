"""The child: reads one job a line, answers one line; nothing it is fed can harm more than itself.

It either reads what comes from outside or, started with the word for it, draws and prints what comes from
us; one child never does both. Before its answer it may tell how far it is, a line each time.

It says it is ready and which process it is, waits until it is told to go (by then the parent has put it
under its limits), and ends when its standard input does.
"""

from __future__ import annotations

import base64
import faulthandler
import gc
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from jzdesk import traces
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.exchange import allot_form, entry_form, gate, plain_text, tabular, template, upload
from jzdesk.exchange.entry_plan import EntryMeta
from jzdesk.exchange.signing import Seal
from jzdesk.exchange.template_sheet import Piece
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.enquiry import Asked, Letterhead, Reminder
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say
from jzdesk.worker import FAULT, MEMORY, RENDER, RENDER_MEMORY, TOLD

Tell = Callable[[Any], None]
Job = Mapping[str, Any]


def limit_memory(most: int = MEMORY) -> None:
    """Take no more memory than the work needs; on Windows the parent's job object sees to it."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def collect_seldom() -> None:
    """Let garbage be looked for less often: papers are many values and few circles, and one job a child.

    Looking took a third of the time of a long paper, and the more of it the longer the paper.
    """
    gc.set_threshold(100_000, 20, 20)


def _bytes(job: Job) -> bytes:
    """Return the file, one byte more than the gate lets in at most."""
    try:
        with Path(job["path"]).open("rb") as file:
            return file.read(gate.MAX_FILE + 1)
    except OSError as error:
        raise RefusedError(say("worker.unreadable")) from error


class _Ready(str):
    """JSON as it is to be told; it needs not be made into JSON again."""


class _Uploads:
    """Reads upload files with the catalogues it is told of; each is told once, with the first file."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def read(self, job: Job, tell: Tell) -> dict[str, Any]:
        """Return what a file is; its content is told as soon as it is known to be whole, and not again."""
        told = job["catalogues"]
        self._known |= {edition: text for edition, text in told.items() if text is not None}
        known = {edition: self._known[edition] for edition in told}
        found = upload.read_upload(_bytes(job), known, lambda text: tell(_Ready(text)))
        return {**found, "content": bool(found["content"]), "data": None if found["whole"] else found["data"]}


def _read_entry(job: Job, _tell: Tell) -> dict[str, Any]:
    return entry_form.read_entry(_bytes(job))


def _read_allotment(job: Job, _tell: Tell) -> dict[str, Any]:
    return allot_form.read_allotment(_bytes(job))


def _read_any(job: Job, _tell: Tell) -> dict[str, Any]:
    return tabular.read_any(_bytes(job))


def _read_text(job: Job, _tell: Tell) -> dict[str, Any]:
    return plain_text.read_text(_bytes(job))


def _read_template(job: Job, _tell: Tell) -> dict[str, Any]:
    return template.read_template(base64.b64decode(job["data"]))


def _fill_template(job: Job, _tell: Tell) -> dict[str, Any]:
    cells = {
        name: {(row, column): Piece(kind, text, percent) for row, column, kind, text, percent in pieces}
        for name, pieces in job["cells"].items()
    }
    return _file(template.fill_template(base64.b64decode(job["data"]), cells))


def _render(job: Job, tell: Tell) -> dict[str, Any]:
    from jzdesk.reports import rendering  # not for a child that reads

    return rendering.render(job, tell)


def _pack(job: Job, _tell: Tell) -> dict[str, Any]:
    frozen = Frozen(job["content"], Catalogue.from_json(job["catalogue"]))
    made = upload.upload_bytes(frozen, job["bytes"].encode("utf-8"), _seal(job))
    return _file(made)


def _enquiry(job: Job, _tell: Tell) -> dict[str, Any]:
    from jzdesk.exchange import enquiry
    from jzdesk.reports import enquiry as paper
    from jzdesk.reports import to_pdf

    asked, head = [Asked.from_plain(one) for one in job["asked"]], Letterhead(**job["head"])
    meta = EntryMeta(**job["meta"])
    if job["ending"] == ".xlsx":
        return _file(enquiry.enquiry_bytes(asked, meta, head))
    document = paper.enquiry_document(asked, head, meta.office, practice=meta.practice)
    return _file(to_pdf.render(document)[0])


def _reminder(job: Job, _tell: Tell) -> dict[str, Any]:
    from jzdesk.reports import enquiry as paper
    from jzdesk.reports import to_pdf

    pages = [Reminder.from_plain(one) for one in job["reminders"]]
    document = paper.reminder_document(pages, job["office"], job["today"], practice=job["practice"])
    return _file(to_pdf.render(document)[0])


def _file(data: bytes) -> dict[str, Any]:
    return {"data": base64.b64encode(data).decode("ascii")}


def _letter(job: Job, _tell: Tell) -> dict[str, Any]:
    made = upload.letter_bytes(job["content"], job["bytes"].encode("utf-8"), job["unit"], _seal(job))
    return _file(made)


def _seal(job: Job) -> Seal | None:
    """Return the signature a file is to carry; it was made where the key is, not here."""
    return Seal(**job["seal"]) if job["seal"] else None


Jobs = Mapping[str, Callable[[Job, Tell], dict[str, Any]]]
RENDERING: Jobs = {
    "render": _render, "pack": _pack, "letter": _letter, "enquiry": _enquiry, "reminder": _reminder,
}  # fmt: skip


def reading() -> Jobs:
    """Return what a child that reads can do."""
    return {
        "read_upload": _Uploads().read, "read_entry": _read_entry, "read_any": _read_any,
        "read_allotment": _read_allotment, "read_template": _read_template, "fill_template": _fill_template,
        "read_text": _read_text,
    }  # fmt: skip


def serve(source: TextIO, target: TextIO, jobs: Jobs, rest: Callable[[], object] = lambda: None) -> None:
    """Answer jobs until `source` ends; `rest` is what is done behind each answer, when nobody waits."""
    _say(target, {"ready": os.getpid()})
    if not source.readline():
        return
    for line in source:
        job = json.loads(line)
        try:
            answer: dict[str, Any] = {"result": jobs[job["job"]](job, lambda what: _tell(target, what))}
        except JzdeskError as error:
            answer = {"refused": error.sentence}
        except Exception as error:
            # The parent logs it, for here there is no log; who asked is told the same as of a sudden end
            answer = {FAULT: traces.told(error)}
        _say(target, answer)
        rest()


def tidy() -> None:
    """Let go of what a job left; what is there still lasts, and is not looked at again."""
    gc.collect()
    gc.freeze()


def _say(target: TextIO, answer: Mapping[str, Any]) -> None:
    target.write(json.dumps(answer) + "\n")
    target.flush()


def _tell(target: TextIO, what: Any) -> None:
    target.write(f"{TOLD}{what if isinstance(what, _Ready) else json.dumps(what)}}}\n")
    target.flush()


if __name__ == "__main__":
    faulthandler.enable()  # what it writes the parent finds when this process has ended
    draws = sys.argv[1:] == [RENDER]
    limit_memory(RENDER_MEMORY if draws else MEMORY)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if draws:
        collect_seldom()
        serve(sys.stdin, sys.stdout, RENDERING)
    else:
        gc.disable()  # a file is read in a moment, and a tenth of that would be looking for rubbish
        serve(sys.stdin, sys.stdout, reading(), rest=tidy)
