"""The way into the program on Windows: what fails before the window can tell of it is told here.

Its words stand here and not in the resources: those may be what is missing.
"""

import ctypes
import os
import sys
import traceback
from pathlib import Path

TITLE = "焦环季报"
BROKEN = (
    "程序没有启动起来，可能有程序文件被杀毒软件隔离或删除。\n"
    "请重新安装；仍不行，把下面的文件交给市局。数据文件没有动。\n\n{log}\n\n{error}"
)


def main() -> int:
    """Run the program; tell of whatever comes out of it."""
    try:
        from jzdesk.__main__ import main as run

        return run()
    except Exception as error:
        log = write_log()
        tell(BROKEN.format(log=log, error=f"{type(error).__name__}: {error}"))
        return 3


def write_log() -> Path:
    """Keep where it happened, and return the file."""
    folder = Path(
        os.environ.get("JZDESK_HOME") or Path(os.environ.get("LOCALAPPDATA", "."), "jzdesk"), "logs"
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "start.log").write_text(traceback.format_exc(), "utf-8")
    except OSError:
        pass
    return folder / "start.log"


def tell(text: str) -> None:
    """Say it on the console where there is one, else in a box."""
    if "jzdesk-cli" in sys.executable and sys.stderr is not None:
        sys.stderr.write(text.replace("\n", " ") + "\n")
    elif sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, text, TITLE, 0x10)


if __name__ == "__main__":
    sys.exit(main())
