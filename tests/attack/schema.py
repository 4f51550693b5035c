"""Every field that any form or view of the product reads, found in the product itself."""

import re
from html.parser import HTMLParser
from pathlib import Path

from django.forms import BaseForm

from tests.test_public_pages import addresses

ROOT = Path(__file__).resolve().parents[2]
APPS = ("julien", "campaigns", "requests_intake", "callbacks")
READ = re.compile(
    r"""(?:GET|POST|sent|data)\b(?:\.get|\.getlist|\.pop)?[(\[]\s*["']([\w-]+)["']"""
    r"""|["']([\w-]+)["'] in \w*\.?(?:GET|POST)"""
)
NAME_IN_PAGE = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*\bname=["']([^"'{}]+)["']""")


def all_addresses():
    """Each address once, as the URL table writes it."""
    return sorted({address for address, _view in addresses()})


def all_names():
    """The fields of every form class, what views read by name, and what templates name."""
    names = {name for form in _subclasses(BaseForm) if _ours(form) for name in form.base_fields}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            names |= {name for found in READ.findall(path.read_text()) for name in found if name}
    for path in (ROOT / "templates").rglob("*.html"):
        names |= set(NAME_IN_PAGE.findall(path.read_text()))
    return sorted(names)


def _subclasses(parent):
    for child in parent.__subclasses__():
        yield child
        yield from _subclasses(child)


def _ours(form):
    return form.__module__.split(".")[0] in APPS


class _Forms(HTMLParser):
    """Collects (action, method, {name: value}) of each form."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            action, method = said.get("action") or "", said.get("method") or "get"
            self.forms.append((action, method.lower(), {}))
            self.inside = True
        elif self.inside and tag in {"input", "textarea", "button", "select"} and "name" in said:
            self.select = said["name"] if tag == "select" else ""
            self.forms[-1][2].setdefault(said["name"], said.get("value") or "")
        elif self.inside and tag == "option" and self.select and said.get("value"):
            self.forms[-1][2][self.select] = said["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def forms_of(page):
    """[(action, method, {name: value})] of a page's forms; action "" is the page itself."""
    reader = _Forms()
    reader.feed(page)
    return reader.forms
