"""What is shipped: every component with its version, its licence, and which binaries are its own."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from installer import pe
from installer.inputs import PYTHON_VERSION

_FIXED_FILE_INFO = struct.pack("<I", 0xFEEF04BD)
LONGEST = 60
"""A licence field longer than that is the licence itself; then the classifier is taken."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part that somebody else wrote, or ourselves; `files` are the beginnings of its paths."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...] = ()


def _own(tree: Path, version: str) -> tuple[Component, ...]:
    """Return what no wheel's metadata tells of."""
    runtime, qt = tree / "runtime", tree / "lib" / "PySide6"
    pdfium = json.loads((tree / "lib" / "pypdfium2_raw" / "version.json").read_text("utf-8"))
    blas = re.search(rb"\b0\.3\.\d+", (tree / "lib" / "numpy" / "__config__.pyc").read_bytes())
    python = "runtime/LICENSE.txt"
    parts = ("lib/PySide6/msvcp", "lib/PySide6/vcruntime", "lib/shiboken6/msvcp", "lib/shiboken6/vcruntime")
    compiler = _stamped(qt / "msvcp140.dll")
    return (
        Component("jzdesk", version, "MIT", ("jzdesk.exe", "jzdesk-cli.exe", "lib/jzdesk")),
        Component("JZ Song、JZ Hei（Noto Serif SC、Noto Sans SC 的改名子集）", "2.003、2.004",
                  "OFL-1.1（lib/jzdesk/_resources/fonts/OFL.txt）"),
        Component("CPython", PYTHON_VERSION, f"PSF-2.0（{python}，也有其中各库的许可）",
                  ("runtime/",)),
        Component("OpenSSL", _stamped(runtime / "libcrypto-3.dll"), f"Apache-2.0（{python}）"),
        Component("SQLite", _stamped(runtime / "sqlite3.dll"), "公有领域"),
        Component("Qt", _stamped(qt / "Qt6Core.dll"), "LGPL-3.0（docs/licences；各 DLL 单独存放，可以替换）",
                  ("lib/PySide6/Qt6", "lib/PySide6/plugins/")),
        Component("Microsoft Visual C++ 运行库", compiler, "Microsoft 再分发许可", parts),
        Component("OpenBLAS", blas[0].decode("ascii") if blas else "", "BSD-3-Clause（numpy 的许可文件）",
                  ("lib/numpy.libs/",)),
        Component("PDFium", ".".join(str(pdfium[n]) for n in ("major", "minor", "build", "patch")),
                  "BSD-3-Clause、Apache-2.0（pypdfium2 的许可文件）", ("lib/pypdfium2_raw/",)),
    )  # fmt: skip


def _stamped(path: Path) -> str:
    """Return the version that a binary carries in its resources."""
    data = path.read_bytes()
    found = data.find(_FIXED_FILE_INFO)
    if found < 0:
        return ""
    first, second = struct.unpack_from("<II", data, found + 8)
    return f"{first >> 16}.{first & 0xFFFF}.{second >> 16}"


_BINARIES = {
    "pyside6-essentials": ("lib/PySide6/",), "pillow": ("lib/PIL/",), "fonttools": ("lib/fontTools/",),
    "cffi": ("lib/_cffi_backend.",), "charset-normalizer": ("lib/charset_normalizer/",),
    "python-calamine": ("lib/python_calamine/",),
}  # fmt: skip


def components(tree: Path, version: str) -> list[Component]:
    """Return all of them: ours, the runtime, then the libraries by name."""
    libraries = sorted(
        (_library(path) for path in (tree / "lib").glob("*.dist-info")), key=lambda c: c.name.lower()
    )
    return [*_own(tree, version), *libraries]


def _library(folder: Path) -> Component:
    told = Parser().parsestr((folder / "METADATA").read_text("utf-8"))
    name = str(told["Name"]).replace("_", "-")
    classes = [
        str(c).rpartition(":: ")[2] for c in told.get_all("Classifier", []) if c.startswith("License ::")
    ]
    given = str(told["License-Expression"] or told["License"] or "").partition("\n")[0].strip(" =")
    good = given and len(given) <= LONGEST and not given.startswith(("Copyright", "License agreement"))
    licence = given if good else "、".join(classes)
    return Component(
        name, str(told["Version"]), licence, _BINARIES.get(name.lower(), (f"lib/{name.lower()}/",))
    )


def unclaimed(tree: Path, found: list[Component]) -> Iterator[str]:
    """Yield the binaries that belong to none."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and pe.is_binary(path):
            name = path.relative_to(tree).as_posix()
            if not any(name.startswith(begin) for component in found for begin in component.files):
                yield name


def sheet(found: list[Component]) -> str:
    """Return the list as a text."""
    lines = ["焦环季报各组成部分的版本和许可", ""]
    lines += [f"{c.name}\t{c.version}\t{c.licence}" for c in found]
    return "\r\n".join(lines) + "\r\n"
