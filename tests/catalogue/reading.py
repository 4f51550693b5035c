"""What a page says, as a strict reader of HTML understands it."""

import json
import re

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


def read(response):
    """The document of a response; any parse error fails the test."""
    parser = html5lib.HTMLParser(strict=True)
    return parser.parse(response.content.decode())


def all_of(document, tag):
    return list(document.iter(XHTML + tag))


def text_of(element):
    """All words of an element, spaces as one, no-break spaces as spaces."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def hits(response):
    """data-aid of every article, in order."""
    return [
        article.get("data-aid")
        for article in all_of(read(response), "article")
        if article.get("data-aid")
    ]


def links(document):
    return [element.get("href") for element in all_of(document, "a")]


def main_text(response):
    (main,) = all_of(read(response), "main")
    return text_of(main)


def linked_data(document):
    """The schema.org blocks."""
    return [
        json.loads(script.text)
        for script in all_of(document, "script")
        if script.get("type") == "application/ld+json"
    ]
