"""The counties of a city beside each other: one figure of each, and what has come from each."""
