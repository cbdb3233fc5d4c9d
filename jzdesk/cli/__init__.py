"""Every verb, a few lines each: words in, one use case, lines or one JSON document out."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from jzdesk import files, log
from jzdesk.cli import (
    allotting,
    bulletins,
    corresponding,
    entering,
    evaluating,
    handing_in,
    judging,
    publishing,
    receiving,
    safekeeping,
    templating,
)
from jzdesk.cli.call import Call, Verb, complain, complain_lines, plain_streams
from jzdesk.errors import JzdeskError, UsageError
from jzdesk.words import say

VERBS: dict[str, Verb] = {
    **entering.VERBS, **handing_in.VERBS, **receiving.VERBS, **judging.VERBS, **corresponding.VERBS,
    **allotting.VERBS, **bulletins.VERBS, **evaluating.VERBS, **publishing.VERBS, **templating.VERBS,
    **safekeeping.VERBS,
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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # `pythonw` has none, nor who was started without
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - for good
    with log.kept():
        return _guarded(words)


def _guarded(words: Sequence[str]) -> int:
    try:
        code = main(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read us has heard enough; nothing more can be said, not even at the interpreter's end.
        _say_no_more()
        return 0
    except KeyboardInterrupt:
        complain_lines(say("cli.interrupted"), [])
        return 1
    except Exception as error:
        logging.getLogger("jzdesk").exception("fault")
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _say_no_more()
            complain_lines(say("cli.no_output"), [])
        else:
            complain_lines(say("cli.fault", path=log.path()), [])
        return 3


def _say_no_more() -> None:
    """Let what is still to be written to stdout go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(words: Sequence[str]) -> int:
    """Run one verb and return the exit code; every refusal is one Chinese line first on stderr."""
    plain_streams()
    call: Call | None = None
    try:
        call, verb = _split_global(words)
        if verb in {"help", "-h", "--help"}:
            usages = [*(say(f"cli.usage.{verb}") for verb in VERBS), say("cli.selftest.usage")]
            print("\n".join([say("cli.help"), *(f"  {usage}" for usage in usages)]))
            return 0
        if verb not in VERBS:
            raise UsageError(say("cli.unknown_verb", verb=verb, verbs="、".join(VERBS)))
        _take_json(call, verb)
        code = VERBS[verb](call)
    except JzdeskError as error:
        complain(error)
        code = error.exit_code
    except OSError as error:
        if error.filename is None:  # the output
            raise
        complain_lines(say("files.untouchable", file=error.filename, why=files.why_not(error)), [])
        code = 3
    for notice in call.notices if call else ():
        complain_lines(notice, [])
    return code


def _take_json(call: Call, verb: str) -> None:
    """Take `--json` from wherever it stands, but not from among `set`'s values."""
    position = next((i for i, w in enumerate(call.words) if w == "--json"), None)
    if position is not None and (verb != "set" or position % 2 == 1 or position == len(call.words) - 1):
        call.json = True
        del call.words[position]
