"""The set-up program by NSIS, and the same folder as a .zip that runs from anywhere."""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installer import launchers
from installer.inputs import HERE
from installer.welcome import write_picture

SPARE_KB = 30 * 1024
"""What must be left free on the disk once the program lies there."""


def write_setup(
    tree: Path, out: Path, *, version: str, units: Sequence[str], size: int, epoch: int, fast: bool,
    needed_kb: int | None = None,
) -> None:  # fmt: skip
    """Compile the wizard around a folder of `size` bytes; with `fast` it is large and soon made."""
    stamp(tree, epoch)
    kilobytes = -(-size // 1024)
    defined = {
        "VERSION": version, "NUMBERS": ".".join((version.split(".") + ["0"] * 4)[:4]), "TREE": tree.resolve(),
        "OUT": out.resolve(), "ICON": launchers.ICON, "UNITS": "".join(f"|{code}|" for code in units),
        "SIZE_KB": kilobytes, "NEEDED_KB": needed_kb or kilobytes + SPARE_KB, **({"FAST": 1} if fast else {}),
        **({"SIGN": launchers.SIGN} if launchers.SIGN else {}),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        defined["PICTURE"] = Path(folder, "welcome.bmp")
        write_picture(defined["PICTURE"])
        stamp(Path(folder), epoch)
        words = [f"-D{name}={value}" for name, value in defined.items()]
        launchers.run(
            ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(HERE / "setup.nsi")],
            SOURCE_DATE_EPOCH=str(epoch),
        )


def write_zip(tree: Path, out: Path, *, epoch: int, fast: bool) -> None:
    """Pack the same folder: files in the order of their names, all of one time."""
    when = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1 if fast else 9) as archive:
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{out.stem}/{path.relative_to(tree).as_posix()}", when)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, path.read_bytes())


def stamp(tree: Path, epoch: int) -> None:
    """Give every file the one time that the build has."""
    for path in tree.rglob("*"):
        os.utime(path, (epoch, epoch))
