"""The verbs of receiving: files from outside, totals, and the trail of what was done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jzdesk.cli.call import OUT, PERIOD, Call, Verb, complain_lines, parse
from jzdesk.desk import (
    acceptance,
    arriving,
    auditing,
    carrying,
    receiving,
    recovery,
    reporting,
    safekeeping,
    trail,
    trail_paper,
)
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.desk.trail import Sought
from jzdesk.errors import UsageError
from jzdesk.models.value import parse_date
from jzdesk.words import say


def _verify(call: Call) -> int:
    args = parse(call, "verify", ("file", {}))
    if call.store or os.environ.get("JZDESK_STORE"):
        with call.read() as office:
            data = arriving.verify(Path(args.file), office)
    else:
        data = arriving.verify(Path(args.file), None)
    good = data["whole"] and not data["altered"] and data["signature"] != "bad"
    call.tell(data, *(_verify_lines(data) if good else ()))
    if not good:
        complain_lines(
            say("cli.verify_bad", name=Path(args.file).name),
            [say("cli.altered", **a) for a in data["altered"]],
        )
    return 0 if good else 1


def _verify_lines(data: dict[str, Any]) -> list[str]:
    signature = say(f"cli.signature.{data['signature']}")
    return [
        say(
            "cli.verify" if data["period"] else "cli.verify_letter", kind=data["kind"], unit=data["unit"],
            period=data["period"], revision=data["revision"], code=data["code"], signature=signature,
            key_code=data["key_code"],
        )
    ]  # fmt: skip


def _receive(call: Call) -> int:
    args = parse(
        call, "receive", ("files", {"nargs": "+"}), ("--dry-run", {"action": "store_true"}),
        ("--received-on", {}), ("--own", {"action": "store_true"}),
    )  # fmt: skip
    paths = [Path(f) for f in args.files]
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        day = parse_date(args.received_on) if args.received_on else None
        if args.own:
            data = recovery.take_back(office, paths, dry_run=args.dry_run)
        else:
            before = Beforehand(office)
            found = receiving.each(office, paths, before, dry_run=args.dry_run, received_on=day)
            files = [told if call.json else _brief(told) for told in found]
            data = {"files": files, "backup": str(before.made) if before.made else None}
    refused = [f for f in data["files"] if f["verdict"] == "refused"]
    call.tell(data, *(line for f in data["files"] if f not in refused for line in _received(f)))
    if refused:
        complain_lines(refused[0]["message"], [f["message"] for f in refused[1:]])
    return 1 if refused else 0


def _brief(file: dict[str, Any]) -> dict[str, Any]:
    """Return of a file's entry what is printed: a province's files have a quarter of a million changes."""
    said = [change for change in file["changes"] if "text" in change]
    return {name: file[name] for name in ("file", "message", "verdict")} | {"changes": said}


def _received(file: dict[str, Any]) -> list[str]:
    """Return what is said of a file: the verdict, and of a 下发文件 everything it changes."""
    return [f"{file['file']}\t{file['message']}", *(c["text"] for c in file["changes"] if "text" in c)]


def _carry(call: Call) -> int:
    args = parse(call, "carry", ("files", {"nargs": "+"}), ("--dry-run", {"action": "store_true"}))
    with (call.read if args.dry_run else call.write)() as office:
        data = carrying.carry(office, [Path(f) for f in args.files], dry_run=args.dry_run)
    call.tell(data, *carrying.lines(data, dry_run=args.dry_run))
    return 0


def _accept(call: Call) -> int:
    args = parse(call, "accept", ("unit", {}), PERIOD, ("--revision", {"type": int}), OUT)
    with call.write() as office:
        period = office.period(args.period)
        revision, path = acceptance.accept(
            office, args.unit, period, revision=args.revision, out=Path(args.out)
        )
    call.tell(
        {"unit": args.unit, "period": str(period), "revision": revision, "files": [str(path)]}, str(path)
    )
    return 0


def _summary(call: Call) -> int:
    args = parse(call, "summary", PERIOD, OUT)
    with call.read() as office:
        period = office.period(args.period)
        path = reporting.summary(office, period, Path(args.out))
        odd = [one.plain() for one in auditing.audit(office, period)] if call.json else []
    call.tell({"files": [str(path)], "audit": odd}, str(path))
    return 0


def _history(call: Call) -> int:
    narrowed = [(f"--{name}", {}) for name in ("period", "form", "who", "text", "out")]
    args = parse(call, "history", ("--verify", {"action": "store_true"}), *narrowed)
    given = {name[2:]: getattr(args, name[2:]) for name, _ in narrowed if getattr(args, name[2:]) is not None}
    if args.verify and given:  # the chain is one: no part of it is whole or not for itself
        raise UsageError(say("cli.wrong", verb="history", usage=say("cli.usage.history")))
    with call.read() as office:
        if args.verify:
            faults, count = safekeeping.verify_history(office), len(safekeeping.history(office))
            data = {"whole": not faults, "entries": count, "faults": faults}
            call.tell(data, *([] if faults else [say("desk.safekeeping.chain_good", n=count)]))
            if faults:
                complain_lines(say("desk.safekeeping.chain_bad", n=len(faults)), faults)
            return 1 if faults else 0
        entries, written = _sought(office, given)
    call.tell(entries, *([written] if written else map(_history_line, entries)))
    return 0


def _sought(office: Office, given: dict[str, str]) -> tuple[list[dict[str, Any]], str]:
    """Return the entries that are sought, the oldest first, and the file they were written to, if any."""
    period = office.period(given["period"]) if "period" in given else None
    sought = Sought(given.get("form", ""), given.get("who", ""), given.get("text", ""))
    if sought.form:
        office.catalogue.form(sought.form)
    entries = safekeeping.history(office, period)
    if sought == Sought() and "out" not in given:
        return entries, ""
    told = reversed(trail.lines(office, period))
    found = [(entry, line) for entry, line in zip(entries, told, strict=True) if sought.fits(line)]
    written = ""
    if "out" in given:
        paper = trail_paper.of(office, period, sought, [line for _, line in reversed(found)])
        written = str(paper.writing(Path(given["out"])).run(lambda _told: None))
    return [entry for entry, _ in found], written


def _history_line(entry: dict[str, Any]) -> str:
    parts = ("seq", "at", "who", "action", "period", "key")
    head = " ".join(str(entry[p]) for p in parts if entry[p] is not None)
    why = say("cli.why", text=entry["why"]) if entry["why"] else ""
    return f"{head} {entry['old'] or ''} → {entry['new'] or ''}{why}"


VERBS: dict[str, Verb] = {
    "verify": _verify,
    "receive": _receive,
    "accept": _accept,
    "summary": _summary,
    "history": _history,
    "carry": _carry,
}
