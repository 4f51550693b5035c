"""What the pages of the questions show."""

from collections import namedtuple

from django.utils.translation import gettext as _

from campaigns.amounts import filled
from campaigns.editing.questions.effects import all_rules, names
from campaigns.editing.rules.cases import case_fails, cases_of, is_readable
from campaigns.editing.translations.overview import others
from campaigns.eligibility.asking import MOST_ASKED, by_code
from campaigns.eligibility.written import FRENCH, all_written, questions_now, written_of
from campaigns.models import CheckQuestion
from campaigns.services.amounts import amounts_today
from julien.core.numbers import read_number

MOST_VERSIONS = 30
ADDED = [kind for kind in CheckQuestion.Kind if kind != CheckQuestion.Kind.BROUGHT]
Line = namedtuple("Line", "written text answers rules stale")
Older = namedtuple("Older", "written version")


def lines_of(rows):
    """The list: a Line for each question; rules whose cases no longer come true. Five queries."""
    now, rules, amounts = questions_now(rows), list(all_rules()), amounts_today()
    known = by_code(now)
    readable = [one for one in rules if is_readable(one[2], now)]
    failing = [
        (title, address, [filled(words, amounts) for words in wrong])
        for title, address, rule in readable
        if (wrong := [case_fails(case) for case in cases_of(rule, now) if not case.holds])
    ]
    lines = [
        Line(
            one,
            filled(one.french("text"), amounts),
            len(known[one.code].asked),
            sum(names(rule, {one.code}, now) for _title, _address, rule in readable),
            stale_in(one),
        )
        for one in all_written(rows)
    ]
    asked = sum(not one.written.is_retired for one in lines)
    return {"lines": lines, "failing": failing, "asked": asked, "most": MOST_ASKED, "kinds": ADDED}


def stale_in(written):
    """The names of the languages in which a word's French has changed since."""
    return [
        name
        for code, name in others().items()
        if any(written.is_stale(word, code) for word in written.words)
    ]


def version_asked(request, row):
    """The older state that the form is to begin from, or None. Answers added since stay."""
    number = read_number(request.GET.get("version", ""))
    version = row.versions.filter(pk=number).first() if row.pk and number else None
    if version is None:
        return None
    then = CheckQuestion(
        code=row.code,
        kind=row.kind,
        position=row.position,
        content=version.content,
        retired_on=version.at.date() if version.is_retired else None,
    )
    return Older(written_of(then), version)


def page_of(form, uses):
    """What the page of one question shows. A new one has no versions."""
    row = form.row
    versions = row.versions.select_related("by")[:MOST_VERSIONS] if row.pk else []
    return {
        "form": form,
        "title": form.written.french("text") or _("Ajouter une question"),
        "kind": row.get_kind_display(),
        "revision": row.revision,
        "versions": versions,
        "uses": uses,
        "facts": facts_of(form),
        "answers": [answer_of(form, code) for code in form.rows],
        "languages": list(languages_of(form)),
    }


def facts_of(form):
    names = ("instead", "text_fr", "missing_fr", "help_fr", "open", "background", "retired")
    return [form[name] for name in names if name in form.fields]


def answer_of(form, code):
    """(its words, its fields, whether it stands open) of one answer."""
    fields = [form[name] for name in form.fields if is_of(name, code)]
    label = form.written.french(f"{code}.label")
    return label, fields, any(field.errors for field in fields)


def is_of(name, code):
    option, _dot, rest = name.partition(".")
    return option == code and (rest.endswith(f"_{FRENCH}") or rest in ("place", "retired"))


def languages_of(form):
    """(language, its name, its fields, whether something is wrong in it)."""
    for code, name in others().items():
        fields = [form[field] for field in form.fields if field.endswith(f"_{code}")]
        if fields:
            yield code, name, fields, any(field.errors for field in fields)
