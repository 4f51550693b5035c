"""The languages callers may say they speak: those residents can ask for, in their own words.

The same codes as requests_intake.languages.SPOKEN, which this package must not know; a test
holds the two together.
"""

SPOKEN_BY_THE_TEAM = [
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("sq", "Shqip"),
    ("en", "English"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("fa", "دری"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ta", "தமிழ்"),
    ("ru", "Русский"),
]
