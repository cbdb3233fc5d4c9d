"""The two launchers, compiled with mingw-w64: one with a window of its own, one for the console."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.inputs import HERE, ROOT, BuildError

SOURCES = HERE / "launcher"
ICON = ROOT / "resources" / "icons" / "jzdesk.ico"
COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
FLAGS = (
    "-municode", "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-finput-charset=UTF-8",
    "-Wl,--no-insert-timestamp", "-Wl,--nxcompat", "-Wl,--dynamicbase", "-Wl,--high-entropy-va",
)  # fmt: skip
SIGN = os.environ.get("JZDESK_SIGN", "")
"""The command that signs a file whose name is put behind it; nothing is signed without one."""
KINDS = {"jzdesk.exe": ("-mwindows",), "jzdesk-cli.exe": ("-mconsole", "-DCONSOLE")}


def build(target: Path, version: str) -> None:
    """Put both into the program's folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, flags in KINDS.items():
            made = Path(folder, name).with_suffix(".res.o")
            run([RESOURCES, "-c", "65001", "-I", str(SOURCES), *_defines(name, version),
                 str(SOURCES / "launcher.rc"), str(made)])  # fmt: skip
            program = target / name
            run([COMPILER, *FLAGS, *flags, "-o", str(program), str(SOURCES / "launcher.c"), str(made)])
            if SIGN:
                run([*shlex.split(SIGN), str(program)])


def _defines(name: str, version: str) -> list[str]:
    numbers = ",".join((version.split(".") + ["0"] * 4)[:4])
    manifest = SOURCES / "launcher.manifest"
    return [
        f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version}\\"', f'-DORIGINAL_NAME=\\"{name}\\"',
        f'-DICON_FILE=\\"{ICON}\\"', f'-DMANIFEST_FILE=\\"{manifest}\\"',
    ]  # fmt: skip


def run(command: Sequence[str], cwd: Path | None = None, **environment: str) -> str:
    """Run a tool of the build and return what it says; `BuildError` with all of it when it fails."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, errors="replace", check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    if done.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout + done.stderr
