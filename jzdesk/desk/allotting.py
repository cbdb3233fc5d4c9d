"""What the city hands down: its workbook written and taken in, a new edition made, the 下发文件 written."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.desk import adopting, keyring, loop, papers, reporting
from jzdesk.desk.office import Office
from jzdesk.desk.workbooks import Writing
from jzdesk.errors import RefusedError
from jzdesk.exchange import allot_form
from jzdesk.exchange.allot_marks import AllotMeta
from jzdesk.models import letters, quantity
from jzdesk.models.allotment import changes, judging, overlay
from jzdesk.models.allotment.allotment import Allotment, Records
from jzdesk.models.allotment.changes import Change
from jzdesk.models.allotment.listing import lines_of
from jzdesk.models.allotment.reading import Problem
from jzdesk.models.allotment.subjects import PROJECTS, SUBJECTS, Record, categories_of, subject
from jzdesk.models.catalogue import Catalogue
from jzdesk.words import say
from jzdesk.worker.reader import Reader


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that cannot be taken: sheet and address, what stands there, why, and what to do."""

    cell: str
    found: str
    why: str
    remedy: str

    def plain(self) -> dict[str, str]:
        """Return it as `allot --json` tells of it."""
        return {"cell": self.cell, "found": self.found, "why": self.why, "remedy": self.remedy}


@dataclass(frozen=True)
class Plan:
    """What a workbook or the editor would do: the whole of the city's word, what changes, what is wrong."""

    records: Records
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    refused: Sequence[Refused] = ()
    after: Allotment | None = None


def base(office: Office) -> Catalogue:
    """Return the catalogue without anything handed down."""
    return office.catalogue_of(office.catalogue.base_edition)


def used_codes(office: Office) -> frozenset[str]:
    """Return every code the city has ever given to something of its own; none is given again."""
    told = (office.catalogue_of(edition).allotment for edition in office.store.editions())
    return frozenset(
        record["code"]
        for one in told for s in SUBJECTS if s.open for record in one.of(s.code)
    )  # fmt: skip


def own_things(office: Office) -> list[Record]:
    """Return what the city has made of its own in any edition, the newest last."""
    told = (office.catalogue_of(edition).allotment for edition in office.store.editions())
    return [r for one in told for s in SUBJECTS if s.open for r in one.of(s.code)]


# The workbook


def template(office: Office, out: Path) -> Writing:
    """Return the work of writing the allotment workbook, with what is in force."""
    office.need_city()
    reporting.need_suffix(out, ".xlsx")
    now, plain = office.catalogue.allotment, base(office)
    lines = {s.code: lines_of(s, now.of(s.code), plain.data) for s in SUBJECTS}
    meta = AllotMeta(
        plain.data["plan"]["id"], office.catalogue.edition, office.name, office.practice,
        tuple(categories_of(plain.data).items()),
    )  # fmt: skip
    return Writing(partial(allot_form.workbook_bytes, lines, meta), out)


def read(path: Path) -> dict[str, Any]:
    """Read an allotment workbook in the child process; it needs no store."""
    if not path.is_file():
        raise RefusedError(say("desk.entering.file_missing", name=path.name))
    with Reader() as reader:
        return reader.read_allotment(path)


def look(office: Office, found: Mapping[str, Any], name: str) -> Plan:
    """Return what a workbook that was read would do; refuse one that is another store's."""
    office.need_city()
    meta = found["meta"]
    if meta.get("plan") != base(office).data["plan"]["id"]:
        raise RefusedError(say("exchange.allot.kind", name=name))
    if (meta.get("practice") != "0") != office.practice:
        word = "real" if office.practice else "practice"
        raise RefusedError(say(f"exchange.allot.{word}", name=name))
    bad = [
        Refused(
            f"{found['sheets'][code]}!{place}", text, say(f"exchange.allot.bad.{word}"),
            say(f"exchange.allot.bad_remedy.{word}"),
        )
        for code, lines in found["lines"].items() for _, cells in lines
        for place, text, word in cells.values() if word
    ]  # fmt: skip
    lines = {
        code: [(row, {f: text for f, (_, text, word) in cells.items() if not word}) for row, cells in listed]
        for code, listed in found["lines"].items()
    }
    plan = judged(office, lines)
    refused = [_refused(problem, found) for problem in plan.problems]
    known = {r.cell for r in bad}
    return Plan(
        plan.records,
        plan.changes,
        plan.problems,
        [*bad, *(r for r in refused if r.cell not in known)],
        plan.after,
    )


def _refused(problem: Problem, found: Mapping[str, Any]) -> Refused:
    cells = next((c for row, c in found["lines"][problem.subject] if row == problem.at), {})
    place, text, _ = cells.get(problem.field, ("", "", ""))
    sheet = found["sheets"][problem.subject]
    if not place:
        title = subject(problem.subject).field(problem.field)
        place = say("desk.allotting.row", row=problem.at)
        place += title.title(problem.subject) if title else ""
    return Refused(f"{sheet}!{place}", text or say("exchange.nothing"), problem.why, problem.remedy)


def judged(office: Office, lines: judging.Lines) -> Plan:
    """Return what typed lines, the whole of them, would do."""
    plain, now = base(office), office.catalogue.allotment
    records, problems = judging.judged(plain.data, lines, own_things(office), used_codes(office))
    if problems:
        return Plan(records, (), problems)
    if records == dict(now.records):
        return Plan(records)
    after = Allotment(_last_number(office) + 1, office.today.isoformat(), records)
    return Plan(records, changes.changes(now, after, overlay.apply(plain.data, after)), after=after)


def _last_number(office: Office) -> int:
    return max(office.catalogue_of(edition).allotment.number for edition in office.store.editions())


def write(office: Office, plan: Plan, name: str) -> None:
    """Make a plan that has nothing wrong the newest edition; one that changes nothing leaves all as it is."""
    office.need_city()
    if plan.after is None:
        return
    made = Catalogue(overlay.apply(base(office).data, plan.after))
    why = say("desk.allotting.trail", n=plan.after.number, name=name)
    with office.store.operation("allot", None, how="workbook", why=why, at=office.stamp, step=False) as op:
        op.catalogue(made.edition, made.to_json())
    office.forget()
    adopting.settle(office)


def allot(office: Office, path: Path, *, dry_run: bool = False) -> dict[str, Any]:
    """Take an allotment workbook in, all or nothing."""
    plan = look(office, read(path), path.name)
    written = plan.after is not None and not plan.refused and not dry_run
    if written:
        write(office, plan, path.name)
    edition = office.catalogue.edition
    if plan.after is not None:
        edition = f"{office.catalogue.base_edition}/{plan.after.number}"
    return {
        "edition": edition, "written": written, "changes": [c.plain() for c in plan.changes],
        "refused": [r.plain() for r in plan.refused],
        "waiting": [str(one.period) for one in adopting.waiting(office)],
    }  # fmt: skip


def refusal(path: Path, refused: Sequence[Mapping[str, str]]) -> RefusedError:
    """Return the refusal that names every cell of a workbook that cannot be taken."""
    lines = [say("desk.entering.fill_line", **one) for one in refused]
    return RefusedError(say("desk.allotting.refused", name=path.name, n=len(lines)), lines)


def projects_told(office: Office, records: Records) -> str:
    """Return how the projects stand to 专栏三: how many are named, and what their planned totals come to."""
    plan, said = base(office).data, records.get(PROJECTS, ())
    whole = next((one for one in plan["investment"] if one.get("total")), None)
    if whole is None:
        return ""
    known = {item["code"] for item in plan["projects"]}
    # One just typed in has no code before it is handed down.
    named = len(known | {one["code"] for one in said if "code" in one}) + sum(
        "code" not in one for one in said
    )
    planned = sum((Decimal(one["planned"]) for one in said if "planned" in one), Decimal(0))
    return say(
        "desk.allotting.projects", named=named, of=whole["projects"], planned=quantity.show(planned, 2),
        whole=quantity.show(Decimal(whole["planned"]), 0),
    )  # fmt: skip


# The 下发文件


def unsigned(office: Office) -> str:
    """Return the sentence for files that no county takes, as this store has no key; empty where it has."""
    return "" if office.practice or keyring.readable_key(office) else say("desk.allotting.unsigned")


def file_name(office: Office, unit: str) -> str:
    """Return what the file for an office is called."""
    name, number = office.catalogue.division(unit).name, office.catalogue.allotment.number
    return say("desk.allotting.file", unit=name, n=number)


def content(office: Office, unit: str) -> dict[str, Any]:
    """Return what the file for an office holds; refuse where nothing has been handed down yet."""
    office.need_city()
    told = office.catalogue.allotment
    if not office.catalogue.has_county(unit):
        office.catalogue.division(unit)
        raise RefusedError(say("desk.allotting.own"))
    if not told.number:
        raise RefusedError(say("desk.allotting.nothing"))
    return letters.assignment(loop.issuer(office, base(office).edition), unit, allotment=told.plain())


def tasking(office: Office, folder: Path) -> Generator[Any, None, tuple[str, list[Path]]]:
    """Write the 下发文件 for every county into a folder in steps; yields how many are done, of how many."""
    office.need_city()
    contents = {county: content(office, county) for county in office.catalogue.counties}
    made: list[Path] = []
    for county, told in contents.items():
        yield [len(made), len(contents)]
        made.append(papers.write_letter(office, told, papers.folder(folder) / file_name(office, county)))
    return "allot_task", made


def task(office: Office, out: Path, *, unit: str | None = None) -> list[Path]:
    """Write the 下发文件 for one office (a file, or a folder that is there), or for all into a folder."""
    office.need_city()
    if unit is not None:
        made = content(office, unit)
        into = out / file_name(office, unit) if out.is_dir() else out
        reporting.need_suffix(into, ".xlsx")
        return [papers.write_letter(office, made, into)]
    steps = tasking(office, out)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return list(done.value[1])
