"""Forms and lists as tables: what stands in a cell, how it is painted, and how one moves and types in it."""
