"""使用手册: the entries of the help as a printed book, in the order in which a quarter is gone through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jzdesk.models.help.entry import EXAMPLE, MISTAKES, RULE, Chapter, Entry
from jzdesk.models.help.entry import Part as HelpPart
from jzdesk.reports.document import (
    A4,
    CENTRE,
    Block,
    Contents,
    Document,
    Gap,
    Paragraph,
    Picture,
    Section,
    Sides,
)
from jzdesk.reports.png import png_of
from jzdesk.words import say

_BODY, _HEAD, _ENTRY, _CHAPTER = 10.5, 9.5, 12.5, 18
_WIDE = A4.width - A4.left - A4.right
_HIGHEST = 82.0
"""The most a picture takes of a page's height, in millimetres."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under one heading."""

    name: str
    title: str
    lines: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: `picture` is a file, empty for none; `see` what it leads on to, by name.

    `listed` entries stand in the contents; the rules do not, as each has a number of its own.
    """

    listed: bool
    title: str
    parts: tuple[Part, ...]
    see: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class ToldChapter:
    """One chapter."""

    title: str
    intro: str
    entries: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ManualInput:
    """What the manual shows, as plain values; `office` is empty in the one that lies on the medium."""

    version: str
    chapters: tuple[ToldChapter, ...]
    office: str = ""


def told(
    chapters: Sequence[Chapter], title: Callable[[str], str], version: str, pictures: Path
) -> ManualInput:
    """Return the help's chapters as the manual takes them; pictures that are not there are left out."""
    made = tuple(
        ToldChapter(
            chapter.title, chapter.intro, tuple(_told(entry, title, pictures) for entry in chapter.entries)
        )
        for chapter in chapters
    )
    return ManualInput(version, made)


def _told(entry: Entry, title: Callable[[str], str], pictures: Path) -> Told:
    picture = pictures / f"{entry.picture}.png" if entry.picture else None
    return Told(
        entry.kind != RULE, entry.title, tuple(_part(part) for part in entry.parts),
        tuple(filter(None, map(title, entry.see))),
        str(picture) if picture is not None and picture.is_file() else "",
    )  # fmt: skip


def _part(part: HelpPart) -> Part:
    return Part(part.name, part.title, part.lines, part.numbered and len(part.lines) > 1)


def manual_document(given: ManualInput) -> Document:
    """Return the manual as a document: title, contents, and a section for each chapter."""
    name = say("reports.manual.title")
    sections = [Section(name, A4, tuple(_front(given)))]
    sections += [_chapter(number, chapter) for number, chapter in enumerate(given.chapters, 1)]
    return Document(name, given.office or say("reports.manual.author"), tuple(sections))


def _front(given: ManualInput) -> list[Block]:
    lines: list[tuple[str, int, str]] = []
    for number, chapter in enumerate(given.chapters, 1):
        lines.append((_chapter_title(number, chapter), 1, _mark(number)))
        lines += [
            (entry.title, 2, _mark(number, place))
            for place, entry in enumerate(chapter.entries, 1) if entry.listed
        ]  # fmt: skip
    return [
        Gap(12),
        Paragraph(say("reports.manual.program"), size=14, align=CENTRE, space=3),
        Paragraph(say("reports.manual.title"), size=26, bold=True, align=CENTRE, space=4, level=1),
        Paragraph(say("reports.manual.version", version=given.version), size=_BODY, align=CENTRE, space=8),
        Paragraph(say("reports.manual.about"), size=_BODY, leading=1.6, indent=2, space=8),
        Paragraph(say("reports.manual.contents"), size=14, bold=True, space=3, keep=True),
        Contents(tuple(lines)),
    ]


def _mark(chapter: int, entry: int = 0) -> str:
    return f"c{chapter}e{entry}"


def _chapter_title(number: int, chapter: ToldChapter) -> str:
    return say("reports.manual.chapter", n=number, title=chapter.title)


def _chapter(number: int, chapter: ToldChapter) -> Section:
    title = _chapter_title(number, chapter)
    blocks: list[Block] = [
        Paragraph(title, size=_CHAPTER, bold=True, space=2, keep=True, level=1, mark=_mark(number)),
        Paragraph(chapter.intro, size=_BODY, leading=1.6, space=2),
    ]
    for place, entry in enumerate(chapter.entries, 1):
        blocks += _entry(entry, _mark(number, place))
    running = Sides(say("reports.manual.title"), "", title, size=8.5, space=2)
    return Section(title, A4, tuple(blocks), running)


def _entry(entry: Told, mark: str) -> list[Block]:
    blocks: list[Block] = [
        Gap(3.5),
        Paragraph(
            entry.title,
            size=_ENTRY if entry.listed else 10.5,
            bold=True,
            space=1,
            keep=True,
            level=2,
            mark=mark,
        ),
    ]
    if not entry.listed:
        last = len(entry.parts) - 1
        return [*blocks, *(_brief(part, keep=n < last) for n, part in enumerate(entry.parts))]
    for part in entry.parts:
        blocks.append(Paragraph(part.title, size=_HEAD, bold=True, leading=1.6, keep=True))
        blocks += [_line(part, number, text) for number, text in enumerate(part.lines, 1)]
        if part.name == "what" and entry.picture:
            blocks.append(_picture(entry))
    if entry.see:
        if isinstance(blocks[-1], Paragraph):  # the line that leads on does not stand alone on a page
            blocks[-1] = replace(blocks[-1], keep=True)
        see = say("reports.manual.see", names="；".join(entry.see))
        blocks.append(Paragraph(see, size=9, leading=1.5, hang=4, indent=-4))
    return blocks


def _brief(part: Part, *, keep: bool) -> Paragraph:
    """Return a part of a rule in one paragraph: there are many of them, each whole on its page."""
    text = say("reports.manual.brief", title=part.title, text="".join(part.lines))
    return Paragraph(text, size=9.5, leading=1.5, hang=2, keep=keep)


def _line(part: Part, number: int, text: str) -> Paragraph:
    sign = f"{number}. " if part.numbered else ""
    if part.name == MISTAKES:
        sign = "× "
    indent = -len(sign.strip()) if sign else 0
    return Paragraph(
        sign + text, size=_BODY if part.name != EXAMPLE else 10, leading=1.5, hang=2, indent=indent
    )


def _picture(entry: Told) -> Picture:
    """Return an entry's picture, as wide as the page or as high as it may be."""
    png = png_of(Path(entry.picture))
    width = min(_WIDE, _HIGHEST * png.width / png.height)
    return Picture(entry.picture, width, width * png.height / png.width, entry.title)
