"""The window: the only Qt. Pages show, sessions do; what is decided is decided in `desk` and `models`."""
