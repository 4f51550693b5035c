"""The words of SMS that a language brings in its folder: `sms` in its language.json.

They stand beside those of words.py and days.py, in the same shape and folded as plain.py does:
lines of words (`words`), or phrases with a semicolon between two (`phrases`).
"""

from julien.core.language_files import told


def words(*keys):
    """All words under the keys, in one line: words("alone", "stop")."""
    return " ".join(text for texts in _under(keys) for text in texts)


def phrases(*keys):
    """All phrases under the keys."""
    lists = (text.split(";") for texts in _under(keys) for text in texts)
    return [phrase.strip() for some in lists for phrase in some if phrase.strip()]


def either(*keys):
    """The phrases as alternatives of a pattern, the longest first; each begins with "|"."""
    return "".join(f"|{phrase}" for phrase in sorted(phrases(*keys), key=len, reverse=True))


def _under(keys):
    for said in told("sms").values():
        for key in keys:
            said = said.get(key, {})
        if said:
            yield said
