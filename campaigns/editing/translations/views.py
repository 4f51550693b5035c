"""Translating aids: what there is to do, and French beside the other language."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.catalogue.parts import fingerprint
from campaigns.catalogue.translated import State, translated_parts
from campaigns.editing.content import LONGEST_TEXT
from campaigns.editing.translations.overview import languages, others
from campaigns.editing.translations.saving import Written, save_translation
from campaigns.models import Aid, Part
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.EDIT)
def overview(request):
    known_languages = languages()
    context = {
        "languages": known_languages,
        "unread": any(language.unread for language in known_languages),
    }
    return render(request, "campaigns/editing/translations.html", context)


@require_safe
@requires(Can.EDIT)
def one_language(request, language):
    """Every aid in one language, what is out of date first."""
    known(language)
    shown = next(one for one in languages() if one.code == language)
    return render(request, "campaigns/editing/translations_language.html", {"language": shown})


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def translate(request, language, slug):
    """One aid, part by part; what cannot be stored comes back with the reason, and is kept."""
    name = known(language)
    aid = get_object_or_404(Aid.objects.for_detail(), slug=slug)
    typed, problems = {}, {}
    if request.method == "POST":
        written = written_in(request.POST)
        problems = save_translation(
            aid_id=aid.pk, language=language, written=written, by=request.user, at=timezone.now()
        )
        if not problems:
            messages.success(request, _("La traduction est enregistrée, et publique."))
            return HttpResponseRedirect(reverse("editing:translate", args=[language, slug]))
        typed = {one.part: one.text for one in written}
        aid = Aid.objects.for_detail().get(pk=aid.pk)
    context = {
        "aid": aid,
        "language": {"code": language, "name": name},
        "rows": [row_of(one, typed, problems) for one in translated_parts(aid, language)],
        "problems": problems,
    }
    context["unread"] = any(row["unread"] for row in context["rows"])
    status = 422 if problems else 200
    return render(request, "campaigns/editing/translate.html", context, status=status)


def row_of(one, typed, problems):
    """What the page shows of one part. A part with a problem keeps what was typed."""
    return {
        "part": one.part,
        "label": one.part.label,
        "french": one.french,
        "french_seen": fingerprint(one.french),
        "text_seen": fingerprint(one.text) if one.text else "",
        "text": typed[one.part] if one.part in problems else one.text,
        "stale": one.state == State.STALE,
        "unread": one.unread,
        "missing": one.state == State.MISSING,
        "problem": problems.get(one.part, ""),
        "lines": max(2, len(one.french) // 60 + one.french.count("\n") + 1),
    }


def written_in(data):
    """A Written for each part that was sent."""
    return [
        Written(
            part=part.value,
            text=data[f"text-{part}"][:LONGEST_TEXT],
            french_seen=data.get(f"french-{part}", ""),
            text_seen=data.get(f"seen-{part}", ""),
            still_right=f"right-{part}" in data or "all-right" in data,
        )
        for part in Part
        if f"text-{part}" in data
    ]


def known(language):
    """The name of a language that is translated into; 404 for any other."""
    names = others()
    if language not in names:
        raise Http404
    return names[language]
