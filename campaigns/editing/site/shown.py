"""What the pages of a campaign and of the home page have in common."""

from campaigns.models import SiteVersion
from julien.core.numbers import read_number

MOST_VERSIONS = 30


def version_asked(request, known):
    """The older version that the form is to begin from, or None."""
    number = read_number(request.GET.get("version", ""))
    return SiteVersion.objects.filter(campaign=known, pk=number).first() if number else None


def shared(form, title, revision, campaign, version, moved):
    """What both pages show. A new campaign has no versions."""
    versions = SiteVersion.objects.filter(campaign=campaign).select_related("by")
    is_new = "slug" in form.fields
    return {
        "form": form,
        "title": title,
        "revision": revision,
        "version": version,
        "versions": [] if is_new else versions[:MOST_VERSIONS],
        "moved": moved,
        "facts": [form[name] for name in form.facts],
        "groups": groups_of(form),
    }


def groups_of(form):
    """[(language, its name, its fields, whether something is wrong in it)]: French first."""
    found = []
    for language, name in form.languages():
        names = [f"{prefix}{code}_{language}" for code in form.codes for prefix in ("", "right_")]
        fields = [form[name] for name in names if name in form.fields]
        found.append((language, name, fields, any(field.errors for field in fields)))
    return found
