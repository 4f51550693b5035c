"""The questions of the self-check: reworded, added, moved, retired."""
