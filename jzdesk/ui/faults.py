"""A fault while something is written, made a refusal for whoever asked: what was typed stays where it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.words import say

_P = ParamSpec("_P")
_R = TypeVar("_R")


def as_refusal(act: Callable[_P, _R]) -> Callable[_P, _R]:
    """Have a fault of `act` told like any other, and refuse instead of it.

    Raised on, it would pass through Qt, which closes the editor and throws its text away. What is written
    is written as a whole or not at all, so that a refusal says the truth.
    """

    @wraps(act)
    def acting(*args: _P.args, **named: _P.kwargs) -> _R:
        try:
            return act(*args, **named)
        except JzdeskError:
            raise
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            raise RefusedError(say("ui.crash.not_saved")) from error

    return acting
