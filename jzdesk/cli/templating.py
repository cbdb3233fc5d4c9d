"""The verb of 套表: a workbook filled by a list of links."""

from __future__ import annotations

from pathlib import Path

from jzdesk.cli.call import OUT, Call, Verb, parse
from jzdesk.desk import templates


def _template(call: Call) -> int:
    words = (("--links", {"required": True}), ("--period", {"required": True}))
    args = parse(call, "template", ("file", {}), *words, OUT)
    with call.read() as office:
        period, out = office.period(args.period), Path(args.out)
        found, made = templates.fill_once(office, Path(args.file), Path(args.links), period, out)
    cells = [
        {"sheet": one.link.sheet, "cell": one.link.cell, "key": str(one.link.key), "filled": one.text or None,
         "why": one.why or None}
        for one in found.told
    ]  # fmt: skip
    data = {"files": [str(out)], "period": str(period), "draft": found.draft, "cells": cells,
            "left_out": list(found.left_out)}  # fmt: skip
    call.tell(data, str(out), *templates.told(found, made)[1:])
    return 0


VERBS: dict[str, Verb] = {"template": _template}
