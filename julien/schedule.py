"""Everything that runs by itself, and why that often. Times are Europe/Zurich."""

SCHEDULE = {}
