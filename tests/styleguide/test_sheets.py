"""The style sheets: one source of colours, readable on each other, and nothing missing."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
PUBLIC = (CSS / "public.css").read_text()

TEXT, SIGN = 4.5, 3.0
# (in front, behind, least contrast). The pairs of LOOK.md and those the components add.
PAIRS = [
    ("ink", "page", 7.0),
    ("ink", "sheet", 7.0),
    ("ink", "tint", 7.0),
    ("ink", "warm-tint", 7.0),
    ("quiet", "page", TEXT),
    ("quiet", "sheet", TEXT),
    ("quiet", "tint", TEXT),
    ("primary", "page", TEXT),
    ("primary", "sheet", TEXT),
    ("primary", "tint", TEXT),
    ("primary-strong", "tint", TEXT),
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-strong", TEXT),
    ("on-tint", "tint", TEXT),
    ("warm", "page", TEXT),
    ("warm", "sheet", TEXT),
    ("warm", "warm-tint", TEXT),
    ("on-danger", "danger-tint", TEXT),
    ("on-attention", "attention-tint", TEXT),
    ("on-attention", "page", TEXT),
    ("edge", "page", SIGN),
    ("edge", "sheet", SIGN),
    ("focus", "page", SIGN),
    ("focus", "sheet", SIGN),
    ("focus", "tint", SIGN),
    ("focus", "danger-tint", SIGN),
]


def colours(sheet):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", sheet))


LIGHT = colours(TOKENS)
DARK = colours(PUBLIC[PUBLIC.index("prefers-color-scheme: dark") :])


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """As WCAG 2.2 defines it."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "behind", "least"), PAIRS)
def test_colours_are_readable_on_each_other(scheme, front, behind, least):
    assert contrast(scheme[front], scheme[behind]) >= least


def test_both_schemes_name_the_same_colours():
    assert set(LIGHT) == set(DARK)


def test_the_public_sheet_begins_with_the_tokens_word_for_word():
    assert PUBLIC.startswith(TOKENS)


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_only_colours_that_exist_are_used(path):
    sheet = path.read_text()
    defined = set(re.findall(r"--([\w-]+):", TOKENS + sheet))
    used = set(re.findall(r"var\(--([\w-]+)\)", sheet))

    assert used - defined == set()


def test_every_file_a_sheet_or_script_names_exists(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, stdout=StringIO())

    assert (tmp_path / "staticfiles.json").exists()
