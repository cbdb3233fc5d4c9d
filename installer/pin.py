"""Write inputs.txt anew from the lock: `python -m installer.pin`, after the lock has changed.

The libraries are those the program needs on Windows; each is the one wheel that pip chooses for it there,
and its hash must be one of those in the lock.
"""

from __future__ import annotations

import re
import tempfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from installer.inputs import LIST, PLATFORM, ROOT, Wheel, digest, pip

LOCK = ROOT / "requirements.lock.txt"
WINDOWS = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": "3.11",
    "python_full_version": "3.11.9", "platform_machine": "AMD64", "extra": "",
    "platform_python_implementation": "CPython", "implementation_name": "cpython",
}  # fmt: skip
NOT_SHIPPED = {"pip"}  # sqlite-utils asks for it to install plug-ins, which we have none of
HEAD = """\
# The libraries for Windows (amd64, CPython 3.11), each by the hash of its one wheel.
# Written by `python -m installer.pin` from requirements.lock.txt.
"""


def needed(asked: list[str]) -> set[str]:
    """Return the canonical names of all libraries these requirements come to on Windows."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in asked]
    # colorama is asked for on Windows alone and may not be here; it needs nothing itself
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found | NOT_SHIPPED or not (
            requirement.marker is None or requirement.marker.evaluate(WINDOWS)
        ):
            continue
        found.add(name)
        try:
            waiting += [Requirement(text) for text in metadata.requires(name) or []]
        except metadata.PackageNotFoundError:
            continue
    return found


def locked(names: set[str]) -> str:
    """Return the lock's entries of these libraries for Windows."""
    chosen = []
    for entry in re.split(r"\n(?=[\w])", LOCK.read_text("utf-8")):
        head = re.match(r"[\w.-]+==[^\\\n]+", entry)
        if head is None:
            continue
        requirement = Requirement(head[0])
        fits = requirement.marker is None or requirement.marker.evaluate(WINDOWS)
        if fits and canonicalize_name(requirement.name) in names:
            chosen.append(entry)
    return "\n".join(chosen) + "\n"


def main() -> None:
    """Fetch the wheels under the lock's hashes and write down each one's own."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lock.txt").write_text(locked(needed(project["dependencies"])), "utf-8")
        pip("download", "-q", "--no-deps", "--only-binary=:all:", "--require-hashes", *PLATFORM,
             "-d", name, "-r", str(folder / "lock.txt"))  # fmt: skip
        found = []
        for path in folder.glob("*.whl"):
            library, version, _, _ = parse_wheel_filename(path.name)
            found.append(Wheel(library, str(version), digest(path)))
    lines = [f"{w.name}=={w.version} --hash=sha256:{w.sha256}\n" for w in sorted(found, key=lambda w: w.name)]
    LIST.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
