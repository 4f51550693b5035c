"""Where Chromium is, and what a test that needs it does where there is none."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find():
    """CHROMIUM, else the first one installed, else None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
