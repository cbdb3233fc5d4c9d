"""`python3 dev.py installer`: everything on the medium, in `dist/`, the same bytes from the same commit.

Words: `--fast` makes a large set-up program soon, for the proofs; `--no-smoke` leaves the proof out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer import check_pe, components, inputs, launchers, layout, setup
from installer.inputs import ROOT, BuildError
from jzdesk import __version__
from jzdesk.desk import safekeeping

BUILD, DIST = ROOT / "build" / "windows", ROOT / "dist"
MOST_SETUP, MOST_TREE = 60 * 10**6, 220 * 10**6
MANUAL = "使用手册.pdf"
PLACE = r"%LOCALAPPDATA%\Programs\jzdesk"


@dataclass(frozen=True)
class Medium:
    """What is made, and where."""

    tree: Path
    folder: Path
    version: str = __version__

    @property
    def setup(self) -> Path:
        """The set-up program."""
        return self.folder / f"jzdesk-{self.version}-setup.exe"

    @property
    def portable(self) -> Path:
        """The same folder, to be unpacked by hand."""
        return self.folder / f"jzdesk-{self.version}-portable.zip"


def epoch() -> int:
    """Return the build's one time: as given, else the last commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def units() -> list[str]:
    """Return the codes of the offices."""
    return [division.code for division in safekeeping.shipped_catalogue().divisions]


def make_tree(tree: Path) -> None:
    """Lay the program's folder out, and refuse one that would not run or is too large."""
    layout.lay_out(tree, inputs.fetch().values())
    launchers.build(tree, __version__)
    (tree / "docs" / "licences").mkdir(parents=True)
    for path in sorted((inputs.HERE / "licences").glob("*.txt")):
        shutil.copyfile(path, tree / "docs" / "licences" / path.name)
    found = components.components(tree, __version__)
    (tree / "docs" / "components.txt").write_bytes(components.sheet(found).encode("utf-8-sig"))
    wrong = [
        *check_pe.missing(tree),
        *(f"{name} is in no list" for name in components.unclaimed(tree, found)),
    ]
    wrong += [f"{c.name} has no version or licence" for c in found if not (c.version and c.licence)]
    if wrong:
        raise BuildError("\n".join(wrong))
    if layout.size(tree) > MOST_TREE:
        raise BuildError(f"laid out it has {layout.size(tree)} bytes, more than {MOST_TREE}")


def make_setup(medium: Medium, *, fast: bool) -> None:
    """Wrap the folder up as a set-up program."""
    setup.write_setup(
        medium.tree, medium.setup, version=medium.version, units=units(), size=layout.size(medium.tree),
        epoch=epoch(), fast=fast,
    )  # fmt: skip
    if not fast and medium.setup.stat().st_size > MOST_SETUP:
        raise BuildError(
            f"{medium.setup.name} has {medium.setup.stat().st_size} bytes, more than {MOST_SETUP}"
        )


def make_papers(medium: Medium) -> None:
    """Put beside it what a person reads, and the hashes."""
    from installer import papers

    tree, folder = medium.tree, medium.folder
    facts = {
        "version": medium.version, "setup": medium.setup.name, "portable": medium.portable.name,
        "place": PLACE,
        "needed": str(layout.size(tree) // 10**6 + setup.SPARE_KB // 1000),
    }  # fmt: skip
    papers.write_guide(folder / "安装说明.pdf", facts)
    shutil.copyfile(tree / "docs" / "components.txt", folder / "组成清单.txt")
    asked = [medium.setup, tree / "jzdesk.exe", tree / "jzdesk-cli.exe", tree / "runtime" / "pythonw.exe"]
    hashes = [(path.name, inputs.digest(path)) for path in asked]
    papers.write_request(folder / "白名单申请表.docx", facts, hashes)
    write_sums(folder)


def make_manual(medium: Medium) -> None:
    """Put the manual beside all that, with pictures of the window at work.

    They show the clock, so it is no part of what is the same for the same commit, nor of the sheet of hashes.
    """
    words = [sys.executable, "-P", "-m", "tests.manual", str(medium.folder / MANUAL)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_FONT_DPI": "96"}
    if subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode:
        raise BuildError(f"{MANUAL} could not be made")


def write_sums(folder: Path) -> None:
    """Write the sheet of hashes of all that lies on the medium."""
    sheet = folder / "校验和.txt"
    named = sorted(path for path in folder.iterdir() if path.is_file() and path != sheet)
    lines = [f"{inputs.digest(path)}  {path.name}\r\n" for path in named]
    sheet.write_bytes("".join(lines).encode("utf-8-sig"))


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    begun = time.monotonic()
    yield
    sys.stderr.write(f"installer: {what}: {time.monotonic() - begun:.0f} s\n")


def build(*, fast: bool) -> Medium:
    """Make everything."""
    for path in DIST.glob("*"):
        if path.is_file():
            path.unlink()
    DIST.mkdir(exist_ok=True)
    medium = Medium(BUILD / "jzdesk", DIST)
    with told("fetched, laid out, checked"):
        make_tree(medium.tree)
    with told("set-up program"):
        make_setup(medium, fast=fast)
    with told("portable zip, papers, hashes"):
        setup.write_zip(medium.tree, medium.portable, epoch=epoch(), fast=fast)
        make_papers(medium)
    if not fast:
        with told("manual"):
            make_manual(medium)
    return medium


def smoke(medium: Medium) -> int:
    """Install it under wine, try it there, upgrade it, take it away."""
    words = [sys.executable, "-m", "pytest", "-q", "-m", "slow", "-p", "no:cacheprovider", "tests/windows"]
    environment = {**os.environ, "JZDESK_TEST_SETUP": str(medium.setup), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode


def main(words: Sequence[str]) -> int:
    """Build, tell the sizes, and prove."""
    try:
        medium = build(fast="--fast" in words)
    except BuildError as error:
        sys.stderr.write(f"installer: {error}\n")
        return 3
    size = layout.size(medium.tree)
    files = sum(1 for path in medium.tree.rglob("*") if path.is_file())
    sys.stderr.write(f"installer: laid out {size / 10**6:.1f} MB in {files} files\n")
    for path in sorted(medium.folder.iterdir()):
        sys.stdout.write(f"{path}\t{path.stat().st_size}\n")
    return 0 if "--no-smoke" in words else smoke(medium)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
