"""The whole sheet as it comes from the page: one value out, however many questions."""

from functools import cached_property

from callbacks.delicate import delicate, say_found
from callbacks.forms.interview import TalkForm
from callbacks.forms.interview_rows import AidForm, FollowUpForm, ReasonForm
from callbacks.models import FollowUp, Reason
from callbacks.services.interview_answers import AidAnswer, Answers, read_answers
from callbacks.services.interview_places import folded
from callbacks.services.interview_recap import recap_text
from callbacks.services.interview_words import aid_titles
from campaigns.models import Aid
from julien.core.numbers import read_number

READ_AGAIN = ("own_words", "other_reason", "agreed", "notes", "recap")


class Sheet:
    """The forms of one interview. Without `data` it shows what is stored.

    `profile`: what this reader may see of the situation (services/profiles.py), if anything.

    `answers()` never loses an answer to a neighbour's error: what is invalid keeps its stored
    value, all else is what was typed.
    """

    def __init__(self, interview, data=None, *, profile=(), add=None, remove=None):
        self.interview = interview
        self.stored = read_answers(interview, profile=profile)
        self.titles = aid_titles()
        self.talk = TalkForm(data, stored=self.stored.said)
        self.aids = [
            AidForm(data, answer=answer, title=self.titles[answer.aid_id])
            for answer in self._discussed(data, add, remove)
        ]
        self.reasons = self._reason_forms(data)
        self.follow_ups = [
            FollowUpForm(data, kind=kind, stored=self._stored_follow_up(kind))
            for kind in FollowUp.Kind
        ]
        self.main_reason = self._main_reason(data)

    @property
    def errors(self):
        """{id of the control: sentence}, in the order of the sheet."""
        found = {}
        for form in (self.talk, *self.aids, *self.follow_ups):
            for name, sentences in form.errors.items():
                found[form[name].auto_id] = str(sentences[0])
        return found

    @cached_property
    def delicate(self):
        """{name of the question: sentence or ""}: which of its words to read again.

        Of the recap, those its writer added: offices, their numbers and what was agreed are ours.
        """
        found = {name: delicate(self.talk[name].value() or "") for name in READ_AGAIN}
        if found["recap"]:
            ours = delicate(recap_text(self.interview))
            found["recap"] = [one for one in found["recap"] if one not in ours]
        return {name: say_found(words) for name, words in found.items()}

    @property
    def must_read_again(self):
        """{id of the control: sentence} of our own words; theirs are quoted, and only shown."""
        found = self.delicate.items()
        return {
            self.talk[name].auto_id: told for name, told in found if told and name != "own_words"
        }

    @property
    def aids_to_add(self):
        """[(id, title)] of the published ones not yet on the sheet, as people look for them."""
        on_sheet = {form.aid_id for form in self.aids}
        published = Aid.objects.published().exclude(pk__in=on_sheet).values_list("pk", flat=True)
        left = [(pk, self.titles[pk]) for pk in published if pk in self.titles]
        return sorted(left, key=lambda pair: folded(pair[1]))

    def answers(self):
        """The Answers of a bound sheet."""
        reasons = [
            answer
            for form in self.reasons
            for answer in form.answered(is_main=form.reason.code == self.main_reason)
        ]
        follow_ups = [form.answered() for form in self.follow_ups]
        return Answers(
            said=self.talk.answered(),
            aids=tuple(form.answered() for form in self.aids),
            reasons=tuple(reasons),
            follow_ups=tuple(answer for answer in follow_ups if answer),
        )

    def _discussed(self, data, add, remove):
        """An AidAnswer for each row of the page, in its order."""
        stored = {answer.aid_id: answer for answer in self.stored.aids}
        if data is None:
            return list(stored.values())
        asked = [*data.getlist("aid"), add or ""]
        wanted = [read_number(pk) for pk in dict.fromkeys(asked) if pk != remove]
        return [stored.get(pk, AidAnswer(pk)) for pk in wanted if pk in self.titles]

    def _reason_forms(self, data):
        noted = {}
        for answer in self.stored.reasons:
            noted.setdefault(answer.reason_id, []).append(answer)
        offered = Reason.objects.offered() | Reason.objects.filter(pk__in=noted)
        return [
            ReasonForm(data, reason=reason, stored=noted.get(reason.pk, []), aids=self.aids)
            for reason in offered
        ]

    def _main_reason(self, data):
        if data is not None:
            return data.get("main_reason", "")
        main = {answer.reason_id for answer in self.stored.reasons if answer.is_main}
        return next((f.reason.code for f in self.reasons if f.reason.pk in main), "")

    def _stored_follow_up(self, kind):
        return next((a for a in self.stored.follow_ups if a.kind == kind.value), None)
