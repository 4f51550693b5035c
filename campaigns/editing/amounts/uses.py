"""Where an amount is used, and what each place will say when it changes."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.amounts import filled, names_in
from campaigns.eligibility.written import all_written, read_rows
from campaigns.models import AidDraft, AidPart, EligibilityRule, Part


@dataclass(frozen=True)
class Place:
    """One text that uses amounts: what it is, where to look at it, and its words as written."""

    kind: str
    title: str
    part: str
    address: str
    text: str


@dataclass(frozen=True)
class Use:
    """A place, with what it says before and after a change."""

    place: Place
    before: str
    after: str


def places():
    """Every text that uses an amount. Five queries."""
    titles = titles_of_aids()
    yield from aid_places(titles)
    yield from draft_places()
    yield from rule_places(titles)
    yield from question_places()


def aid_places(titles):
    rows = AidPart.objects.filter(text__contains="{").order_by("aid__slug", "language", "pk")
    for slug, language, part, text in rows.values_list("aid__slug", "language", "part", "text"):
        for line in text.splitlines():
            if names_in(line):
                kind = _("Page") if language == "fr" else _("Page (%s)") % language
                label, title = str(Part(part).label), titles.get(slug, slug)
                yield Place(kind, title, label, reverse("catalogue:aid", args=[slug]), line)


def titles_of_aids():
    """{address: title in French}. One query."""
    titles = AidPart.objects.filter(part=Part.TITLE, language="fr")
    return dict(titles.values_list("aid__slug", "text"))


def draft_places():
    """Texts in the making too: they will be public soon."""
    for draft in AidDraft.objects.open().order_by("pk"):
        for language, texts in sorted(draft.content["texts"].items()):
            for part, text in texts.items():
                for line in text.splitlines():
                    if names_in(line):
                        label = f"{Part(part).label} ({language})"
                        address = reverse("editing:writing", args=[draft.pk])
                        yield Place(_("Brouillon"), draft.title, label, address, line)


def rule_places(titles):
    for rule in EligibilityRule.objects.select_related("aid").order_by("aid__slug"):
        for line in strings_of(rule.content.get("unseen", [])):
            if names_in(line):
                check = reverse("catalogue:check")
                title = titles.get(rule.aid.slug, rule.aid.slug)
                yield Place(_("Règle"), title, _("Pas regardé"), check, line)


def question_places():
    """Every word of the questions, in French and as editors translated it."""
    check = reverse("catalogue:check")
    for one in all_written(read_rows()):
        for word in one.words:
            theirs = [said["text"] for said in one.texts.get(word, {}).values()]
            for line in dict.fromkeys([one.french(word), *theirs]):
                if names_in(line):
                    yield Place(_("Mes droits"), one.french("text"), _("Question"), check, line)


def strings_of(value):
    """The texts of a list of a rule, whatever else was written into it."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def uses_of(name, *, before, after):
    """Every Use of one amount. `before` and `after` are {name: Spoken}."""
    return [
        Use(place, filled(place.text, before), filled(place.text, after))
        for place in places()
        if name in names_in(place.text)
    ]


def use_counts():
    """{name: how many places use it}, unknown names too."""
    return Counter(name for place in places() for name in names_in(place.text))
