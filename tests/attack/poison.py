"""What nobody types by accident, as the bytes that travel, and how to see that it did harm."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_from_bytes, urlsplit

MARK = "<zzmark onload=zz>"
HEADER = "X-Zz-Planted"
LONG = 100_000
SHARP = {
    "markup",
    "NUL",
    "lone surrogate",
    "long number",
    "huge number",
    "another alphabet's digits",
    "bad date",
    "SQL",
    "traversal",
    "header",
    "elsewhere",
    "not UTF-8",
}


@dataclass(frozen=True)
class Poison:
    """One bad value. `times`: how often the field is repeated. `sharp`: what has broken views."""

    name: str
    value: bytes
    times: int = 1

    @property
    def sharp(self):
        return self.name in SHARP

    @cached_property
    def encoded(self):
        return quote_from_bytes(self.value, safe="")


def _text(name, text, times=1):
    return Poison(name, text.encode("utf-8", "surrogatepass"), times)


POISONS = [
    _text("markup", f"\"'>{MARK}</script></textarea>{{{{ 7*7 }}}}{{% debug %}}"),
    _text("markup twice", f"&lt;{MARK}", times=2),
    _text("NUL", "a\x00b"),
    _text("lone surrogate", "a\ud800b\udfff"),
    _text("right-to-left marks", "\u202e\u2066\u200f079 555 01 23\u2069\ufeff"),
    _text("control characters", "\x01\x08\x0b\x1b[31m\x7f\x85\u2028"),
    _text("long", "é" * 1000),
    _text("too long", "é" * LONG),
    _text("long number", "9" * 5_000),
    _text("huge number", "9223372036854775808"),
    _text("negative", "-1"),
    _text("not a number", "NaN"),
    _text("infinite", "1e999"),
    _text("another alphabet's digits", "٣²Ⅷ"),
    _text("bad date", "2026-02-30T25:61"),
    _text("first date", "0001-01-01T00:00"),
    _text("last date", "9999-12-31T23:59"),
    _text("hour that is not", "2026-03-29T02:30"),
    _text("boolean", "True", times=3),
    _text("JSON", '{"$ne": [null, {"a": 1e400}]}'),
    _text("SQL", "1' OR '1'='1' UNION SELECT phone FROM requests_intake_contact;--"),
    _text("SQL sleep", "1; SELECT pg_sleep(60)--"),
    _text("LIKE", "%_%\\"),
    _text("search syntax", "a & | ! :* <-> (("),
    _text("traversal", "../../../../etc/passwd"),
    _text("encoded traversal", "..%2f..%5c..%00/etc/passwd"),
    _text("header", f"a\r\n{HEADER}: 1\r\n\r\n{MARK}"),
    _text("elsewhere", "https://elsewhere.example/"),
    _text("elsewhere without scheme", "//elsewhere.example\\@/"),
    _text("script address", "javascript:alert(1)//"),
    _text("shell", "$(id);`id`|id #"),
    _text("formula", '=HYPERLINK("https://elsewhere.example")'),
    Poison("not UTF-8", b"\xff\xfe\xc3\x28"),
    Poison("empty", b""),
]


def harm(answer):
    """What this answer should not do, in words; [] is good. `answer` is Django's."""
    found = []
    body = answer.content.decode(errors="replace") if not answer.streaming else ""
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    if "Traceback (most recent" in body or "psycopg" in body or "site-packages" in body:
        found.append("trace")
    if "html" in answer["Content-Type"] and "<zzmark" in body:
        found.append("markup given back")
    if "root:x:0" in body:
        found.append("a file of the machine")
    if HEADER in answer:
        found.append("header planted")
    if (to := answer.get("Location")) and urlsplit(to.replace("\\", "/")).netloc not in {
        "",
        "testserver",
    }:
        found.append(f"sends on to {to}")
    if answer.get("X-Content-Type-Options") != "nosniff":
        found.append("type may be guessed")
    return found
