#!/usr/bin/env python3
"""Every developer's verb, on a machine with nothing but Python 3.11 or newer.

Each verb first gets what it needs from the system's packages where it may (Debian and Ubuntu, as root)
and makes `.venv` from requirements.lock.txt when it is missing or out of date. Standard library only.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USAGE = """\
usage: python3 dev.py VERB

  demo [DIR]            the main job, without a screen, into DIR (./jzdesk-demo)
  test [WORDS] [--all]  the suite; WORDS go to pytest, --all adds the slow proofs
  run [WORDS]           the program: without WORDS its window
  check                 format, lint, types, import contracts
  bench [TOPIC…]        what the work costs against what it may; --all: the whole country too; --json
  gallery DIR           a picture of every page, dialog and state of the window
  manual FILE [DIR]     the manual with pictures of the window, or of a gallery in DIR, as PDF
  installer             the set-up program for Windows, into dist/, tried under wine; --fast, --no-smoke
"""

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"  # written last: without it, or with another text, the environment is made anew
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# What to look for, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_TOOLS = {
    "/usr/include/stdio.h": "libc6-dev",
    "Xvfb": "xvfb",
    "gcc": "gcc",  # what lets disks fail and the power go (tests/faults) is compiled where it is used
    "git": "git",
    "openbox": "openbox",
    "pdffonts": "poppler-utils",
    "pdftotext": "poppler-utils",
    "wmctrl": "wmctrl",
    "xdotool": "xdotool",
}
INSTALLER_TOOLS = {"makensis": "nsis", "wine": "wine", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}
# The first saves workbooks again, as an office without Excel would.
SLOW_TOOLS = {"soffice": "libreoffice-calc"} | INSTALLER_TOOLS

CHECKS = {
    "format": ["ruff", "format", "--check"],
    "lint": ["ruff", "check", "--output-format=concise"],
    "types": ["basedpyright"],
    "imports": ["lint-imports", "--no-logo"],
}


class SetupError(Exception):
    """The surroundings lack something; the text says what and what to do."""


def say(text: str) -> None:
    """Tell the developer; stdout belongs to the verbs."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the system's packages


def provide(libraries: dict[str, str], tools: dict[str, str]) -> list[str]:
    """Install what is missing where that is allowed, and return the tools that stay missing."""
    needed = [] if up_to_date() or importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if sys.platform == "linux":
        needed += [package for name, package in libraries.items() if not _loads(name)]
    wanted = sorted({package for tool, package in tools.items() if not has(tool)})
    if (needed or wanted) and not WINDOWS:
        _install(needed, wanted)
    return [tool for tool in tools if not has(tool)]


def has(tool: str) -> bool:
    """Tell whether a program, a library by its file's name, or a file by its path is there."""
    return _loads(tool) if ".so." in tool else bool(shutil.which(tool)) or Path(tool).is_file()


def _install(needed: list[str], wanted: list[str]) -> None:
    """Install both; only without the needed ones is there no way on."""
    everything = " ".join(needed + wanted)
    may = shutil.which("apt-get") and os.geteuid() == 0
    if may:
        say(f"installing {everything} ...")
        _apt_get("update")
    for packages in filter(None, (needed, wanted)):
        failure = _apt_get("install", "-y", "--no-install-recommends", *packages) if may else "not installed"
        if failure:
            text = f"{' '.join(packages)}: {failure}; run: sudo apt-get install -y {everything}"
            if packages is needed:
                raise SetupError(text)
            say(text)
    importlib.invalidate_caches()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_get(*words: str) -> str:
    """Return what went wrong, or nothing."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"  # for the packages' own scripts
    done = subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PATH": path},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return (done.stderr or done.stdout).strip() if done.returncode else ""


# ---------------------------------------------------------------- the environment


def up_to_date() -> bool:
    """Tell whether `.venv` was made to its end from this lock, for this Python and place."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text("utf-8") == _stamp()


def _stamp() -> str:
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{digest}\nPython {sys.version_info.major}.{sys.version_info.minor}\n{VENV}\n"


def make_environment() -> None:
    """Make `.venv` if need be; of several verbs started at once one makes it and the others wait."""
    if up_to_date():
        return
    with _alone():
        if up_to_date():
            return
        if WINDOWS and Path(sys.prefix) == VENV:
            raise SetupError(".venv is out of date and in use; run dev.py with the system's Python")
        say("making .venv from requirements.lock.txt: once, a minute or two ...")
        STAMP.unlink(missing_ok=True)
        _quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
        _quietly([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)])
        # The project itself is not installed: one line makes the checkout importable from any folder. It is
        # relative, because Python 3.11 reads it in the locale's encoding and the path may be Chinese.
        packages = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
        Path(packages, "jzdesk-checkout.pth").write_text(os.path.relpath(ROOT, packages), "ascii")
        STAMP.write_text(_stamp(), "utf-8")


def _quietly(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip())


@contextmanager
def _alone() -> Iterator[None]:
    with VENV.with_suffix(".lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # after ten seconds of waiting
                    continue
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare(libraries: dict[str, str] | None = None, tools: dict[str, str] | None = None) -> list[str]:
    """Have all that a verb needs, and return the tools that could not be had."""
    absent = provide(libraries or {}, tools or {})
    make_environment()
    return absent


def python(*words: str, cwd: Path | None = None, **environment: str) -> int:
    """Run the environment's Python and return its exit code."""
    return subprocess.run(
        [PYTHON, *words], cwd=cwd, env={**os.environ, **environment}, check=False
    ).returncode


# ---------------------------------------------------------------- the verbs


def demo(words: list[str]) -> int:
    """Go the whole way in a practice store."""
    prepare()
    return python("-P", "-m", "jzdesk", "demo", *words, QT_QPA_PLATFORM="offscreen")


def test(words: list[str]) -> int:
    """Run the suite."""
    slow = SLOW_TOOLS if "--all" in words else {}
    absent = prepare(QT_LIBRARIES, TEST_TOOLS | SCREEN_LIBRARIES | slow)
    # Compiled modules are kept whatever the account's habit: hundreds of child processes import them
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "", **_scratch()}
    options: list[str] = []
    alone = {"--pdb", "-s", "--capture=no", "--co", "--collect-only"}
    if not any(word in alone or "::" in word or word.startswith(("-n", "--num", "--dist")) for word in words):
        options += ["-n", "auto", "--dist", "loadscope"]
    if "--all" in words:
        words = [word for word in words if word != "--all"]
        seed = os.environ.get("JZDESK_TEST_SEED") or str(random.randrange(2**32))
        environment |= {"JZDESK_TEST_ALL": "1", "JZDESK_TEST_SEED": seed}
        options += ["-m", ""]
        say(f"seed {seed}; to repeat: JZDESK_TEST_SEED={seed} python3 dev.py test --all")
    code = python("-m", "pytest", *options, *words, cwd=ROOT, **environment)
    if absent:
        say(f"not run: the tests that need {', '.join(absent)}")
    return code or int(bool(absent and os.environ.get("CI")))


def _scratch() -> dict[str, str]:
    """Return where the suite's stores lie: in memory where the system lends enough of it.

    They are made and thrown away by the thousand, and waiting for a disk took a fifth of the time. What
    must be on the disk before what is proved by looking at the calls, which are the same on any file system.
    """
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 4 << 30:
        return {}
    return {"TMPDIR": str(memory)}


def run(words: list[str]) -> int:
    """Start the program."""
    prepare(QT_LIBRARIES | SCREEN_LIBRARIES)
    return python("-P", "-m", "jzdesk", *words)


def check(_words: list[str]) -> int:
    """Run the four checkers side by side."""
    prepare()
    failed = False
    for name, process in {name: start_checker(name) for name in CHECKS}.items():
        output, _ = process.communicate()
        print(f"{name:8} {'failed' if process.returncode else 'ok'}", flush=True)
        if process.returncode:
            failed = True
            print(output, flush=True)
    return int(failed)


def start_checker(name: str) -> subprocess.Popen[str]:
    """Start one of the four; all it says goes to stdout."""
    program, *words = CHECKS[name]
    return subprocess.Popen(
        [BIN / program, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def bench(words: list[str]) -> int:
    """Measure what the work costs against what it may."""
    prepare()
    return python("-P", "-m", "tests.bench", *words)


def gallery(words: list[str]) -> int:
    """Take a picture of everything the window shows."""
    prepare(QT_LIBRARIES)
    return python("-P", "-m", "tests.gallery", *words, QT_QPA_PLATFORM="offscreen")


def manual(words: list[str]) -> int:
    """Make the manual with pictures."""
    prepare(QT_LIBRARIES)
    return python("-P", "-m", "tests.manual", *words, QT_QPA_PLATFORM="offscreen", QT_FONT_DPI="96")


def installer(words: list[str]) -> int:
    """Build what the offices install, and try it."""
    absent = prepare(QT_LIBRARIES, INSTALLER_TOOLS | TEST_TOOLS)
    if absent:
        raise SetupError(f"not built: {', '.join(absent)} is missing")
    return python("-P", "-m", "installer.build", *words, cwd=ROOT)


VERBS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "run": run,
    "check": check,
    "bench": bench,
    "gallery": gallery,
    "manual": manual,
    "installer": installer,
}


def main(arguments: list[str]) -> int:
    """Do what the first word says and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - outdated-version-block: it is the check itself
        say(f"this is Python {sys.version.split()[0]}; jzdesk needs 3.11 or newer")
        return 3
    verb, *words = arguments or [""]
    if verb not in VERBS:
        asked = verb in ("-h", "--help")
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return VERBS[verb](words)
    except SetupError as error:
        say(str(error))
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
