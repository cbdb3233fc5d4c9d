"""What the city hands down: what may be said, how it is read, and what it makes of the plan."""
