"""Finds what looks like a secret in a text: keys of known makes, and values that are too random.

Small on purpose: the known scanners bring a package that is no longer looked after, or a
download from outside. Read by tests/test_no_secrets.py, which `make check` runs.
"""

import math
import re
from collections import Counter

KNOWN = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "Twilio account or key": re.compile(r"\b(?:AC|SK)[0-9a-f]{32}\b"),
    "AWS key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "GitHub token": re.compile(r"\bgh[opsur]_\w{36,}|\bgithub_pat_\w{22,}"),
    "Slack token": re.compile(r"\bxox[abpr]-[\w-]{10,}"),
    "signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "Fernet key": re.compile(r"(?<![\w+/=-])[\w-]{43}=(?![\w=])"),
    "password in an address": re.compile(r"://[^\s/:@\"'{}$]+:([^\s/@\"'{}$<]{3,})@"),
    "Sentry address": re.compile(r"https://[0-9a-f]{32}@"),
}
GIVEN = re.compile(
    r"""(?ix)(?<![a-z])[a-z_]*(?:secret|token|password|passwd|api_?key|auth|_key)[a-z_]*["']?
    \s*[:=]\s*(["']?)(?P<value>[^\s"'<>(){}$]{16,})\1"""
)
WORD = r"(?:[A-Z]?[a-zà-ÿ]+|[A-Z]+|[0-9]{1,4})"  # keys change case within what stands between signs
WORDS = re.compile(rf"(?:{WORD}[0-9]{{0,2}}[-_./ ])*{WORD}[0-9]{{0,2}}(?:\[\d+\])?")
RANDOM = 3.6  # bits a character; words and names stay below, keys are above


def secrets_in(text):
    """[(line number, what it looks like, the string)]. Reports each string once."""
    found, seen = [], set()
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in KNOWN.items():
            for hit in pattern.finditer(line):
                found.append((number, what, hit.group(0)))
        for hit in GIVEN.finditer(line):
            value = hit.group("value").rstrip(",;")
            if looks_random(value):
                found.append((number, "random value of a secret", value))
    return [hit for hit in found if not (hit[2] in seen or seen.add(hit[2]))]


def looks_random(value):
    """Letters and digits mixed, and no pattern: bits a character above RANDOM."""
    if WORDS.fullmatch(value) or not re.search(r"\d", value) or not re.search(r"[a-zA-Z]", value):
        return False
    return entropy(value) > RANDOM


def entropy(value):
    counts = Counter(value).values()
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts)
