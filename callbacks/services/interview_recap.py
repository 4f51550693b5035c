"""What the person takes home: a short text in plain words, written from the record."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from callbacks.models import FollowUp
from callbacks.models.interview import Answer, Possible
from campaigns.catalogue.texts import texts_of
from campaigns.models import Part
from campaigns.services.offer import offer_at
from julien.core.moments import say_day, say_moment
from julien.core.phone import Phone

MANY_EMPTY_LINES = re.compile(r"\n{3,}")
WORTH_ASKING = {Possible.LIKELY, Possible.MAYBE}


def recap_text(interview):
    """The recap in the person's language, where we write it, else in French.

    It names the aids advised or possible, whom to ask, what was agreed and what happens next.
    It holds no name and no number of the person: it may be read over a shoulder.
    """
    language = interview.callback.request.language
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(language if language in known else settings.LANGUAGE_CODE):
        text = render_to_string("callbacks/interview_recap.txt", _context(interview))
    return MANY_EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def _context(interview):
    offer = offer_at(interview.saved_at)
    number = offer.voice_number
    swiss = number.startswith("+41")
    accepted = interview.follow_ups.exclude(state=FollowUp.State.OFFERED)
    offers = {row.kind: row for row in accepted}
    return {
        "held_on": say_day(interview.started_at),
        "agreed": interview.agreed.strip(),
        "aids": [_aid(row) for row in _worth_asking(interview)],
        "meeting": _meeting(offers.get(FollowUp.Kind.CONSULTATION)),
        "helps": FollowUp.Kind.HELP_APPLY in offers,
        "service": offer.name,
        "number": Phone(e164=number, is_mobile=False, is_swiss=swiss).groups,
    }


def _worth_asking(interview):
    rows = interview.aids.select_related("aid__provider").prefetch_related("aid__parts")
    return [
        row
        for row in rows.order_by("pk")
        if row.advised or (row.possible in WORTH_ASKING and row.receives != Answer.YES)
    ]


def _aid(row):
    texts = texts_of(row.aid, translation.get_language())
    provider = row.aid.provider
    contact = [part for part in (provider.name, provider.address, provider.phone) if part]
    return {
        "title": texts[Part.TITLE],
        "likely": row.possible == Possible.LIKELY,
        "contact": ", ".join(contact),
        "papers": [line.strip() for line in texts.get(Part.PAPERS, "").splitlines() if line],
    }


def _meeting(follow_up):
    if follow_up is None:
        return ""
    if follow_up.on is None:
        return _("Nous nous voyons pour un entretien. La date est encore à fixer.")
    known = {"moment": say_moment(follow_up.on), "place": follow_up.place}
    if follow_up.place:
        return _("Nous nous voyons %(moment)s. Lieu : %(place)s.") % known
    return _("Nous nous voyons %(moment)s.") % known
