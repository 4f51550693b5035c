"""The languages people in the Jura ask to be called in, each in its own words.

Those of bonjour-jura.ch, the canton's own choice, in the order of its speakers.
"""

SPOKEN = {
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "pt": "Português",
    "sq": "Shqip",
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "fa": "دری",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "ta": "தமிழ்",
    "ru": "Русский",
}
