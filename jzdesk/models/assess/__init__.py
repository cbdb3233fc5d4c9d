"""Judging what was reported against what the plan asks for; pure functions over plain values."""
