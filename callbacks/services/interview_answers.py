"""Everything an interview says, as one value: read from the rows, written back where it differs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from callbacks.models import FollowUp, Reason
from callbacks.models.interview import Answer, Possible, Silence
from callbacks.models.reason import SILENT
from callbacks.services.profiles import is_of_profile, write_profile

# The answers that are columns of the interview, in the order of the sheet.
SAID = (
    "own_words",
    "ongoing_support",
    "silence",
    "other_reason",
    "agreed",
    "notes",
    "settled",
    "heard_of",
    "may_ask_later",
    "recap",
)


@dataclass(frozen=True)
class AidAnswer:
    """What was said about one aid."""

    aid_id: int
    knew: str = Answer.NOT_ASKED
    receives: str = Answer.NOT_ASKED
    has_asked: str = Answer.NOT_ASKED
    possible: str = Possible.NOT_ASSESSED
    advised: bool = False


@dataclass(frozen=True)
class ReasonAnswer:
    """One reason, about one aid or (None) in general."""

    reason_id: int
    aid_id: int | None = None
    form: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class FollowUpAnswer:
    """One further offer."""

    kind: str
    state: str
    on: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class Answers:
    """One interview. `said` maps the names of SAID, and those of the profile, to values.

    Those of the profile (callbacks/services/profiles.py) are missing where it is closed; there, one
    that is present was said anew.
    """

    said: Mapping[str, object] = field(default_factory=dict)
    aids: tuple[AidAnswer, ...] = ()
    reasons: tuple[ReasonAnswer, ...] = ()
    follow_ups: tuple[FollowUpAnswer, ...] = ()

    def same_as(self, other):
        """Whether both say the same, whatever the order of their rows."""
        return dict(self.said) == dict(other.said) and all(
            set(getattr(self, rows)) == set(getattr(other, rows))
            for rows in ("aids", "reasons", "follow_ups")
        )

    def of_one_piece(self):
        """The same without what hangs in the air: reasons about an aid not discussed."""
        discussed = {None, *(answer.aid_id for answer in self.aids)}
        return replace(self, reasons=tuple(r for r in self.reasons if r.aid_id in discussed))


def read_answers(interview, *, profile=()):
    """What the database holds, as Answers; of the profile, what was opened of it. Four queries."""
    said = {name: getattr(interview, name) for name in SAID}
    return Answers(
        said=said | dict(profile),
        aids=_rows(interview.aids.order_by("pk"), AidAnswer),
        reasons=_rows(
            interview.reasons.exclude(reason__code=SILENT).order_by("reason__position", "pk"),
            ReasonAnswer,
        ),
        follow_ups=_rows(interview.follow_ups.order_by("kind"), FollowUpAnswer),
    )


def write_answers(interview, answers, *, at):
    """Make the rows say what `answers` say, touching only what differs. The caller holds the lock.

    The interview's own columns are set, not saved; its profile is. A silence about the reasons is
    also written as the code of the published typology, so that every count of codes has it.
    """
    for name in SAID:
        if name in answers.said:
            setattr(interview, name, answers.said[name])
    write_profile(interview, {n: answers.said[n] for n in answers.said if is_of_profile(n)})
    _sync(interview.aids, answers.aids, key=("aid_id",))
    _sync(
        interview.reasons,
        answers.reasons or _silence(interview.silence),
        key=("reason_id", "aid_id"),
    )
    held = {answer.kind for answer in answers.follow_ups if answer.state == FollowUp.State.HELD}
    interview.follow_ups.exclude(held_at=None).exclude(kind__in=held).update(held_at=None)
    _sync(interview.follow_ups, answers.follow_ups, key=("kind",))
    interview.follow_ups.filter(kind__in=held, held_at=None).update(held_at=at)


def _rows(queryset, kind):
    return tuple(kind(**row) for row in queryset.values(*kind.__dataclass_fields__))


def _silence(silence):
    if silence == Silence.NOT_ASKED:
        return ()
    return (ReasonAnswer(reason_id=Reason.objects.get(code=SILENT).pk),)


def _sync(rows, answers, *, key):
    """Delete the rows no longer answered, change those that differ, add the new ones."""
    answered = {tuple(getattr(answer, name) for name in key): answer for answer in answers}
    kept = {}
    for row in rows.order_by("pk"):
        found = tuple(getattr(row, name) for name in key)
        if found in answered:
            kept[found] = row
        else:
            row.delete()
    # The row that stops being the main reason first: the database allows one at any moment.
    for found in sorted(answered, key=lambda k: getattr(answered[k], "is_main", False)):
        values = asdict(answered[found])
        row = kept.get(found) or rows.model(**{rows.field.name: rows.instance})
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
