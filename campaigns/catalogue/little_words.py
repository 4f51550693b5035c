"""Words that say nothing about an aid, in the mouths of people who ask for one.

They stand in the folder of each language (`little_words`), folded as the search compares words:
small letters, no accents (campaigns/catalogue/words.py).
"""

from julien.core.language_files import words_told

LITTLE_WORDS = words_told("little_words")
