"""The words of the SMS: the team's own, kept in every state, else those the product brings.

What is stored is read at most once in settings.LISTS_KEPT_SECONDS by each process, so an SMS asks
the database nothing for its words, and every process says the new ones within seconds.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.catalogue.parts import fingerprint
from campaigns.editing.confirming import MovedMeanwhile
from julien.core.kept import Kept
from requests_intake.models import Message, SmsText
from requests_intake.services.occasions import LINKS, OF_KEY, SLOTS, occasion_of
from requests_intake.services.own_words import filled

FRENCH = "fr"
# A process may write in the name of an instant a little before it read: of a page, of a task.
A_WHILE = timedelta(hours=1)


def stored(at):
    """{(kind, occasion): [SmsText, the newest first]}: all that can count from `at` on."""
    begun = SmsText.objects.filter(valid_from__lte=at)
    counts = begun.order_by("kind", "occasion", "-number").distinct("kind", "occasion")
    rows = SmsText.objects.filter(Q(valid_from__gt=at) | Q(pk__in=counts.values("pk")))
    found = {}
    for row in rows.order_by("-number"):
        found.setdefault((row.kind, row.occasion), []).append(row)
    return found


_kept = Kept(lambda: stored(timezone.now() - A_WHILE))
_stored, keep, forget = _kept.value, _kept.keep, _kept.forget


def texts_at(key, at):
    """{language: {"text", "made_from"}} of an occasion at that instant; {} for none of our own."""
    rows = _stored().get(key, ())
    return next((row.texts for row in rows if row.valid_from <= at), {})


def coming(key, at):
    """The SmsText of an occasion that counts next after that instant, or None."""
    rows = _stored().get(key, ())
    now = next((row.number for row in rows if row.valid_from <= at), 0)
    ahead = [row for row in rows if row.number > now]
    return min(ahead, key=lambda row: (row.valid_from, -row.number), default=None)


def own_words(kind, values, *, language, at):
    """The team's words for these values, with the sender in front where it may be known.

    "" where nobody wrote any, or where they cannot be filled: then the product's words are sent.
    """
    occasion = occasion_of(kind, values)
    text = occasion and texts_at(occasion.key, at).get(language, {}).get("text")
    said = text and filled(text, occasion, values)
    return with_sender(said, kind, values) if said else ""


def with_sender(text, kind, values):
    """The text as it is sent. Emergency numbers come from nobody."""
    if kind == Message.Kind.EMERGENCY or not values["name_us"]:
        return text
    return f"{_('JU-lien :')} {text}"


def product_words(kind, values):
    """What the product says for these values, in the language of the moment."""
    return render_to_string(f"requests_intake/sms/{kind}.txt", values)


def brought(occasion, language):
    """The product's words for an occasion with our braces and without the sender: to begin from."""
    braces = {known: f"{{{name}}}" for name, (_what, known) in SLOTS.items()}
    braces[LINKS.get(occasion.kind, "status_url")] = "{lien}"
    common = {"answer": "", "phase": "", "is_open": True, "left_out": ""}
    with override(language):
        values = occasion.example(braces | common, named=occasion.named is not False)
        words = " ".join(product_words(occasion.kind, values).split())
        return words.removeprefix(_("JU-lien :")).strip()


def french_of(texts, occasion):
    """The French that holds: the team's, else the product's."""
    return texts.get(FRENCH, {}).get("text") or brought(occasion, FRENCH)


def is_stale(texts, occasion, language):
    """Whether the French has changed since this was written in another language."""
    theirs = texts.get(language)
    return (
        language != FRENCH
        and bool(theirs)
        and theirs["made_from"] != fingerprint(french_of(texts, occasion))
    )


def newest(key):
    """The state of an occasion that was written last, also one still to come; or None."""
    kind, code = key
    return SmsText.objects.filter(kind=kind, occasion=code).order_by("-number").first()


@transaction.atomic
def save_texts(*, key, texts, number, valid_from, by, at):
    """Store a new state after the one with that `number` (0: the first). Returns it.

    Raises MovedMeanwhile when somebody else was faster. SMS already written stay as they are.
    """
    kind, code = OF_KEY[key].key
    last = newest(key)
    if number != (last.number if last else 0):
        raise MovedMeanwhile
    try:
        with transaction.atomic():
            row = SmsText.objects.create(
                kind=kind,
                occasion=code,
                number=number + 1,
                texts=texts,
                valid_from=valid_from,
                at=at,
                by=by,
            )
    except IntegrityError:
        raise MovedMeanwhile from None
    forget()
    return row
