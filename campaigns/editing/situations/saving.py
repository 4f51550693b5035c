"""Storing situations, their order, and the order of the aids under each."""

from django.db import transaction

from campaigns.catalogue.situations import french_of
from campaigns.editing.confirming import claim
from campaigns.models import Aid, LifeSituation, SituationAid


@transaction.atomic
def save_situation(*, situation, form, order, revision, today):
    """Store its words, translations and the aids under it, in the order given (slugs).

    A translation that was left as it stood keeps the French it was made from: it stays marked.
    """
    if situation.pk:
        claim(situation, revision)
        was_retired = situation.retired_on
        situation.retired_on = (was_retired or today) if form.cleaned_data["retired"] else None
    else:
        last = LifeSituation.objects.order_by("-position").first()
        situation.position = last.position + 1 if last else 0
    stood = situation.translations
    sent = form.translations(french_of(situation))
    situation.translations = {
        code: kept(stood.get(code), words, form) for code, words in sent.items()
    }
    if situation.pk:
        names = ["name", "lead", "pictogram", "retired_on", "translations"]
        situation.save(update_fields=names)
    else:
        situation.save()
    write_order(situation, order)


def kept(stood, words, form):
    """The words of one language: as they stood when nobody touched them."""
    if stood and all(stood.get(word, "") == words.get(word, "") for word in ("name", "lead")):
        return stood
    return words


def write_order(situation, slugs):
    """Exactly these aids, in this order. Unknown ones are left out."""
    aids = dict(Aid.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    SituationAid.objects.filter(situation=situation).delete()
    SituationAid.objects.bulk_create(
        SituationAid(situation=situation, aid_id=aids[slug], position=position)
        for position, slug in enumerate(slug for slug in dict.fromkeys(slugs) if slug in aids)
    )


@transaction.atomic
def move_situation(*, situation_id, step):
    """One place up (-1) or down (+1) among all of them."""
    rows = list(LifeSituation.objects.select_for_update(of=("self",)))
    place = next((n for n, row in enumerate(rows) if row.pk == situation_id), None)
    if place is None or not 0 <= place + step < len(rows):
        return
    rows[place], rows[place + step] = rows[place + step], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    LifeSituation.objects.bulk_update(rows, ["position"])
