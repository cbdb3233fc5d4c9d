"""One call of a verb: its words, the store it opens, and how it answers."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from jzdesk.desk import daily
from jzdesk.desk.office import Office, store_path
from jzdesk.errors import JzdeskError, UsageError
from jzdesk.words import say

PERIOD: tuple[str, dict[str, Any]] = ("period", {})
OUT: tuple[str, dict[str, Any]] = ("--out", {"required": True})
PAPER: tuple[str, dict[str, Any]] = ("--paper", {"choices": ("A4", "A3")})


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in Chinese and never exits by itself."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"jzdesk {verb}", add_help=False, allow_abbrev=False, exit_on_error=False)
        self.verb = verb

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - its words are English
        """Refuse with the verb's usage in Chinese."""
        usage = say(f"cli.usage.{self.verb}")
        raise UsageError(say("cli.wrong", verb=self.verb, usage=usage))


@dataclass
class Call:
    """One call: the global options and the verb's own words."""

    store: str | None
    who: str | None
    words: list[str]
    json: bool = False
    notices: list[str] = field(default_factory=list)
    """What is told on stderr once the verb has been carried out or refused."""

    def read(self) -> Office:
        """Open the store for reading."""
        return Office.open(store_path(self.store), write=False, who=self.who)

    def write(self) -> Office:
        """Open the store for writing; the day's copy is made first, and no hindrance where it cannot be."""
        office = Office.open(store_path(self.store), write=True, who=self.who)
        try:
            daily.make(office)
        except JzdeskError as error:
            self.notices.append(say("cli.no_copy", why=error.sentence))
        except BaseException:
            office.close()
            raise
        return office

    def tell(self, data: Any, *lines: str) -> None:
        """Print `data` as JSON when asked, else the lines."""
        if self.json:
            print(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                print(line)


Verb = Callable[[Call], int]


def parse(call: Call, verb: str, *specs: tuple[str, dict[str, Any]]) -> argparse.Namespace:
    """Return the verb's own words as `specs` ask for them; `UsageError` when they do not fit."""
    parser = Parser(verb)
    for name, options in specs:
        parser.add_argument(name, **options)
    try:
        return parser.parse_args(call.words)
    except argparse.ArgumentError:
        parser.error("")


def complain(error: JzdeskError) -> None:
    """Say a refusal on stderr: one line what is wrong, then one a finding."""
    complain_lines(error.sentence, error.findings)


def complain_lines(sentence: str, findings: Sequence[str]) -> None:
    """Say a sentence on stderr, then at most one line per finding."""
    sys.stdout.flush()
    for line in (sentence, *findings):
        print(" ".join(line.splitlines()), file=sys.stderr)


def plain_streams() -> None:
    """Write UTF-8 with LF whatever the locale, and nowhere where there is no stream: `pythonw` has none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):
                stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")
