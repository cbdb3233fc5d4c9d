"""The verbs of what the city hands down: its workbook, the 下发文件, and periods that move to it."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import PERIOD, Call, Verb, complain, complain_lines, parse
from jzdesk.desk import adopting, allotting
from jzdesk.errors import UsageError
from jzdesk.words import say


def _allot(call: Call) -> int:
    args = parse(
        call, "allot", ("file", {"nargs": "?"}), ("--template", {}), ("--dry-run", {"action": "store_true"})
    )
    if (args.file is None) == (args.template is None):
        raise UsageError(say("cli.wrong", verb="allot", usage=say("cli.usage.allot")))
    if args.template is not None:
        with call.read() as office:
            path = allotting.template(office, Path(args.template)).run()
        call.tell({"files": [str(path)]}, str(path))
        return 0
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        data = allotting.allot(office, Path(args.file), dry_run=args.dry_run)
    lines = [change["text"] for change in data["changes"]]
    if not data["refused"]:
        word = "allotted" if data["written"] else "would_allot" if data["changes"] else "allotted_nothing"
        number = data["edition"].rpartition("/")[2]
        call.tell(data, *lines, say(f"cli.{word}", n=number, changes=len(lines)))
        return 0
    call.tell(data)
    complain(allotting.refusal(Path(args.file), data["refused"]))
    return 1


def _task(call: Call) -> int:
    args = parse(call, "task", ("--unit", {}), ("--out", {"required": True}))
    with call.read() as office:
        paths = [str(p) for p in allotting.task(office, Path(args.out), unit=args.unit)]
        unsigned = allotting.unsigned(office)
    call.tell({"files": paths}, *paths)
    if unsigned:  # done all the same
        complain_lines(unsigned, [])
    return 0


def _adopt(call: Call) -> int:
    args = parse(call, "adopt", PERIOD, ("--dry-run", {"action": "store_true"}))
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        period = office.period(args.period)
        found = adopting.look(office, period) if args.dry_run else adopting.adopt(office, period)
    data = {
        "period": str(period), "from": found.old, "to": found.new, "written": not args.dry_run,
        "changes": [c.plain() for c in found.changes],
        "vanishing": [{"row": v.row, "cells": v.cells, "text": v.sentence} for v in found.vanishing],
        "replaced": [{"what": r.what, "old": r.old, "new": r.new} for r in found.replaced],
    }  # fmt: skip
    call.tell(data, *found.lines, *([] if args.dry_run else [say("cli.adopted", period=period.title)]))
    return 0


VERBS: dict[str, Verb] = {"allot": _allot, "task": _task, "adopt": _adopt}
