"""An interview in words: to read it, to compare two tabs, to trace a correction."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.lists import say
from callbacks.models import FollowUp, Interview, InterviewAid, Listed, Reason
from callbacks.models.profile import PLACE
from callbacks.models.reason import SAID as FORM_SAID
from callbacks.models.reason import Form
from callbacks.situation import BROUGHT, questions
from campaigns.models import AidPart, Part
from julien.core.moments import say_moment

AID_QUESTIONS = ("knew", "receives", "has_asked", "possible")
# Before and after the aids and the reasons, as people talk.
SITUATION = {*BROUGHT, "place_said"}
AGREED = ("agreed", "settled", "notes", "heard_of", "may_ask_later", "recap")


CLOSED = gettext_lazy("enregistrée, plus lisible ici")


def aid_titles():
    """{aid id: its French title}, for all aids, in one query."""
    titles = AidPart.objects.filter(part=Part.TITLE, language="fr")
    return dict(titles.values_list("aid_id", "text"))


def in_words(answers, *, closed=CLOSED):
    """{question: words} in the order of the sheet. A question nobody answered has words too.

    `closed`: what stands for a situation that is not to be read here.
    """
    titles = aid_titles()
    words = {_label(Interview, "own_words"): answers.said["own_words"]}
    words |= _situation(answers, closed)
    words[_label(Interview, "ongoing_support")] = _said(answers, "ongoing_support")
    for answer in answers.aids:
        words[titles[answer.aid_id]] = _aid(answer)
    words[_("Raisons")] = _reasons(answers, titles)
    words[_label(Interview, "other_reason")] = answers.said["other_reason"]
    for answer in answers.follow_ups:
        words[_capital(_choice(FollowUp, "kind", answer.kind))] = _follow_up(answer)
    return words | {_label(Interview, name): _said(answers, name) for name in AGREED}


def differences(before, after):
    """[[question, words before, words after], …] for each question answered otherwise."""
    old, new = in_words(before), in_words(after)
    return [
        [question, old.get(question, ""), new.get(question, "")]
        for question in [*new, *(q for q in old if q not in new)]
        if old.get(question, "") != new.get(question, "")
    ]


def said_anew(answers):
    """The same for what a correction says of a closed situation: which question, and no answer."""
    anew = _("notée à nouveau, plus lisible ici")
    return [[asked, str(CLOSED), anew] for asked in _told(answers)]


def _situation(answers, closed):
    """A line for each answer that is there, and one for what is closed."""
    words = _told(answers)
    if not answers.said.keys() >= SITUATION:
        words[_("Situation")] = str(closed)
    return words


def _told(answers):
    """{question: answer in words} of the situation, as far as it is there."""
    said = answers.said
    found = [(asked.title, asked.say(said[n])) for n, asked in questions().items() if n in said]
    if "place_said" in said:
        place, commune = said["place_said"], said["commune"]
        found.append((PLACE, f"{place} ({commune})" if commune else place))
    return {_capital(str(title)): words for title, words in found}


def _label(model, name):
    return _capital(str(model._meta.get_field(name).verbose_name))


def _capital(words):
    return words[:1].upper() + words[1:]


def _choice(model, name, value):
    return str(dict(model._meta.get_field(name).flatchoices)[value])


def _said(answers, name):
    value = answers.said[name]
    if name == "settled":
        return {True: _("oui"), False: _("non"), None: _("pas demandé")}[value]
    if name == "heard_of":
        return say(Listed.HEARD, value)
    if Interview._meta.get_field(name).flatchoices:
        return _choice(Interview, name, value)
    return value


def _aid(answer):
    words = [
        f"{InterviewAid._meta.get_field(name).verbose_name} : "
        f"{_choice(InterviewAid, name, getattr(answer, name))}"
        for name in AID_QUESTIONS
    ]
    return " · ".join([*words, *([_("conseillée")] if answer.advised else [])])


def _reasons(answers, titles):
    """A line for each reason; without any, what was said instead."""
    known = Reason.objects.in_bulk()
    lines = [_reason(answer, known[answer.reason_id], titles) for answer in answers.reasons]
    return "\n".join(lines) or _said(answers, "silence")


def _reason(answer, reason, titles):
    parts = [reason.label]
    if answer.aid_id:
        parts.append(_("à propos de : %(aid)s") % {"aid": titles[answer.aid_id]})
    if answer.form and len(reason.form_choices) > 1:
        parts.append(str(FORM_SAID[Form(answer.form)]))
    if answer.is_main:
        parts.append(_("motif principal"))
    return ", ".join(parts)


def _follow_up(answer):
    parts = [_choice(FollowUp, "state", answer.state)]
    parts += [say_moment(answer.on)] if answer.on else []
    parts += [answer.place] if answer.place else []
    return ", ".join(parts)
