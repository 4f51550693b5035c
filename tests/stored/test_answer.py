"""One page in several encodings: which is sent, with which headers, and when none is."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.stored.answer import Answer, forms_of, is_known, wanted

PAGE = ("<p>Bonjour à vous</p>" * 100).encode()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(PAGE))),
    ("ETag", '"abc"'),
    ("Cache-Control", "no-cache"),
]


def answer(body=PAGE, headers=HEADERS):
    return Answer(forms_of(body, headers), view=None, until=0)


@pytest.mark.parametrize(
    ("accept", "order"),
    [
        ("", ("identity",)),
        ("gzip", ("gzip", "identity")),
        ("gzip, deflate, br, zstd", ("br", "gzip", "identity")),
        ("br;q=0.5, gzip;q=0.8", ("gzip", "br", "identity")),
        ("br;q=0, gzip", ("gzip", "identity")),
        ("gzip;q=0", ("identity",)),
        ("*", ("br", "gzip", "identity")),
        ("*;q=0.1, gzip", ("gzip", "br", "identity")),
        ("br, *;q=0", ("br", "identity")),
        ("GZIP", ("gzip", "identity")),
        ("gzip;q=much", ("identity",)),
        ("gzip;level=9", ("identity",)),
        ("zstd, x-unknown", ("identity",)),
        (",,;;q=,", ("identity",)),
    ],
)
def test_the_best_encoding_that_is_allowed(accept, order):
    assert wanted(accept) == order


@given(st.text())
def test_any_accept_encoding_gets_a_page(accept):
    assert answer().form_for(accept).body


@pytest.mark.parametrize(
    ("accept", "unpack", "told"),
    [
        ("br", brotli.decompress, "br"),
        ("gzip", gzip.decompress, "gzip"),
        ("", bytes, None),
    ],
)
def test_each_form_is_the_page_and_says_what_it_is(accept, unpack, told):
    form = answer().form_for(accept)
    headers = dict(form.headers)

    assert unpack(form.body) == PAGE
    assert headers.get("Content-Encoding") == told
    assert headers["Content-Length"] == str(len(form.body))
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"] == ('W/"abc"' if told else '"abc"')
    assert headers["Cache-Control"] == "no-cache"


def test_what_is_small_or_no_text_is_not_packed():
    assert set(answer(b"ok").forms) == {"identity"}
    image = [("Content-Type", "image/png")]
    assert set(answer(PAGE, image).forms) == {"identity"}


def test_a_vary_that_was_there_stays():
    form = answer(PAGE, [*HEADERS, ("Vary", "Accept-Language, Accept-Encoding")]).form_for("")
    assert dict(form.headers)["Vary"] == "Accept-Language, Accept-Encoding"


def test_a_304_says_everything_but_what_concerns_a_body():
    form = answer().form_for("br")
    assert dict(form.unchanged) == {
        "ETag": 'W/"abc"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }


@pytest.mark.parametrize(
    ("etag", "asked", "known"),
    [
        ('"abc"', '"abc"', True),
        ('W/"abc"', '"abc"', True),
        ('"abc"', 'W/"abc"', True),
        ('"abc"', '"x", W/"abc"', True),
        ('"abc"', "*", True),
        ('"abc"', '"abcd"', False),
        ('"abc"', "abc", False),
        ('"abc"', "", False),
        ("", "*", False),
        ('"abc"', '"', False),
    ],
)
def test_whether_the_visitor_has_the_page(etag, asked, known):
    assert is_known(etag, asked) is known
