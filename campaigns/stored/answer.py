"""One rendered page as bytes, plain, gzip and brotli, each with its headers. Pure."""

import gzip
from dataclasses import dataclass
from functools import lru_cache

import brotli
from django.utils.http import parse_etags

SMALLEST_PACKED = 500  # bytes; below, packing gains nothing
# For what is kept: above these levels packing is slow for little. For what is sent once it would
# take as long as all the rest.
GZIP_LEVEL, GZIP_LEVEL_ONCE = 6, 4
BROTLI_QUALITY, BROTLI_QUALITY_ONCE = 5, 2
PACKED_TYPES = ("text/", "application/json", "application/xml")
OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding"}
PLAIN, GZIP, BROTLI = "identity", "gzip", "br"
LONGEST_ACCEPT = 200


@dataclass(frozen=True)
class Form:
    """The page in one encoding: its bytes, all its headers, and those of a 304."""

    body: bytes
    etag: str
    headers: tuple
    unchanged: tuple


@dataclass(frozen=True)
class Answer:
    """A page in every encoding. `view`: what it is counted as, (page, language, source); None if
    it is not."""

    forms: dict
    view: tuple | None
    until: float  # seconds since 1970: what it shows may be another thing then
    version: object = None

    @property
    def size(self):
        return sum(len(form.body) for form in self.forms.values())

    def form_for(self, accept):
        """The smallest form that the Accept-Encoding allows."""
        for encoding in wanted(accept[:LONGEST_ACCEPT]):
            if encoding in self.forms:
                return self.forms[encoding]
        return self.forms[PLAIN]


def forms_of(body, headers):
    """{encoding: Form} of a page that Django answered with `headers` [(name, value)]: all of them,
    for it is kept."""
    told = dict(headers)
    bodies = {PLAIN: body}
    if is_worth_packing(body, told):
        bodies[GZIP] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        bodies[BROTLI] = brotli.compress(body, quality=BROTLI_QUALITY)
    return {encoding: form(encoding, packed, told) for encoding, packed in bodies.items()}


def forms_once(body, headers, accept):
    """The same of a page that is sent once: plain, and as this Accept-Encoding likes it best."""
    told = dict(headers)
    best = wanted(accept[:LONGEST_ACCEPT])[0] if is_worth_packing(body, told) else PLAIN
    bodies = {PLAIN: body}
    if best == GZIP:
        bodies[GZIP] = gzip.compress(body, GZIP_LEVEL_ONCE, mtime=0)
    elif best == BROTLI:
        bodies[BROTLI] = brotli.compress(body, quality=BROTLI_QUALITY_ONCE)
    return {encoding: form(encoding, packed, told) for encoding, packed in bodies.items()}


def is_worth_packing(body, told):
    packed = told.get("Content-Type", "").startswith(PACKED_TYPES)
    return packed and len(body) >= SMALLEST_PACKED


def form(encoding, body, told):
    told = told | {"Content-Length": str(len(body)), "Vary": vary(told.get("Vary", ""))}
    if encoding != PLAIN:
        told["Content-Encoding"] = encoding
        if "ETag" in told:  # other bytes, the same page (RFC 9110, 8.8.1)
            told["ETag"] = f"W/{told['ETag'].removeprefix('W/')}"
    headers = tuple(told.items())
    unchanged = tuple(pair for pair in headers if pair[0] not in OF_A_BODY)
    return Form(body=body, etag=told.get("ETag", ""), headers=headers, unchanged=unchanged)


def vary(already):
    names = [name.strip() for name in already.split(",") if name.strip()]
    return ", ".join(dict.fromkeys([*names, "Accept-Encoding"]))


@lru_cache(maxsize=500)
def wanted(accept):
    """("br", "gzip", "identity"), as far as an Accept-Encoding allows them, best first.

    Unknown encodings and unreadable weights count as not accepted. "identity" is always last.
    """
    weights = {}
    for part in accept.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weights[name.strip()] = weight(parameter)
    anything = weights.get("*", 0.0)
    told = {name: weights.get(name, anything) for name in (BROTLI, GZIP)}
    allowed = sorted((name for name in told if told[name] > 0), key=lambda name: -told[name])
    return (*allowed, PLAIN)


def weight(parameter):
    name, _equals, value = parameter.partition("=")
    if not name.strip():
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


def is_known(etag, if_none_match):
    """Whether the visitor has this very page; compared weakly, as If-None-Match is."""
    if not etag or not if_none_match:
        return False
    etag = etag.removeprefix("W/")
    if if_none_match.removeprefix("W/") == etag:  # as browsers send it
        return True
    known = parse_etags(if_none_match)
    return known == ["*"] or etag in {one.removeprefix("W/") for one in known}
