"""An entry of the help as a page to be read: headings, lines, steps, and links to what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTextBrowser

from jzdesk.desk.helping import kind_title
from jzdesk.models.help.entry import MISTAKES, SAID, Chapter, Entry, Part
from jzdesk.ui.theme import Theme
from jzdesk.words import say

SCHEME = "topic:"
Title = Callable[[str], str]
_CROSS = {MISTAKES: "✗"}


class HelpPage(QTextBrowser):
    """Signals: `asked` a link was followed (its topic); `typed` a letter, to search with."""

    asked = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("helpPage")
        self.setAccessibleName(say("ui.help.page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._theme = theme
        self._body = ""
        self.anchorClicked.connect(self._follow)

    def show_entry(self, entry: Entry, title: Title, place: str) -> None:
        """Show an entry; `title` says what the topics it leads to are called, `place` where it stands."""
        self._show(_entry_html(entry, title, place))
        self.setAccessibleDescription(entry.title)

    def show_contents(self, chapters: Iterable[Chapter]) -> None:
        """Show every entry's title by chapter."""
        self._show("".join(map(_chapter_html, chapters)))

    def redress(self) -> None:
        """Show the same in the colours and sizes that are worn now."""
        self._show(self._body)

    def _show(self, body: str) -> None:
        self._body = body
        accent = self._theme.colours.accent
        self.setStyleSheet(
            "QTextBrowser { border: 1px solid transparent; border-radius: 4px; background: transparent;"
            " padding: 4px 8px; }"
            f"QTextBrowser:focus {{ border-color: {accent}; }}"
        )
        self.document().setDefaultStyleSheet(_sheet(self._theme))
        self.setHtml(f"<html><body>{body}</body></html>")
        self.moveCursor(self.textCursor().MoveOperation.Start)

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        text = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if text.startswith(SCHEME):
            self.asked.emit(unquote(text.removeprefix(SCHEME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go into the search line; the keys that scroll and walk the links stay here."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and text.strip() and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


def _sheet(theme: Theme) -> str:
    colours, body, small = theme.colours, theme.body.pixelSize(), theme.small.pixelSize()
    return (
        f"body {{ color: {colours.ink}; font-size: {body}px; }}"
        f"p {{ margin: 3px 0; line-height: 140%; }}"
        f"p.title {{ font-size: {theme.head.pixelSize()}px; font-weight: bold; margin: 0; }}"
        f"p.head {{ font-weight: bold; color: {colours.secondary}; margin: 14px 0 2px 0; }}"
        f"p.place {{ color: {colours.faint}; font-size: {small}px; margin: 0 0 6px 0; }}"
        f"p.said {{ color: {colours.explain}; background-color: {colours.explain_ground}; }}"
        f"p.example {{ background-color: {colours.quiet}; }}"
        f"a {{ color: {colours.accent}; text-decoration: none; }}"
        f".sign {{ color: {colours.must}; }}"
    )


def _entry_html(entry: Entry, title: Title, place: str) -> str:
    parts = "".join(_part_html(part) for part in entry.parts)
    return (
        f"<p class='title'>{escape(entry.title)}</p><p class='place'>{escape(place)}</p>"
        f"{parts}{_see_html(entry.see, title)}"
    )


def _part_html(part: Part) -> str:
    lines = []
    for number, text in enumerate(part.lines, 1):
        sign = f"{number}. " if part.numbered and len(part.lines) > 1 else ""
        cross = _CROSS.get(part.name)
        mark = f"<span class='sign'>{cross}</span> " if cross else ""
        kind = part.name if part.name in {SAID, "example"} else "line"
        lines.append(f"<p class='{kind}'>{mark}{sign}{escape(text)}</p>")
    return f"<p class='head'>{escape(part.title)}</p>{''.join(lines)}"


def _see_html(topics: Sequence[str], title: Title) -> str:
    links = [_link(topic, title(topic)) for topic in topics if title(topic)]
    if not links:
        return ""
    return f"<p class='head'>{escape(say('ui.help.see'))}</p>" + "".join(f"<p>{link}</p>" for link in links)


def _link(topic: str, title: str) -> str:
    kind = kind_title(topic.partition("/")[0])
    return f"<a href='{SCHEME}{quote(topic)}'>{escape(say('ui.help.link', kind=kind, title=title))}</a>"


def _chapter_html(chapter: Chapter) -> str:
    links = "".join(
        f"<p><a href='{SCHEME}{quote(entry.topic)}'>{escape(entry.title)}</a></p>"
        for entry in chapter.entries
    )
    return f"<p class='head'>{escape(chapter.title)}</p><p class='place'>{escape(chapter.intro)}</p>{links}"
