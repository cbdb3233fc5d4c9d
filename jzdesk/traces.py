"""What may be told of a fault: where it came about, and of its words those that cannot be anybody's data.

A log, a report or a file for the maintainers leaves the office. An exception's message may hold a figure or
a name, a path an account's name: so of a message only names that stand in the program's own code and the
interpreter's usual words are kept, and of a path only what lies within a package.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from pathlib import PurePath
from types import CodeType, TracebackType

_PACKAGE = PurePath(__file__).parent
_MOST = 24
"""So many places are told of a fault, the first half and the last half; a deep recursion repeats itself."""
_LINKS = 6
"""So many faults that led to one another are told."""
_LENGTH = 300
_HIDDEN = "…"
_USUAL = frozenset(dir(builtins)) | frozenset(
    re.findall(
        r"\S+",
        """
    a all an and argument arguments as at attribute attributes be been before but by called can cannot case
    changed column columns constraint context could database deleted depth descriptor dictionary directory
    division does during empty end error exceeded exist expected expression extra failed file finally for
    format found foreign formatting from function generator given got has have in index indices input integer
    internal invalid is it item items iterable iteration key keys keyword length list local locked maximum
    member missing module more most must name negative no none not number object of on only open operation or
    out outside pack positional range read recursion referenced required sequence set sets size stop string
    subscriptable such support supported syntax table takes than that the to too transaction tuple type types
    unable unexpected unhashable unique unpack unsupported use value values variable was were when where which
    while with within without write wrong you zero already C++ library wrapped instances instance
    """,
    )
)
_NATIVE = (
    "Fatal Python error",
    "Windows fatal exception",
    "Current thread",
    "Thread",
    "Python runtime state",
)
_PART = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[^\sA-Za-z_()\[\]{}<>.,:;'\"=+*/|&!?-]+")
_REPEATED = re.compile(rf"{_HIDDEN}(?:[\s.,:;'\"=+*/|&!?-]*{_HIDDEN})+")


def told(error: BaseException) -> str:
    """Return what may be told of a fault and of those that led to it, one line for each place."""
    lines = []
    for number, link in enumerate(_links(error)):
        head = f"{_kind(link)}: {_words(link)}".rstrip(": ")
        lines.append(head if number == 0 else f"caused by {head}")
        places = [f"  {place}" for place in _places(link.__traceback__)]
        if len(places) > _MOST:
            places[_MOST // 2 : -_MOST // 2] = [f"  {_HIDDEN}"]
        lines += places
    return "\n".join(lines)


def mark(error: BaseException) -> str:
    """Return what two faults of the same cause share: kind and innermost place."""
    places = list(_places(error.__traceback__))
    return f"{_kind(error)} {places[-1] if places else ''}".rstrip()


def masked(text: str) -> str:
    """Return a text with everything hidden that may be somebody's data."""
    return _mask(text, frozenset())


def bare(text: str) -> str:
    """Return what the interpreter itself wrote at its end, without places, sources and messages."""
    lines = []
    for line in text.splitlines():
        head, mark, rest = line.partition('File "')
        file, _, tail = rest.partition('"')
        if mark:
            lines.append(f"{head}{within(file)}{tail}")
        elif line.startswith(_NATIVE):
            lines.append(line)
    return "\n".join(lines)


def _links(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(_LINKS):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _kind(error: BaseException) -> str:
    kind = type(error)
    known = kind.__module__ == "builtins"
    return kind.__qualname__ if known else f"{kind.__module__}.{kind.__qualname__}"


def _words(error: BaseException) -> str:
    """Return what may be told of a fault's message."""
    if isinstance(error, OSError):
        return error.strerror or ""  # the system's own words; its file's name is left out
    named = getattr(error, "sqlite_errorname", "")
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a fault that cannot even be told
        return _HIDDEN
    names = frozenset().union(*(_names(code) for code in _codes(error.__traceback__)))
    return " ".join(part for part in (str(named), _mask(text[:_LENGTH], names)) if part)


def _mask(text: str, names: frozenset[str]) -> str:
    kept = names | _USUAL

    def seen(found: re.Match[str]) -> str:
        return found[0] if found[0] in kept else _HIDDEN

    return _REPEATED.sub(_HIDDEN, _PART.sub(seen, " ".join(text.split())))


def _names(code: CodeType) -> frozenset[str]:
    names = (*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars, code.co_name)
    return frozenset(part for name in names for part in name.split("."))


def _codes(trace: TracebackType | None) -> Iterator[CodeType]:
    while trace is not None:
        yield trace.tb_frame.f_code
        trace = trace.tb_next


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{within(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


def within(file: str) -> str:
    """Return the part of a source file's path that lies within a package; folders above may name somebody."""
    path = PurePath(file)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[len(parts) - parts[::-1].index("site-packages") :])
    return path.name
