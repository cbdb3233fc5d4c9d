"""Where a live store may lie: on a disk of this machine that nobody takes away or copies behind our back.

Locks, syncs and renames hold what they promise on a fixed disk alone. What kind of place a path is, is
asked of the system; only what it surely knows as another kind is refused.
"""

from __future__ import annotations

import os
import re
import sys
from enum import Enum
from pathlib import Path, PurePath

from jzdesk.errors import WorldError
from jzdesk.words import say


class Kind(Enum):
    """What kind of place a path lies in."""

    FIXED = "fixed"
    NETWORK = "network"
    SYNCED = "synced"
    REMOVABLE = "removable"


_NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "davfs",
    "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.s3fs",
})  # fmt: skip
_SYNCED_NAMES = re.compile(
    r"onedrive( - .+)?|dropbox( \(.+\))?|google drive|nutstore( files)?|我的坚果云|坚果云|baidusyncdisk|"
    r"百度网盘同步空间|wpsdrive|wps云盘|icloud ?drive|syncthing",
    re.IGNORECASE,
)
_SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".nutstore")
"""What such programs leave in the folder they keep the same everywhere."""
_SYNC_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_MOUNTS = Path("/proc/self/mountinfo")
_DEVICES = Path("/sys/dev/block")


def check(path: Path) -> None:
    """Refuse a place in which a live store may not lie, with a sentence of its own for each kind."""
    found = kind(path)
    if found is not Kind.FIXED:
        raise WorldError(say(f"store.place.{found.value}", path=path))


def kind(path: Path) -> Kind:
    """Return what kind of place a path lies in; what the system does not tell is taken for a fixed disk."""
    folder = _existing(path.resolve())
    found = _drive_kind(folder) if sys.platform == "win32" else _mount_kind(folder)
    return Kind.SYNCED if found is Kind.FIXED and _synced(folder) else found


def same_disk(one: Path, other: Path) -> bool:
    """Tell whether two paths surely lie on the same disk, so that both are lost with it."""
    try:
        return _existing(one.resolve()).stat().st_dev == _existing(other.resolve()).stat().st_dev
    except OSError:
        return False


def _existing(path: Path) -> Path:
    """Return the nearest folder above that is there."""
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), Path(path.anchor))


def _synced(folder: Path) -> bool:
    given = [os.environ.get(name) for name in _SYNC_VARIABLES]
    roots = [Path(root) for root in given if root]
    return any(
        above in roots
        or _SYNCED_NAMES.fullmatch(above.name)
        or any((above / m).exists() for m in _SYNC_MARKS)
        for above in (folder, *folder.parents)
    )


if sys.platform == "win32":  # pragma: no cover - the other platform's half
    import ctypes

    _DRIVES = {2: Kind.REMOVABLE, 4: Kind.NETWORK, 5: Kind.REMOVABLE}

    def _drive_kind(folder: Path) -> Kind:
        if folder.anchor.startswith("\\\\") and not folder.anchor.startswith("\\\\?\\"):
            return Kind.NETWORK
        return _DRIVES.get(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor), Kind.FIXED)

    def _mount_kind(_folder: Path) -> Kind:
        return Kind.FIXED

else:

    def _drive_kind(_folder: Path) -> Kind:
        return Kind.FIXED

    def _mount_kind(folder: Path) -> Kind:
        device, system = _mounted(folder)
        if system in _NETWORK:
            return Kind.NETWORK
        return Kind.REMOVABLE if device and _is_removable(device) else Kind.FIXED


def _mounted(folder: Path) -> tuple[str, str]:
    """Return the device number (`8:17`) and the file system on which a folder lies; empty where unknown."""
    best, found = -1, ("", "")
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return found
    for line in lines:
        before, _, after = line.partition(" - ")
        words, system = before.split(), after.split()
        if len(words) < 5 or not system:
            continue
        point = PurePath(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), words[4]))
        # Of two at the same place the later one covers the earlier.
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), (words[2], system[0])
    return found


def _is_removable(device: str) -> bool:
    """Tell whether a block device may be pulled out: it says so itself, or hangs on USB."""
    try:
        place = (_DEVICES / device).resolve(strict=True)
    except OSError:
        return False
    if any(re.fullmatch(r"usb\d+", part) for part in place.parts):
        return True
    for folder in (place, place.parent):
        try:
            return (folder / "removable").read_text("ascii").strip() == "1"
        except OSError:
            continue
    return False
