"""Builders: valid and boring. A test names only what it is about."""
