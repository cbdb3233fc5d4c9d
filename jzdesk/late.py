"""Modules of the package that are read when something in them is first asked for.

The window's process begins so: what the first page does not need is not read from the disk before it is seen.
An `import` makes such a module known; `from module import name` and the first `module.name` read it.
"""

from __future__ import annotations

import marshal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from io import FileIO
from types import ModuleType
from typing import Any, cast

TABLE = "jzdesk/modules"
"""In an archive: where in the file the modules stand, by their names; made where the program is laid out."""
_PREFIX, _PACKAGE = "jzdesk.", ".__init__"
_HEAD = 16
"""So many bytes stand before the code of a compiled module."""
_READING = threading.Lock()


class _Late(ModuleType):
    """A module that was not read yet."""

    def __getattr__(self, name: str) -> Any:
        spec = self.__spec__
        if name.startswith("__") or spec is None or not isinstance(spec.loader, _Loader):
            raise AttributeError(name)  # what machinery asks of every module, such as `__all__`
        spec.loader.read(self)
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


class _Loader:
    """Stands before the loader that reads the module."""

    def __init__(self, reading: Any) -> None:
        self._reading = reading
        self._lock = threading.RLock()
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reading, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a module that knows its name and place alone."""
        return _Late(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Read nothing yet."""

    def read(self, module: ModuleType) -> None:
        """Read the module, once for all threads; one that fails fails again the next time."""
        with self._lock:
            if self._begun or type(module) is not _Late:  # it imports itself by way of another, or is read
                return
            self._begun, known = True, dict(vars(module))
            try:
                self._reading.exec_module(module)
                object.__setattr__(module, "__class__", ModuleType)
            except BaseException:
                vars(module).clear()
                vars(module).update(known)
                raise
            finally:
                self._begun = False


class _Finder:
    def __init__(self) -> None:
        self._archive = _archive()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(_PREFIX) or name.endswith("__main__"):
            return None
        spec = None if self._archive is None else self._archive.find_spec(name)
        if spec is None:
            others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
            spec = next((found for found in others if found is not None), None)
        if spec is not None and spec.submodule_search_locations is None:
            cast(Any, spec).loader = _Loader(spec.loader)
        return spec


class _Archive:
    """The modules of the archive that the set-up program lays out, found by its table of them.

    The archive's usual reader looks for a module under every name it could have, reads the whole of it to
    tell where it stands, and again, opening the file anew, once it is wanted.
    """

    def __init__(self, path: str, table: Mapping[str, tuple[int, int]]) -> None:
        self._path, self._table = path, table
        self._file = FileIO(path)

    def find_spec(self, name: str) -> ModuleSpec | None:
        """Return where a module or package stands; None for what is not there."""
        folder = f"{self._path}/{name.replace('.', '/')}"
        package = name + _PACKAGE in self._table
        if not package and name not in self._table:
            return None
        origin = f"{folder}/__init__.pyc" if package else f"{folder}.pyc"
        spec = ModuleSpec(name, cast(Any, self), origin=origin, is_package=package)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(folder)
        spec.has_location = True
        return spec

    def create_module(self, _spec: ModuleSpec) -> ModuleType | None:
        """Have the usual module made."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Read a module."""
        name = module.__name__
        begin, size = self._table[name + _PACKAGE if name + _PACKAGE in self._table else name]
        with _READING:
            self._file.seek(begin)
            code = self._file.read(size)
        exec(marshal.loads(memoryview(code)[_HEAD:]), vars(module))


def _archive() -> _Archive | None:
    """Return the archive this module was read from, if any."""
    loader: Any = __loader__
    path = getattr(loader, "archive", None)
    if path is None:
        return None
    try:
        return _Archive(path, marshal.loads(loader.get_data(f"{path}/{TABLE}")))
    except OSError:
        return None


def begin() -> None:
    """Read the package's modules late from here on; packages themselves are read at once."""
    sys.meta_path.insert(0, _Finder())


def unread() -> Iterator[str]:
    """Yield the modules that are known and were not read yet."""
    return (name for name, module in list(sys.modules.items()) if type(module) is _Late)


def read(name: str) -> None:
    """Read a module now, if nothing has asked for it so far."""
    module = sys.modules[name]
    if module.__spec__ is not None and isinstance(module.__spec__.loader, _Loader):
        module.__spec__.loader.read(module)
