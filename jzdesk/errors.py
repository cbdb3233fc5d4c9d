"""The failures that are expected: each carries one Chinese sentence and its exit code.

Anything else that is raised is a fault of the program itself and goes to the crash path.
"""

from __future__ import annotations

from collections.abc import Iterable


class JzdeskError(Exception):
    """An expected failure; `sentence` says what is wrong and what to do, `findings` adds lines."""

    exit_code = 1

    def __init__(self, sentence: str, findings: Iterable[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.findings = tuple(findings)


class RefusedError(JzdeskError):
    """Data or rules say no; nothing was changed."""

    exit_code = 1


class CopyError(RefusedError):
    """What was to be opened for work is a copy, which can be looked at alone."""


class StoppedError(RefusedError):
    """The user stopped it before it was done; nothing was changed."""


class UsageError(JzdeskError):
    """The call itself is wrong: an unknown verb or KEY, or a misshaped PERIOD."""

    exit_code = 2


class WorldError(JzdeskError):
    """The surroundings failed: no file, locked, damaged, newer, disk full."""

    exit_code = 3


class HeldError(WorldError):
    """Another process has the store open for writing: `process` is its number, empty where it told none."""

    def __init__(self, sentence: str, process: str) -> None:
        super().__init__(sentence)
        self.process = process


class LostError(WorldError):
    """The store is gone, or cannot be used any more as it is: copies of it are the way on."""
