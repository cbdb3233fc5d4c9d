"""Every verb, a few lines each: words in, one use case, lines or one JSON document out."""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from jzdesk import log, settings
from jzdesk.desk import (
    demo,
    entering,
    handing_in,
    planning,
    receiving,
    reporting,
    safekeeping,
    workbooks,
)
from jzdesk.desk.office import Office, new_store_path, store_path
from jzdesk.errors import JzdeskError, UsageError
from jzdesk.models.entry import Key
from jzdesk.models.value import parse_date
from jzdesk.words import say


class _Parser(argparse.ArgumentParser):
    """An argument parser that refuses in Chinese and never exits by itself."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"jzdesk {verb}", add_help=False, allow_abbrev=False, exit_on_error=False)
        self.verb = verb

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - its words are English
        usage = say(f"cli.usage.{self.verb}")
        raise UsageError(say("cli.wrong", verb=self.verb, usage=usage))


@dataclass
class Call:
    """One call: the global options and the verb's own words."""

    store: str | None
    who: str | None
    words: list[str]
    json: bool = False

    def read(self) -> Office:
        """Open the store for reading."""
        return Office.open(store_path(self.store), write=False, who=self.who)

    def write(self) -> Office:
        """Open the store for writing."""
        return Office.open(store_path(self.store), write=True, who=self.who)

    def tell(self, data: Any, *lines: str) -> None:
        """Print `data` as JSON when asked, else the lines."""
        if self.json:
            print(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                print(line)


Verb = Callable[[Call], int]


def _parse(call: Call, verb: str, *specs: tuple[str, dict[str, Any]]) -> argparse.Namespace:
    parser = _Parser(verb)
    for name, options in specs:
        parser.add_argument(name, **options)
    try:
        return parser.parse_args(call.words)
    except argparse.ArgumentError:
        parser.error("")


_PERIOD = ("period", {})
_OUT = ("--out", {"required": True})


def _init(call: Call) -> int:
    args = _parse(
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
        call.tell(
            {"store": str(path), "unit": office.unit, "office": office.name, "practice": office.practice},
            say("cli.done.init", path=path, office=office.name),
        )
    settings.remember(last_store=str(path.resolve()))
    return 0


def _demo(call: Call) -> int:
    args = _parse(call, "demo", ("folder", {"nargs": "?", "default": "jzdesk-demo"}))
    files = demo.run(Path(args.folder))
    call.tell(
        {"files": [{"kind": kind, "path": str(path)} for kind, path in files]}, *(str(p) for _, p in files)
    )
    return 0


def _plan(call: Call) -> int:
    _parse(call, "plan")
    data = planning.plan_json(call.store)
    call.tell(data, *planning.plan_lines(data))
    return 0


def _form(call: Call) -> int:
    args = _parse(call, "form", _PERIOD, ("--form", {}), ("--blank", {"action": "store_true"}), _OUT)
    with call.read() as office:
        path = workbooks.write_form(
            office, office.period(args.period), args.form, blank=args.blank, out=Path(args.out)
        )
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _fill(call: Call) -> int:
    args = _parse(call, "fill", ("file", {}), ("--period", {}), ("--dry-run", {"action": "store_true"}))
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        period = office.period(args.period) if args.period else None
        result = workbooks.fill(office, Path(args.file), period=period, dry_run=args.dry_run)
    lines = [say("cli.fill.change", **c) for c in result["changes"]]
    call.tell(result, *lines, *(say("cli.fill.total", **t) for t in result["totals"]))
    if result["refused"]:
        _complain(workbooks.refusal(Path(args.file), result))
        return 1
    return 0


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
    args = _parse(call, "get", _PERIOD, ("keys", {"nargs": "*"}))
    with call.read() as office:
        data = entering.get(office, office.period(args.period), [Key.parse(k) for k in args.keys])
    call.tell(data, *(f"{c['key']}\t{c['value'] or c['blank'] or ''}" for c in data["cells"]))
    return 0


def _undo(call: Call) -> int:
    _parse(call, "undo")
    with call.write() as office:
        told = entering.undo(office)
    call.tell({"undone": told}, told)
    return 0


def _redo(call: Call) -> int:
    _parse(call, "redo")
    with call.write() as office:
        told = entering.redo(office)
    call.tell({"redone": told}, told)
    return 0


def _check(call: Call) -> int:
    args = _parse(call, "check", _PERIOD)
    with call.read() as office:
        data = handing_in.run_checks(office, office.period(args.period))
    counts = data["counts"]
    call.tell(
        data, say("cli.check", **counts), *(_finding_line(f) for f in data["findings"] if not call.json)
    )
    blocking = [f for f in data["findings"] if f["blocking"]]
    if blocking:
        _complain_lines(say("cli.check_blocked", n=len(blocking)), [])
    return 1 if blocking else 0


def _finding_line(finding: dict[str, Any]) -> str:
    sign = (
        "■"
        if finding["blocking"] and finding["severity"] == "强制性"
        else "◆"
        if finding["blocking"]
        else "·"
    )
    told = say("cli.explained", text=finding["explanation"]) if finding["explanation"] else finding["remedy"]
    return f"{sign} {finding['rule']} {finding['message']}{told}"


def _explain(call: Call) -> int:
    args = _parse(call, "explain", _PERIOD, ("rule", {}), ("keys", {}), ("text", {}))
    keys = [Key.parse(k) for k in args.keys.split(",")]
    with call.write() as office:
        entering.explain(office, office.period(args.period), args.rule, keys, args.text)
    call.tell({"explained": [str(k) for k in keys]}, say("cli.done.explain", rule=args.rule))
    return 0


def _todo(call: Call) -> int:
    args = _parse(call, "todo", _PERIOD)
    with call.read() as office:
        data = handing_in.todo_json(office, office.period(args.period))
    items = [f"■ {i['kind']} {i['text']}" for i in data["blocking"]] + [
        f"□ {i['kind']} {i['text']}" for i in data["other"]
    ]
    call.tell(data, *(items or [say("cli.todo_empty")]))
    return 0


def _review(call: Call) -> int:
    args = _parse(call, "review", _PERIOD, ("--by", {"required": True}))
    with call.write() as office:
        period = office.period(args.period)
        handing_in.review(office, period, args.by)
        state = office.state(period)
    call.tell(
        {"period": str(period), "state": state}, say("cli.done.review", period=period.title, name=args.by)
    )
    return 0


def _freeze(call: Call) -> int:
    flags = {"--one-person": {"action": "store_true"}}
    names = [(f"--{n}", {"required": True}) for n in ("preparer", "head", "phone")]
    args = _parse(call, "freeze", _PERIOD, *names, *flags.items(), _OUT)
    with call.write() as office:
        period = office.period(args.period)
        made = handing_in.freeze(
            office, period, preparer=args.preparer, head=args.head, phone=args.phone,
            one_person=args.one_person, out=Path(args.out),
        )  # fmt: skip
    files = [str(f) for f in made.files]
    call.tell(
        {"period": str(period), "draft": made.draft, "code": made.code, "forms": made.forms, "files": files},
        say("cli.done.freeze", period=period.title, draft=made.draft, code=made.code), *files,
    )  # fmt: skip
    return 0


def _withdraw(call: Call) -> int:
    args = _parse(call, "withdraw", _PERIOD)
    with call.write() as office:
        period = office.period(args.period)
        handing_in.withdraw(office, period)
        state = office.state(period)
    call.tell({"period": str(period), "state": state}, say("cli.done.withdraw", period=period.title))
    return 0


def _submit(call: Call) -> int:
    args = _parse(call, "submit", _PERIOD, ("--signed-on", {"required": True}), _OUT)
    with call.write() as office:
        period = office.period(args.period)
        made = handing_in.submit(office, period, signed_on=parse_date(args.signed_on), out=Path(args.out))
    files = [str(f) for f in made.files]
    call.tell(
        {"period": str(period), "revision": made.revision, "code": made.code, "files": files},
        say("cli.done.submit", period=period.title, revision=made.revision), *files,
    )  # fmt: skip
    return 0


def _sent(call: Call) -> int:
    args = _parse(call, "sent", _PERIOD, ("--way", {"required": True}), ("--on", {}))
    with call.write() as office:
        period = office.period(args.period)
        handing_in.sent(office, period, way=args.way, on=parse_date(args.on) if args.on else office.today)
        state = office.state(period)
    call.tell({"period": str(period), "state": state}, say("cli.done.sent", period=period.title))
    return 0


def _reopen(call: Call) -> int:
    args = _parse(call, "reopen", _PERIOD, ("--reason", {"required": True}))
    with call.write() as office:
        period = office.period(args.period)
        revision = handing_in.reopen(office, period, reason=args.reason)
        state = office.state(period)
    call.tell(
        {"period": str(period), "state": state, "revision": revision},
        say("cli.done.reopen", period=period.title, revision=revision),
    )
    return 0


def _report(call: Call) -> int:
    kinds = {"choices": ("full", "forms", "review"), "default": "full"}
    args = _parse(call, "report", _PERIOD, ("--kind", kinds), _OUT)
    with call.read() as office:
        path = reporting.report(office, office.period(args.period), kind=args.kind, out=Path(args.out))
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _charts(call: Call) -> int:
    args = _parse(call, "charts", _PERIOD, _OUT)
    with call.read() as office:
        files = reporting.charts(office, office.period(args.period), Path(args.out))
    call.tell({"files": [str(f) for f in files]}, *(str(f) for f in files))
    return 0


def _verify(call: Call) -> int:
    args = _parse(call, "verify", ("file", {}))
    if call.store or os.environ.get("JZDESK_STORE"):
        with call.read() as office:
            data = receiving.verify(Path(args.file), office)
    else:
        data = receiving.verify(Path(args.file), None)
    good = data["whole"] and not data["altered"] and data["signature"] != "bad"
    call.tell(data, *_verify_lines(data))
    if not good:
        _complain_lines(
            say("cli.verify_bad", name=Path(args.file).name),
            [say("cli.altered", **a) for a in data["altered"]],
        )
    return 0 if good else 1


def _verify_lines(data: dict[str, Any]) -> list[str]:
    signature = say(f"cli.signature.{data['signature']}")
    return [
        say(
            "cli.verify", kind=data["kind"], unit=data["unit"], period=data["period"],
            revision=data["revision"], code=data["code"], signature=signature,
        )
    ]  # fmt: skip


def _receive(call: Call) -> int:
    args = _parse(
        call, "receive", ("files", {"nargs": "+"}), ("--dry-run", {"action": "store_true"}),
        ("--received-on", {}),
    )  # fmt: skip
    opened = call.read if args.dry_run else call.write
    with opened() as office:
        day = parse_date(args.received_on) if args.received_on else None
        data = receiving.receive(office, [Path(f) for f in args.files], dry_run=args.dry_run, received_on=day)
    refused = [f for f in data["files"] if f["verdict"] == "refused"]
    call.tell(data, *(f"{f['file']}\t{f['message']}" for f in data["files"] if f not in refused))
    if refused:
        _complain_lines(refused[0]["message"], [f["message"] for f in refused[1:]])
    return 1 if refused else 0


def _accept(call: Call) -> int:
    args = _parse(call, "accept", ("unit", {}), _PERIOD, ("--revision", {"type": int}), _OUT)
    with call.write() as office:
        period = office.period(args.period)
        revision, path = receiving.accept(
            office, args.unit, period, revision=args.revision, out=Path(args.out)
        )
    call.tell(
        {"unit": args.unit, "period": str(period), "revision": revision, "files": [str(path)]}, str(path)
    )
    return 0


def _coverage(call: Call) -> int:
    args = _parse(call, "coverage", _PERIOD)
    with call.read() as office:
        data = receiving.coverage(office, office.period(args.period))
    head = say("cli.coverage", received=data["received"], accepted=data["accepted"], of=data["of"])
    call.tell(data, head, *(f"{u['unit']} {u['name']}\t{u['state']}" for u in data["units"]))
    return 0


def _summary(call: Call) -> int:
    args = _parse(call, "summary", _PERIOD, _OUT)
    with call.read() as office:
        path = reporting.summary(office, office.period(args.period), Path(args.out))
    call.tell({"files": [str(path)]}, str(path))
    return 0


def _history(call: Call) -> int:
    args = _parse(call, "history", ("--verify", {"action": "store_true"}))
    with call.read() as office:
        if args.verify:
            faults, count = safekeeping.verify_history(office), len(safekeeping.history(office))
            data = {"whole": not faults, "entries": count, "faults": faults}
            call.tell(data, *([] if faults else [say("desk.safekeeping.chain_good", n=count)]))
            if faults:
                _complain_lines(say("desk.safekeeping.chain_bad", n=len(faults)), faults)
            return 1 if faults else 0
        entries = safekeeping.history(office)
    call.tell(entries, *(_history_line(e) for e in entries))
    return 0


def _history_line(entry: dict[str, Any]) -> str:
    parts = ("seq", "at", "who", "action", "period", "key")
    head = " ".join(str(entry[p]) for p in parts if entry[p] is not None)
    return f"{head} {entry['old'] or ''} → {entry['new'] or ''}"


def _backup(call: Call) -> int:
    args = _parse(call, "backup", ("folder", {"nargs": "?"}))
    with call.read() as office:
        data = safekeeping.backup(
            office, Path(args.folder) if args.folder else safekeeping.backup_folder(office)
        )
    call.tell(data, say("desk.safekeeping.backup_done", **data))
    return 0


VERBS: dict[str, Verb] = {
    "init": _init, "demo": _demo, "plan": _plan, "form": _form, "fill": _fill, "set": _set, "get": _get,
    "undo": _undo, "redo": _redo, "check": _check, "explain": _explain, "todo": _todo, "review": _review,
    "freeze": _freeze, "withdraw": _withdraw, "submit": _submit, "sent": _sent, "reopen": _reopen,
    "report": _report, "charts": _charts, "verify": _verify, "receive": _receive, "accept": _accept,
    "coverage": _coverage, "summary": _summary, "history": _history, "backup": _backup,
}  # fmt: skip


def _split_global(words: Sequence[str]) -> tuple[Call, str]:
    call = Call(store=None, who=None, words=[])
    rest = list(words)
    while rest and rest[0].startswith("-"):
        word = rest.pop(0)
        name, mark, given = word.partition("=")
        if name in {"--store", "--as"}:
            if not mark and not rest:
                raise UsageError(say("cli.option_value", option=name))
            text = given if mark else rest.pop(0)
            if name == "--store":
                call.store = text
            else:
                call.who = text
        elif word in {"-h", "--help"}:
            return call, "help"
        elif word == "--json":
            call.json = True
        else:
            raise UsageError(say("cli.unknown_option", option=word))
    if not rest:
        return call, "help"
    call.words = rest[1:]
    return call, rest[0]


def guarded(words: Sequence[str]) -> int:
    """Run one verb; a fault of our own is logged and told in one line, never as a traceback."""
    try:
        code = main(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read us has heard enough; nothing more can be said, not even at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        with log.kept():
            logging.getLogger("jzdesk").exception("fault")
        _complain_lines(say("cli.fault", path=log.path()), [])
        return 3


def main(words: Sequence[str]) -> int:
    """Run one verb and return the exit code; every refusal is one Chinese line first on stderr."""
    _plain_streams()
    try:
        call, verb = _split_global(words)
        if verb in {"help", "-h", "--help"}:
            print("\n".join([say("cli.help"), *(f"  {say(f'cli.usage.{v}')}" for v in VERBS)]))
            return 0
        if verb not in VERBS:
            raise UsageError(say("cli.unknown_verb", verb=verb, verbs="、".join(VERBS)))
        _take_json(call, verb)
        return VERBS[verb](call)
    except JzdeskError as error:
        _complain(error)
        return error.exit_code


def _take_json(call: Call, verb: str) -> None:
    """Take `--json` from wherever it stands, but not from among `set`'s values."""
    position = next((i for i, w in enumerate(call.words) if w == "--json"), None)
    if position is not None and (verb != "set" or position % 2 == 1 or position == len(call.words) - 1):
        call.json = True
        del call.words[position]


def _complain(error: JzdeskError) -> None:
    _complain_lines(error.sentence, error.findings)


def _complain_lines(sentence: str, findings: Sequence[str]) -> None:
    sys.stdout.flush()
    for line in (sentence, *findings):
        print(" ".join(line.splitlines()), file=sys.stderr)


def _plain_streams() -> None:
    """Write UTF-8 with LF whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):
                stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")
