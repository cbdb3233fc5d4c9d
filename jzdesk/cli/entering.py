"""The verbs of entering: a store, the catalogue, workbooks, figures, checks and the to-do list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jzdesk import settings
from jzdesk.cli.call import OUT, PAPER, PERIOD, Call, Verb, complain, complain_lines, parse
from jzdesk.desk import demo, entering, explaining, handing_in, planning, safekeeping, stepping, workbooks
from jzdesk.desk.office import new_store_path
from jzdesk.errors import UsageError
from jzdesk.models.entry import Key
from jzdesk.words import say


def _init(call: Call) -> int:
    args = parse(
        call,
        "init",
        ("--unit", {"required": True}),
        ("--office", {}),
        ("--practice", {"action": "store_true"}),
    )
    path = new_store_path(call.store)
    with safekeeping.init(
        path, unit=args.unit, office=args.office, practice=args.practice, who=call.who
    ) as office:
        settings.remember(last_store=str(path.resolve()))
        call.tell(
            {"store": str(path), "unit": office.unit, "office": office.name, "practice": office.practice},
            say("cli.done.init", path=path, office=office.name),
        )
    return 0


def _demo(call: Call) -> int:
    args = parse(call, "demo", ("folder", {"nargs": "?", "default": "jzdesk-demo"}))
    files = demo.run(Path(args.folder))
    call.tell(
        {"files": [{"kind": kind, "path": str(path)} for kind, path in files]}, *(str(p) for _, p in files)
    )
    return 0


def _plan(call: Call) -> int:
    parse(call, "plan")
    data = planning.plan_json(call.store)
    call.tell(data, *planning.plan_lines(data))
    return 0


def _form(call: Call) -> int:
    blank = ("--blank", {"action": "store_true"})
    args = parse(call, "form", PERIOD, ("--form", {}), blank, PAPER, OUT)
    with call.read() as office:
        path = workbooks.write_form(
            office, office.period(args.period), args.form, blank=args.blank, out=Path(args.out),
            paper=args.paper,
        )  # fmt: skip
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _fill(call: Call) -> int:
    args = parse(call, "fill", ("file", {}), ("--period", {}), ("--dry-run", {"action": "store_true"}))
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        period = office.period(args.period) if args.period else None
        result = workbooks.fill(office, Path(args.file), period=period, dry_run=args.dry_run)
    lines = [say("cli.fill.change", **_told(c)) for c in result["changes"]]
    call.tell(result, *lines, *(say("cli.fill.total", **_told(t)) for t in result["totals"]))
    if result["refused"]:
        complain(workbooks.refusal(Path(args.file), result))
        return 1
    return 0


def _told(entry: dict[str, Any]) -> dict[str, str]:
    """Return an entry's parts for reading, a dash where there is nothing."""
    return {name: say("models.derive.dash") if text is None else str(text) for name, text in entry.items()}


def _set(call: Call) -> int:
    words, options = _split_set(call.words)
    if not words:
        raise UsageError(say("cli.wrong", verb="set", usage=say("cli.usage.set")))
    with call.write() as office:
        period = office.period(words[0])
        saved, _ = entering.set_values(
            office,
            period,
            words[1:],
            reason=options.get("--reason", ""),
            note=options.get("--note"),
            how="command",
        )
    call.tell({"saved": saved}, *(f"saved {key}" for key in saved))
    return 0


def _split_set(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Part `set`'s options from its values; a VALUE may begin with `-`, so argparse cannot."""
    plain: list[str] = []
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        value_next = len(plain) % 2 == 0 and bool(plain)
        if word in {"--reason", "--note"} and not value_next:
            options[word] = next(rest, "")
        else:
            plain.append(word)
    return plain, options


def _get(call: Call) -> int:
    args = parse(call, "get", PERIOD, ("keys", {"nargs": "*"}))
    with call.read() as office:
        data = entering.get(office, office.period(args.period), [Key.parse(k) for k in args.keys])
    call.tell(data, *(f"{c['key']}\t{c['value'] or c['blank'] or ''}" for c in data["cells"]))
    return 0


def _undo(call: Call) -> int:
    parse(call, "undo")
    with call.write() as office:
        told = stepping.undo(office).sentence
    call.tell({"undone": told}, told)
    return 0


def _redo(call: Call) -> int:
    parse(call, "redo")
    with call.write() as office:
        told = stepping.redo(office).sentence
    call.tell({"redone": told}, told)
    return 0


def _check(call: Call) -> int:
    args = parse(call, "check", PERIOD)
    with call.read() as office:
        data = handing_in.run_checks(office, office.period(args.period))
    findings = (_finding_line(f) for f in data["findings"] if not call.json)
    call.tell(data, _counts_line(data["counts"], data["waived"]), *findings)
    blocking = [f for f in data["findings"] if f["blocking"]]
    if blocking:
        complain_lines(say("cli.check_blocked", n=len(blocking)), [])
    return 1 if blocking else 0


def _counts_line(counts: dict[str, int], waived: int) -> str:
    """Return how the checks came out; what is waived is told apart from what has nothing to compare with."""
    told = say("cli.check", **counts | {"not_applicable": counts["not_applicable"] - waived})
    return told + (say("cli.check_waived", n=waived) if waived else "") + say("cli.check_end")


def _finding_line(finding: dict[str, Any]) -> str:
    sign = (
        "■"
        if finding["blocking"] and finding["severity"] == "强制性"
        else "◆"
        if finding["blocking"]
        else "·"
    )
    told = say("cli.explained", text=finding["explanation"]) if finding["explanation"] else finding["remedy"]
    told += say(f"cli.poor.{finding['poor']}") if finding["poor"] else ""
    return f"{sign} {finding['rule']} {finding['message']}{told}"


def _explain(call: Call) -> int:
    args = parse(call, "explain", PERIOD, ("rule", {}), ("keys", {}), ("text", {}))
    keys = [Key.parse(k) for k in args.keys.split(",")]
    with call.write() as office:
        period = office.period(args.period)
        entering.explain(office, period, args.rule, keys, args.text)
        poor = explaining.poorly(office, period, args.rule, keys)
    call.tell(
        {"explained": [str(k) for k in keys], "poor": poor or None},
        say("cli.done.explain", rule=args.rule), *([say(f"cli.poor.{poor}")] if poor else []),
    )  # fmt: skip
    return 0


def _todo(call: Call) -> int:
    args = parse(call, "todo", PERIOD)
    with call.read() as office:
        data = handing_in.todo_json(office, office.period(args.period))
    items = [f"■ {i['kind']} {i['text']}" for i in data["blocking"]] + [
        f"□ {i['kind']} {i['text']}" for i in data["other"]
    ]
    call.tell(data, *(items or [say("cli.todo_empty")]))
    return 0


VERBS: dict[str, Verb] = {
    "init": _init,
    "demo": _demo,
    "plan": _plan,
    "form": _form,
    "fill": _fill,
    "set": _set,
    "get": _get,
    "undo": _undo,
    "redo": _redo,
    "check": _check,
    "explain": _explain,
    "todo": _todo,
}
