"""A disk that has been told of calls and has carried out some of them: what a power cut can leave.

Until a file is synced any of its writes may be missing, in whole or in sectors, and so may its new length.
Until a folder is synced any name that was made, moved or removed in it may be as it was before. This is
harder than any file system of today is, which keeps at least the order of names.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from tests.faults.trace import Event, What

Content = dict[str, bytes | None]
"""Path → bytes, None for a folder."""

SECTORS = (512, 4096)


@dataclass(eq=False, slots=True)
class Node:
    """A file or folder: what is on the disk, and the calls about its content that need not be."""

    durable: bytes | None
    pending: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that was made, moved or removed, and need not be so on the disk."""

    event: Event
    node: Node | None

    @property
    def folder(self) -> str:
        """The folder whose sync makes it lasting."""
        return str(PurePosixPath(self.event.to or self.event.path).parent)


class Choice:
    """Which of the pending calls have reached the disk; this one: all, or none."""

    def __init__(self, *, names: bool, data: bool) -> None:
        self._names, self._data = names, data

    def named(self, _naming: Naming) -> bool:
        """Tell whether a name has."""
        return self._names

    def sectors(self, _event: Event) -> Callable[[int], bool]:
        """Tell which sectors of a write, or whether a length, has."""
        return lambda _sector: self._data

    def gap(self, size: int) -> bytes:
        """Return what stands where a file has grown and nothing was written."""
        return bytes(size)

    size = SECTORS[0]


class Dice(Choice):
    """Some of the calls, thrown for each image anew: whole writes or sectors; names in order or any."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._likely, self._likely_name = (self._rng.choice((0.1, 0.5, 0.9)) for _ in range(2))
        self._torn, self._ordered = self._rng.random() < 0.5, self._rng.random() < 0.5
        self._garbage = self._rng.random() < 0.5
        self._going = True
        self.size = self._rng.choice(SECTORS)

    def named(self, _naming: Naming) -> bool:
        come = self._rng.random() < self._likely_name
        if self._ordered:
            self._going = come = self._going and come
        return come

    def sectors(self, _event: Event) -> Callable[[int], bool]:
        if self._torn:
            return lambda _sector: self._rng.random() < self._likely
        come = self._rng.random() < self._likely
        return lambda _sector: come

    def gap(self, size: int) -> bytes:
        return self._rng.randbytes(size) if self._garbage else bytes(size)


class Disk:
    """A folder and what calls have made of it."""

    def __init__(self, root: Path) -> None:
        self._nodes: dict[int, Node] = {}
        self._names: dict[str, Node] = {}
        self._pending: list[Naming] = []
        for path in (root, *sorted(root.rglob("*"))):
            node = Node(None if path.is_dir() else path.read_bytes())
            self._nodes[path.stat().st_ino] = self._names[str(path)] = node

    def take(self, event: Event) -> None:
        """Let a call be made; what it changes is pending until it is synced."""
        if event.what in {What.WRITE, What.TRUNCATE}:
            self._nodes[event.inode].pending.append(event)
        elif event.what is What.SYNC:
            self._sync(self._nodes[event.inode])
        elif event.what in {What.CREATE, What.MKDIR}:
            node = Node(b"" if event.what is What.CREATE else None)
            self._nodes[event.inode] = node
            self._pending.append(Naming(event, node))
        elif event.what in {What.RENAME, What.UNLINK, What.RMDIR}:
            if event.to:
                assert PurePosixPath(event.path).parent == PurePosixPath(event.to).parent
            self._pending.append(Naming(event, self._nodes.get(event.inode) if event.inode else None))

    def images(self, rng: random.Random, times: int) -> Iterator[Content]:
        """Yield what a power cut now can leave: everything, only what was synced, and `times` throws."""
        yield self.image(Choice(names=True, data=True))
        if not self._pending and not any(node.pending for node in self._nodes.values()):
            return
        for names, data in ((False, False), (True, False), (False, True)):
            yield self.image(Choice(names=names, data=data))
        for _ in range(times):
            yield self.image(Dice(rng.getrandbits(64)))

    def image(self, choice: Choice) -> Content:
        """Return the folder as it is when just the chosen calls have reached the disk."""
        names = dict(self._names)
        for naming in self._pending:
            if choice.named(naming):
                _carry_out(names, naming)
        content: Content = {}
        for path, node in sorted(names.items()):
            parent = str(PurePosixPath(path).parent)
            if content and (parent not in content or content[parent] is not None):
                continue  # the folder itself is not there
            content[path] = None if node.durable is None else _content(node, choice)
        return content

    def _sync(self, node: Node) -> None:
        if node.durable is not None:
            node.durable, node.pending = _content(node, Choice(names=True, data=True)), []
            return
        own = {path for path, known in self._names.items() if known is node}
        own |= {n.event.path for n in self._pending if n.node is node}
        for naming in [n for n in self._pending if n.folder in own]:
            _carry_out(self._names, naming)
            self._pending.remove(naming)


def _carry_out(names: dict[str, Node], naming: Naming) -> None:
    """Give or take a name; one that another lost call would have to make first stays away."""
    event, node = naming.event, naming.node
    if event.what in {What.CREATE, What.MKDIR}:
        assert node is not None
        names[event.path] = node
    elif event.what is What.RENAME:
        assert node is not None
        if names.get(event.path) is node:
            del names[event.path]
        names[event.to] = node
    else:
        names.pop(event.path, None)


def _content(node: Node, choice: Choice) -> bytes:
    if not node.pending:
        assert node.durable is not None
        return node.durable
    content = bytearray(node.durable or b"")
    for event in node.pending:
        reached = choice.sectors(event)
        if event.what is What.TRUNCATE:
            if reached(0):
                _resize(content, event.offset, choice)
            continue
        start, end = event.offset, event.offset + len(event.data)
        while start < end:
            stop = min(end, (start // choice.size + 1) * choice.size)
            if reached(start // choice.size):
                if len(content) < stop:
                    _resize(content, stop, choice)
                content[start:stop] = event.data[start - event.offset : stop - event.offset]
            start = stop
    return bytes(content)


def _resize(content: bytearray, size: int, choice: Choice) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(choice.gap(size - len(content)))


def mark(content: Content) -> bytes:
    """Return a short name for a content: two of the same name are the same."""
    digest = blake2b(digest_size=16)
    for path, data in content.items():
        digest.update(f"{path}\0{-1 if data is None else len(data)}\0".encode())
        digest.update(data or b"")
    return digest.digest()


def lay_out(content: Content, root: str, folder: Path) -> None:
    """Write a content that was found below `root` into an empty folder."""
    for path, data in content.items():
        place = folder / PurePosixPath(path).relative_to(root)
        if data is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(data)
