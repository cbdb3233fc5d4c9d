"""Ctrl+P: what the page shows is printed, or a sentence says where it can be had on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from jzdesk.ui.place_list import NO_FORMS
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.books import Books
    from jzdesk.ui.messages import Messages
    from jzdesk.ui.places import Places


@runtime_checkable
class Printed(Protocol):
    """A part of a page that can be had on paper."""

    def print_here(self) -> bool:
        """Print it, or put the focus on what prints it; False where there is nothing to print now."""
        ...


def press(places: Places, books: Books, messages: Messages) -> None:
    """Print what the page shows."""
    places.flush()
    if places.name not in NO_FORMS:
        books.print_seen()
        return
    page = cast("QWidget", places.page)
    shown = [part for part in page.findChildren(QWidget) if part.isVisible() and isinstance(part, Printed)]
    if not any(part.print_here() for part in shown):
        messages.tell(say(f"ui.print_key.{places.name}"))
