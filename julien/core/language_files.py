"""What a language brings in its folder: its texts, and the words we know people's texts by.

`locale/<code>/` holds LC_MESSAGES/django.po and .mo, the texts of residents' pages and SMS, and
may hold `language.json`, whose keys docs/developer.md explains. Each of them is a help, none is
needed: whoever asks for a key gets the languages that say something under it. A folder without
texts is a language we read and do not write, as Spanish.

`paths` are those of settings.LOCALE_PATHS, of which the first counts; the settings themselves are
made with this, and give them. The files are read once a process.
"""

import json
import re
from functools import lru_cache

from django.conf import settings

CODE = re.compile(r"[a-z]{2,3}")  # what stands in an address, and in a row


def folders(paths=None):
    """{code: folder} of all languages there are, by code."""
    found = {}
    for path in reversed(paths or settings.LOCALE_PATHS):
        for folder in path.iterdir():
            if folder.is_dir() and CODE.fullmatch(folder.name):
                found[folder.name] = folder
    return dict(sorted(found.items()))


def po_of(folder):
    """Where the texts of a language are, or would be."""
    return folder / "LC_MESSAGES" / "django.po"


def ready(paths=None):
    """The codes of the languages whose texts were translated whole, and built."""
    return [
        code for code, folder in folders(paths).items() if po_of(folder).with_suffix(".mo").exists()
    ]


def told(key, paths=None):
    """{code: what its language.json says under `key`}, for the languages that say something."""
    files = _files(tuple(paths or settings.LOCALE_PATHS))
    return {code: said[key] for code, said in files.items() if key in said}


def fonts():
    """{code: (name of the font it brings, the folder with its files)}."""
    there = folders()
    return {code: (name, there[code] / "fonts") for code, name in told("font").items()}


def words_told(key):
    """{code: the words under `key`}, which are lines of several words each."""
    return {code: frozenset(" ".join(lines).split()) for code, lines in told(key).items()}


@lru_cache(maxsize=4)
def _files(paths):
    return {
        code: json.loads(file.read_text())
        for code, folder in folders(paths).items()
        if (file := folder / "language.json").exists()
    }
