"""The window: the only Qt. Pages show, sessions do; what is decided is decided in `desk` and `models`."""

import builtins

# PySide puts an `import` of its own in the place of Python's, for `from __feature__ import`, which nobody
# here uses. It reads the source of every module imported from then on: each file twice, and all is kept.
_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
