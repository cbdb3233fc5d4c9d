"""A Windows under wine in a folder of its own, with a screen that nobody sees."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from installer import launchers, pe

HERE = Path(__file__).resolve().parent
STUBS = ("icuuc.dll", "bcryptprimitives.dll", "ucrtbase.dll", "ucrtwine.dll")
"""What is put into the prefix, and must never be in the program's folder."""
_PLACES = (Path("/usr/lib/wine/wine64"), Path("/usr/bin/wine64"))
_OWN = ("crealf", "cimagf", "cimag", "creall", "cimagl")
_OVERRIDES = "winedbg.exe=;mscoree=;mshtml="
WINDOWS_10, WINDOWS_7 = "win10", "win7"


def wine() -> str:
    """Return wine's program for 64 bits: Debian has it beside the path."""
    return next((str(path) for path in _PLACES if path.exists()), "wine")


class Prefix:
    """One Windows; use it as a context manager, so that everything in it ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "drive_c"
        self._open = ExitStack()
        self._environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        self._environment = {
            **os.environ, "HOME": str(self.folder), "WINEPREFIX": str(self.folder), "WINEARCH": "win64",
            "WINEDEBUG": "-all", "WINEDLLOVERRIDES": _OVERRIDES, "DISPLAY": self._show(),
        }  # fmt: skip
        for name in [n for n in self._environment if n.startswith(("JZDESK_", "QT_", "PYTHON"))]:
            del self._environment[name]
        self._open.callback(self.end)
        try:
            self.run("wineboot", "-i")
            self._put_stubs(self.drive / "windows" / "system32")
            self._environment["WINEDLLOVERRIDES"] = f"ucrtbase=n;{_OVERRIDES}"
            self.be(WINDOWS_10)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def end(self) -> None:
        """End whatever runs in it."""
        server = Path(wine()).with_name("wineserver64")
        words = [str(server) if server.exists() else "wineserver", "-k", "-w"]
        subprocess.run(words, env=self._environment, check=False, capture_output=True)

    def _show(self) -> str:
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._open.enter_context(screen)  # closes the pipe and waits, once it is told to end
        self._open.callback(screen.terminate)
        if screen.stdout is None:
            raise OSError("Xvfb")
        return f":{screen.stdout.readline().strip()}"

    @property
    def display(self) -> str:
        """The screen's name."""
        return self._environment["DISPLAY"]

    def run(
        self, *words: str, seconds: float = 300, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in it to its end."""
        return subprocess.run(
            [wine(), *words], env={**self._environment, **(environment or {})}, cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False,
            timeout=seconds,
        )  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a program in it."""
        return subprocess.Popen(
            [wine(), *words], env=self._environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def be(self, version: str) -> None:
        """Be another version of Windows for what is started from now on."""
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f")

    def registry(self, key: str) -> str:
        """Return what stands under a key and below it, as a .reg file without its escapes; empty for none."""
        out = self.drive / "exported.reg"
        out.unlink(missing_ok=True)
        self.run("reg", "export", key, r"C:\exported.reg", "/y")
        if not out.is_file():
            return ""
        return out.read_text("utf-16").replace("\\\\", "\\").replace('\\"', '"')

    def path(self, name: str) -> Path:
        r"""Return where a file such as `C:\\windows` lies."""
        return self.drive.joinpath(*name.removeprefix("C:").strip("\\").split("\\"))

    @staticmethod
    def name(path: Path) -> str:
        """Return the name that a file of this machine has in it."""
        return "Z:" + str(path.resolve()).replace("/", "\\")

    def _put_stubs(self, system: Path) -> None:
        compile_ = [launchers.COMPILER, "-shared", "-Os", "-s", "-o"]
        source = str(HERE / "stubs.c")
        launchers.run([*compile_, str(system / "icuuc.dll"), source, "-DICUUC"])
        launchers.run([*compile_, str(system / "bcryptprimitives.dll"), source, "-ladvapi32"])
        theirs, ours = system / "ucrtwine.dll", system / "ucrtbase.dll"
        shutil.move(ours, theirs)
        listed = system / "ucrt.def"
        listed.write_text(_passed_on(sorted(pe.read(theirs).exports)), "ascii")
        launchers.run([*compile_, str(ours), "-nostdlib", "-fno-builtin", str(HERE / "ucrt.c"), str(listed)])


def _passed_on(names: Sequence[str]) -> str:
    lines = [name if name in _OWN else f"{name}=ucrtwine.{name}" for name in names]
    return "LIBRARY ucrtbase\nEXPORTS\n" + "".join(f"  {line}\n" for line in lines)
