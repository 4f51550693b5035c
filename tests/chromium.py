"""Where Chromium is, and what a test that needs it does where there is none."""

import os
import shutil

# The shell is the same browser without windows and what belongs to them: a third quicker.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find():
    """CHROMIUM, else the first one installed, else None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
