"""The business as values and pure functions; standard library only."""
