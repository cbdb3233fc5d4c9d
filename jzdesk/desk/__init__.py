"""Use cases: one function for each thing a clerk or an officer does."""
