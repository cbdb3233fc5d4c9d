"""How much room letters take, in millimetres, before there is anything to draw them on."""

from __future__ import annotations

from functools import partial

from jzdesk.reports.lines import wrap


def wide(text: str, size: float) -> float:
    """Return how wide a text of a size is at most: Chinese a square each, others less."""
    return sum(0.62 if ord(char) < 0x2000 or char == "−" else 1.0 for char in text) * size * 25.4 / 72


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Return a text in lines no wider than `room`, broken as on paper."""
    return wrap(text, room, partial(wide, size=size)) if text else []


def shortened(text: str, size: float, room: float) -> str:
    """Return `text`, cut with … where it is wider than `room`."""
    if wide(text, size) <= room:
        return text
    while text and wide(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def fitting(text: str, size: float, room: float) -> float:
    """Return the size at which a text is no wider than `room`: its own, or a smaller one."""
    width = wide(text, size)
    return size if width <= room else size * room / width
