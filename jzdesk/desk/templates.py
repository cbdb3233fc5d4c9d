"""套表: somebody else's workbook kept as a template, its cells linked once to figures, then filled at will.

The workbook's bytes are an attachment of the store, its links a memo. Each act is one operation in the
trail, filling too, and none can be taken back by undo: it changes no figure.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jzdesk import files
from jzdesk.desk import kept_file, papers, template_figures, template_links
from jzdesk.desk.office import Office
from jzdesk.desk.template_figures import Filling, Told
from jzdesk.errors import JzdeskError, RefusedError, StoppedError
from jzdesk.models import template as model
from jzdesk.models.period import Period
from jzdesk.models.template import Link, Template
from jzdesk.models.template_look import Looked
from jzdesk.words import say
from jzdesk.worker.reader import Reader

ACTION, FILLED, KIND, ENDING = "template", "fill_template", "template", ".xlsx"
MOST = 200
_MEMO = "template/"
_LIST_BYTES = 4 * 1024 * 1024

Tell = Callable[[Any], None]
Misfits = tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class Given:
    """A workbook that was looked at: the file's name, its bytes, and its sheets."""

    file: str
    content: bytes
    looked: Looked


class Opening:
    """A workbook looked at in the child process: work that needs no store, and can be stopped."""

    def __init__(self, path: Path | None, file: str = "", content: bytes = b"") -> None:
        self._path, self._file, self._content = path, file, content
        self._reader = Reader()
        self._stopped = False

    def run(self, tell: Tell) -> Given:
        """Return the workbook."""
        del tell
        file, content = self._file, self._content
        try:
            if self._path is not None:
                file, content = _read(self._path)
            with self._reader as reader:
                return Given(file, content, Looked.from_plain(reader.read_template(file, content)))
        except JzdeskError as error:
            if self._stopped:
                raise StoppedError(say("desk.templates.stopped")) from error
            raise

    def stop(self) -> None:
        """End it."""
        self._stopped = True
        self._reader.close()


def _read(path: Path) -> tuple[str, bytes]:
    if path.suffix.lower() != ENDING and not path.is_dir():
        raise RefusedError(say("desk.templates.ending", name=kept_file.shown(path.name)))
    return kept_file.read(path, "desk.templates")


def look(path: Path) -> Given:
    """Look at a workbook that may become a template, and wait for it."""
    return Opening(path).run(_unheard)


def opening(office: Office, template: Template) -> Opening:
    """Return the work of looking at a template that is kept."""
    return Opening(None, template.file, office.store.attachment_content(template.sha256))


def _unheard(_what: Any) -> None:
    """Nobody waits to hear how far it is."""


# The templates there are


def listed(office: Office) -> tuple[Template, ...]:
    """Return the office's templates, by name."""
    kept = office.store.memos(_MEMO)
    return tuple(Template.from_plain(name.removeprefix(_MEMO), told) for name, told in sorted(kept.items()))


def find(office: Office, name: str) -> Template:
    """Return one template; refuse a name that none has."""
    found = office.store.memos(_MEMO + name).get(_MEMO + name)
    if found is None:
        raise RefusedError(say("desk.templates.unknown", name=name))
    return Template.from_plain(name, found)


def free_name(office: Office, file: str) -> str:
    """Return a name for a new template, after its file."""
    stem = "".join(" " if char in '<>:"/\\|?*' else char for char in Path(file).stem)
    name = (" ".join(stem.split())[: model.MAX_NAME - 3]).strip(". ") or say("desk.templates.new")
    taken = {template.name for template in listed(office)}
    return next(n for n in (name, *(f"{name} {i}" for i in range(2, MOST + 2))) if n not in taken)


def add(office: Office, given: Given, name: str = "") -> Template:
    """Keep a workbook as a template, without any link yet."""
    known = listed(office)
    made = Template(model.clean_name(name) if name else free_name(office, given.file), "", given.file)
    if made.name in {template.name for template in known}:
        raise RefusedError(say("desk.templates.taken", name=made.name))
    if len(known) >= MOST:
        raise RefusedError(say("desk.templates.too_many", most=MOST))
    return _keep(office, made, say("desk.templates.why.add", name=made.name), given)


def replace_file(office: Office, name: str, given: Given) -> tuple[Template, Misfits]:
    """Put another workbook in a template's place; the links stay, and those that no longer fit are named."""
    made = replace(find(office, name), file=given.file)
    made = _keep(office, made, say("desk.templates.why.replace", name=name), given)
    return made, given.looked.misfits(made.links)


def link(office: Office, name: str, looked: Looked, wanted: Link) -> Template:
    """Link a cell to a figure, in place of what it was linked to; a merged one at its first place."""
    return link_all(office, name, looked, [wanted])


def link_all(office: Office, name: str, looked: Looked, wanted: Sequence[Link]) -> Template:
    """Link cells to figures as one operation: all of them or none."""
    template = _linked(office, find(office, name), looked, wanted)
    cells = "、".join(f"{one.sheet}!{one.cell}" for one in wanted[:3])
    return _keep(office, template, say("desk.templates.why.link", name=name, cells=cells, n=len(wanted)))


def _linked(office: Office, template: Template, looked: Looked, wanted: Sequence[Link]) -> Template:
    refused: list[str] = []
    for one in wanted:
        try:
            template_links.check(office, one)
            template = template.linked(looked.landed(one))
        except JzdeskError as error:
            refused.append(say("desk.templates.at", sheet=one.sheet, cell=one.cell, sentence=error.sentence))
    if refused:
        raise _refusal("refused", refused)
    return template


def unlink(office: Office, name: str, where: tuple[str, int, int]) -> Template:
    """Take the link of a cell away."""
    sheet, row, column = where
    cells = f"{sheet}!{model.address(row, column)}"
    return _keep(
        office, find(office, name).unlinked(where), say("desk.templates.why.unlink", name=name, cells=cells)
    )


def set_blanks(office: Office, name: str, blanks: str) -> Template:
    """Say what is filled in for a blank: the word of its reason, or nothing."""
    made = replace(find(office, name), blanks=blanks)
    return _keep(office, made, say(f"desk.templates.why.{blanks}", name=name))


def remove(office: Office, name: str) -> None:
    """Forget a template and its links; what was filled from it stays where it is."""
    find(office, name)
    why = say("desk.templates.why.remove", name=name)
    with office.store.operation(ACTION, None, at=office.stamp, step=False, why=why) as op:
        op.memo(_MEMO + name, None)


def _keep(office: Office, template: Template, why: str, given: Given | None = None) -> Template:
    with office.store.operation(ACTION, None, at=office.stamp, step=False, why=why) as op:
        if given is not None:
            template = replace(template, sha256=op.attach(KIND, given.file, given.content))
        op.memo(_MEMO + template.name, template.plain())
    return template


def _refusal(word: str, findings: Sequence[str]) -> RefusedError:
    if len(findings) == 1:
        return RefusedError(findings[0])
    return RefusedError(say(f"desk.templates.{word}", n=len(findings)), findings)


def links_of_file(office: Office, path: Path) -> tuple[Link, ...]:
    """Return the links that a list (CSV: sheet, cell, KEY, period, figure, office) says."""
    name, content = kept_file.read(path, "desk.templates")
    text = _decoded(content[:_LIST_BYTES])
    if text is None or len(content) > _LIST_BYTES:
        raise RefusedError(say("desk.templates.not_list", name=name))
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise RefusedError(say("desk.templates.not_list", name=name)) from error
    return model.links_of(rows, template_links.units(office))


def _decoded(content: bytes) -> str | None:
    """Return a text in the encodings in which lists are written here; None for what is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


# Filling


def preview(office: Office, template: Template, period: Period) -> Filling:
    """Return what a template's cells would take in a period."""
    return template_figures.filling(office, template, period)


def file_name(office: Office, found: Filling) -> str:
    """Return the name of a filled template: whose, of which period, and that it is a draft or practice."""
    marks = [say("desk.templates.draft")] if found.draft else []
    marks += [say("desk.templates.practice")] if office.practice else []
    return files.clean_name("_".join((found.template.name, str(found.period), *marks)) + ENDING)


@dataclass(frozen=True, slots=True)
class Made:
    """A filled template: where it is, and whether it has formulas, which its next reader computes."""

    out: Path
    formulas: bool


class Work:
    """A template being filled in the child process; it can be stopped. The result is what became of it."""

    def __init__(self, content: bytes, found: Filling, out: Path) -> None:
        self._content, self._found, self._out = content, found, out
        self._reader = Reader()
        self._stopped = False

    def run(self, tell: Tell) -> Made:
        """Fill the template and put it in its place."""
        del tell
        template = self._found.template
        try:
            with self._reader as reader:
                looked = Looked.from_plain(reader.read_template(template.file, self._content))
                misfits = looked.misfits(template.links)
                if misfits:
                    raise _refusal("misfits", [why for _, why in misfits])
                made = reader.fill_template(template.file, self._content, _pieces(self._found.told))
        except JzdeskError as error:
            if self._stopped:
                raise StoppedError(say("desk.templates.stopped")) from error
            raise
        if self._stopped:
            raise StoppedError(say("desk.templates.stopped"))
        files.put(self._out, made)
        return Made(self._out, looked.computes)

    def stop(self) -> None:
        """End it; nothing is written then."""
        self._stopped = True
        self._reader.close()


def _pieces(told: Sequence[Told]) -> Mapping[str, list[list[Any]]]:
    cells: dict[str, list[list[Any]]] = {}
    for one in told:
        place = [one.link.row, one.link.column, one.kind, one.text, one.percent]
        cells.setdefault(one.link.sheet, []).append(place)
    return cells


def filling(office: Office, found: Filling, out: Path) -> Work:
    """Return the work of filling a template; `filled` notes that it was done."""
    _check_out(out)
    if not found.template.links:
        raise RefusedError(say("desk.templates.no_links", name=found.template.name))
    content = office.store.attachment_content(found.template.sha256)
    papers.folder(out.parent)
    return Work(content, found, out)


def _check_out(out: Path) -> None:
    if out.suffix.lower() != ENDING:
        raise RefusedError(say("desk.reporting.suffix", name=out.name, suffixes=ENDING))


def filled(office: Office, found: Filling, out: Path) -> None:
    """Note in the trail that a template was filled, for which period and into which file."""
    name = found.template.name
    why = say("desk.templates.why.fill", name=name, file=out.name)
    with office.store.operation(FILLED, found.period, at=office.stamp, step=False, why=why) as op:
        op.mark()


def told(found: Filling, made: Made) -> tuple[str, ...]:
    """Return what is to be known of a filled template: where it is, and what is not in it."""
    good = len(found.told) - len(found.unfilled)
    lines = [say("desk.templates.filled", file=made.out.name, folder=made.out.parent, n=good)]
    if found.draft:
        lines.append(say("desk.templates.is_draft"))
    if found.unfilled:
        first = found.unfilled[0]
        lines.append(
            say("desk.templates.unfilled", n=len(found.unfilled), cell=first.link.cell, why=first.why)
        )
    if found.left_out:
        lines.append(say("desk.templates.left_out", names="、".join(found.left_out)))
    if made.formulas:
        lines.append(say("desk.templates.formulas"))
    return tuple(lines)


def fill_once(
    office: Office, path: Path, links: Path, period: Period, out: Path
) -> tuple[Filling, Made]:  # fmt: skip
    """Fill a workbook by a list of links without keeping either as a template."""
    _check_out(out)
    if out.resolve() == path.resolve():
        raise RefusedError(say("desk.templates.itself", name=out.name))
    given = look(path)
    template = Template(path.stem, "", given.file)
    template = _linked(office, template, given.looked, links_of_file(office, links))
    found = preview(office, template, period)
    papers.folder(out.parent)
    return found, Work(given.content, found, out).run(_unheard)
