"""What became of each aid: one question, and one more that hangs on its answer. All optional."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.lists import offered, told
from callbacks.models import Listed, Reason
from callbacks.outcomes import GRANTED, IN_OWN_WORDS, NOT_ASKED, REFUSED
from callbacks.services.news import AidTold
from callbacks.services.news import State as NewsState

ENDS = (NewsState.NOT_REACHED, NewsState.DECLINED)
NOTHING_SAID = _("Répondez pour une aide au moins.")


class AidNewsForm(forms.Form):
    """One aid. What hangs on another answer than the one given is not read."""

    outcome = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    amount = forms.ChoiceField(label=_("Combien, à peu près ?"), required=False)
    refused_because = forms.ChoiceField(label=_("Pourquoi non ?"), required=False)
    reason = forms.ChoiceField(label=_("Pourquoi pas demandée ?"), required=False)

    def __init__(self, data=None, *, aid, choices, stored=None):
        """`choices`: {field: [(code, words)]}. `stored`: the AidNews there is, to be corrected."""
        initial = {}
        if stored:
            initial = {name: getattr(stored, name) for name in ("outcome", "amount")}
            initial["refused_because"] = stored.refused_because
            initial["reason"] = stored.reason.code if stored.reason_id else ""
        super().__init__(data, prefix=f"aid-{aid.pk}", initial=initial, label_suffix="")
        self.aid = aid
        for name, lines in choices.items():
            self.fields[name].choices = lines

    def follow_ups(self):
        """[(outcome on which it hangs, bound field)]."""
        hangs_on = {GRANTED: "amount", REFUSED: "refused_because", NOT_ASKED: "reason"}
        return [(outcome, self[name]) for outcome, name in hangs_on.items()]

    def told(self, reasons):
        """The AidTold, or None when nothing was said of it. `reasons`: {code: id}."""
        said = self.cleaned_data
        outcome = said["outcome"]
        if not outcome:
            return None
        return AidTold(
            aid_id=self.aid.pk,
            outcome=outcome,
            amount=said["amount"] if outcome == GRANTED else "",
            refused_because=said["refused_because"] if outcome == REFUSED else "",
            reason_id=reasons.get(said["reason"]) if outcome == NOT_ASKED else None,
        )


class NewsSheet:
    """The forms of all aids of one interview. `aids`: callbacks.news.AskedAid, in their order."""

    def __init__(self, aids, data=None, *, by_person, stored=()):
        known = {one.aid_id: one for one in stored}
        self.reasons = dict(Reason.objects.offered().values_list("code", "pk"))
        self.reasons |= {one.reason.code: one.reason_id for one in stored if one.reason_id}
        choices = _choices(self.reasons, by_person=by_person, stored=stored)
        self.forms = [
            AidNewsForm(data, aid=aid, choices=choices, stored=known.get(aid.pk)) for aid in aids
        ]
        self.problem = ""

    def is_valid(self):
        """Each choice is on its list, and something is said of one aid at least."""
        if [form for form in self.forms if not form.is_valid()]:
            return False
        if not self.told():
            self.problem = NOTHING_SAID
        return not self.problem

    def told(self):
        return [one for form in self.forms if (one := form.told(self.reasons))]


def _choices(reasons, *, by_person, stored):
    """What may be chosen: for the person in their words; for the team whatever is on the lists."""
    say_all = told if by_person else _all
    said = {
        "outcome": say_all(Listed.OUTCOMES),
        "amount": say_all(Listed.AMOUNTS),
        "refused_because": say_all(Listed.REFUSALS),
    }
    if by_person:
        own = [(code, words) for code, words in IN_OWN_WORDS.items() if code in reasons]
        return _with_silence(said | {"reason": own}, but="outcome")
    labels = Reason.objects.filter(code__in=reasons).values_list("code", "label")
    return _with_silence(said | {"reason": list(labels)})


def _all(listed):
    return [(code, word.label) for code, word in offered(listed).items()]


def _with_silence(choices, but=""):
    """In capitals, and "pas dit" first: who corrects can take an answer back. The person need not
    be offered to say nothing of an aid: they leave it."""
    silence = ("", _("Pas dit"))
    return {
        name: [
            *([] if name == but else [silence]),
            *((code, str(words)[:1].upper() + str(words)[1:]) for code, words in lines),
        ]
        for name, lines in choices.items()
    }


class EndForm(forms.Form):
    """Why nothing was told, when somebody called."""

    state = forms.ChoiceField(choices=[(one, one) for one in ENDS])
