"""The form that asks for a call, read as a browser without JavaScript reads it."""

import html5lib

ADDRESS = "/fr/rappel/"
LEAST = {"phone": "079 555 01 23", "windows": ["morning"]}


def page(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def inputs(response, name):
    return [field for field in page(response).iter("input") if field.get("name") == name]


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def errors(response):
    """field id -> what is said in the summary."""
    links = page(response).findall(".//*[@id='a-corriger']//a")
    return {link.get("href").removeprefix("#"): words(link) for link in links}
