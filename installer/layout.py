"""The program's folder as it will lie on the clerk's disk: runtime, libraries, our package, all compiled.

    jzdesk.exe, jzdesk-cli.exe   the launchers
    runtime/                     CPython as it comes, its search path aside
    lib/                         libraries, and the resources of jzdesk; .pyc beside no source
    lib/shiboken6/files.dir/     what shiboken6 carries as texts inside its library
    lib/jzdesk.zip               the modules of jzdesk: one file to open, where a start opens a hundred else
    docs/                        licences and the list of what is shipped

Every byte depends on the inputs alone: no times, no paths of this machine.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import json
import marshal
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installer import inputs
from installer.inputs import ROOT, BuildError
from jzdesk import late

SEARCH_PATH = "python311.zip\n.\n..\\lib\\jzdesk.zip\n..\\lib\n"

# Of Qt only what the window imports is taken; everything it needs in turn, check_pe.py would miss.
QT_KEPT = (
    "PySide6/__init__.py", "PySide6/_config.py", "PySide6/_git_pyside_version.py", "PySide6/support/*",
    "PySide6/QtCore.pyd", "PySide6/QtGui.pyd", "PySide6/QtPrintSupport.pyd", "PySide6/QtWidgets.pyd",
    "PySide6/Qt6Core.dll", "PySide6/Qt6Gui.dll", "PySide6/Qt6PrintSupport.dll", "PySide6/Qt6Widgets.dll",
    "PySide6/pyside6.abi3.dll", "PySide6/msvcp140*.dll", "PySide6/vcruntime140*.dll",
    "PySide6/plugins/platforms/q[owm]*.dll", "PySide6/plugins/styles/*.dll",
    "PySide6/plugins/imageformats/qico.dll", "PySide6/translations/qtbase_zh_CN.qm",
)  # fmt: skip
DROPPED = (
    "*.pyi", "*/py.typed", "*.lib", "*.h", "*.hpp", "*.pxd", "*.pyx", "*.pxi", "*.c", "*.cpp", "*.exe",
    "*/tests/*", "*/testing/tests/*", "*/__pycache__/*", "*.dist-info/RECORD", "*.dist-info/INSTALLER",
    "*.dist-info/sboms/*", "*.dist-info/entry_points.txt", "*.dist-info/WHEEL", "*.dist-info/top_level.txt",
    "shiboken6/concrt140.dll", "shiboken6/v[ac]*1*.dll", "shiboken6/lib/*", "shiboken6/include/*",
    "PIL/_avif.*", "PIL/_imagingtk.*", "PIL/_webp.*", "lxml/includes/*", "lxml/html/*",
    "lxml/isoschematron/*", "lxml/objectify.*", "matplotlib/backends/web_backend/*",
    "matplotlib/backends/backend_qt*",
    "matplotlib/mpl-data/sample_data/*", "matplotlib/mpl-data/images/*",
    "matplotlib/sphinxext/*", "matplotlib/testing/*",
    "numpy/f2py/*", "numpy/distutils/*", "numpy/_core/include/*", "numpy/random/_examples/*", "numpy/doc/*",
    "numpy/_core/lib/*", "numpy/random/lib/*", "pypdfium2_cli/*", "pylab.py",
    "matplotlib/backends/_tkagg.*",
)  # fmt: skip

TABLES = ("calendar", "words")
"""The resources that `jzdesk.resource.table` reads."""

LOCAL_HEAD = 30
"""So many bytes stand in an archive before the name of a file, and its data after that."""


def lay_out(target: Path, found: Iterable[Path]) -> None:
    """Make the folder anew, all but the launchers and the papers."""
    if sys.version_info[:2] != (3, 11):
        raise BuildError("the program's modules are compiled here: this must be Python 3.11")
    shutil.rmtree(target, ignore_errors=True)
    runtime, lib = target / "runtime", target / "lib"
    runtime.mkdir(parents=True)
    inputs.unpack_python(runtime)
    (runtime / "python.exe").unlink()  # the launchers take its place; the children run under pythonw.exe
    (runtime / "python311._pth").write_bytes(SEARCH_PATH.encode("ascii"))
    for wheel in sorted(found, key=lambda path: path.name):
        _unpack(wheel, lib)
    carried(lib)
    own(lib)
    compile_apart(lib)
    archive(lib)


def kept(name: str) -> bool:
    """Tell whether a library's file is shipped."""
    if name.startswith("PySide6/"):
        return any(fnmatch.fnmatchcase(name, pattern) for pattern in QT_KEPT)
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in DROPPED)


def _unpack(wheel: Path, lib: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            name = entry.filename
            head, _, rest = name.partition("/")
            if head.endswith(".data"):  # what would go beside Python; scripts and manual pages are not needed
                kind, _, name = rest.partition("/")
                if kind not in {"purelib", "platlib"}:
                    continue
            if entry.is_dir() or ".." in PurePosixPath(name).parts or not kept(name):
                continue
            path = lib / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(entry))


def carried(lib: Path) -> None:
    """Lay the modules that shiboken6 carries inside its library beside it, by its own switch for that.

    Every start would unpack and compile their texts; from its folder `files.dir` it reads them compiled. They
    are the same on every system, so the library of this environment tells those of the one that is shipped.
    """
    shipped, here = lib / "shiboken6", shiboken()
    if _first_line(shipped / "__init__.py") != _first_line(here / "__init__.py"):
        raise BuildError("the shiboken6 of this environment is not of the version that is shipped")
    with tempfile.TemporaryDirectory() as folder:
        copied = shutil.copytree(here, Path(folder) / "shiboken6")
        environment = {**os.environ, "PYTHONPATH": folder, "SBK_EMBED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-P", "-c", "import shiboken6"], env=environment, check=True)
        shutil.copytree(copied / "files.dir", shipped / "files.dir")


def shiboken() -> Path:
    """Return where shiboken6, which PySide6 stands on, lies in this environment."""
    found = importlib.util.find_spec("shiboken6")
    if found is None or found.origin is None:
        raise BuildError("PySide6 is not installed here")
    return Path(found.origin).parent


def _first_line(path: Path) -> str:
    """Return the line that tells a version."""
    return path.read_text("utf-8").partition("\n")[0]


def own(lib: Path) -> None:
    """Put our package there as a wheel would hold it, with its resources inside, and the way into it."""
    for source in _tracked("jzdesk", "resources"):
        if source.parts[0] == "jzdesk":
            path = lib / source
        elif source.suffix == ".py" or source.name == "README.md":
            continue
        else:
            path = lib / "jzdesk" / "_resources" / source.relative_to("resources")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / source).read_bytes())
    (lib / "jzdesk_start.py").write_bytes((inputs.HERE / "launcher" / "jzdesk_start.py").read_bytes())


def _tracked(*folders: str) -> list[Path]:
    """Return the files that git knows: whatever else lies about here is nobody's business."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    names = done.stdout.decode("utf-8").split("\0")
    return sorted(Path(name) for name in names if name and (ROOT / name).is_file())


def compile_apart(lib: Path) -> None:
    """Put compiled modules in the place of their sources, in a process of its own.

    They know their lines, for reports of faults, but not the columns: nobody is shown a source beside them.
    """
    words = [sys.executable, "-P", "-X", "no_debug_ranges", "-m", "installer.layout", str(lib)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"a module does not compile:\n{done.stderr}")


def compile_all(lib: Path) -> None:
    """Compile every module in a folder, and the tables of our package, and take their sources away."""
    for folder in TABLES:
        for table in sorted((lib / "jzdesk" / "_resources" / folder).glob("*.toml")):
            told = json.dumps(tomllib.loads(table.read_text("utf-8")), ensure_ascii=False, default=str)
            table.with_suffix(".json").write_bytes(told.encode("utf-8"))
            table.unlink()
    for source in sorted(lib.rglob("*.py")):
        shown = source.relative_to(lib).as_posix()
        py_compile.compile(
            str(source), str(source.with_suffix(".pyc")), shown, doraise=True, quiet=1,
            # Nobody reads our own docstrings while the program runs; of libraries some make use of theirs
            optimize=2 if shown.startswith("jzdesk/") else 0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )  # fmt: skip
        source.unlink()


def archive(lib: Path) -> Path:
    """Put the compiled modules of our package into one archive, as they are, beside what else it has."""
    made = lib / "jzdesk.zip"
    modules = sorted((lib / "jzdesk").rglob("*.pyc"))
    table: dict[str, tuple[int, int]] = {}
    with zipfile.ZipFile(made, "w") as target:
        for module in modules:
            # Without a time, and not packed: the set-up program packs it, and each start would unpack it
            entry = zipfile.ZipInfo(module.relative_to(lib).as_posix())
            data = module.read_bytes()
            target.writestr(entry, data, zipfile.ZIP_STORED)
            begin = entry.header_offset + LOCAL_HEAD + len(entry.filename.encode("utf-8"))
            table[entry.filename.removesuffix(".pyc").replace("/", ".")] = (begin, len(data))
            module.unlink()
        target.writestr(zipfile.ZipInfo(late.TABLE), marshal.dumps(table), zipfile.ZIP_STORED)
    for folder in sorted((f for f in (lib / "jzdesk").rglob("*") if f.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return made


def size(folder: Path) -> int:
    """Return how many bytes a folder's files hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
