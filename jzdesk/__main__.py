"""`python -m jzdesk`: a verb goes to the command line, none to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    from jzdesk import cli

    if cli.has_verb(words):
        return cli.main(words)
    from jzdesk import app

    return app.main(words)


if __name__ == "__main__":
    sys.exit(main())
