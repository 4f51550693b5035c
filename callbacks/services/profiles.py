"""What a person said of their situation: written while people talk, closed by signing.

Nobody in the team reads it after that; a correction writes over it unseen. The two other ways to
it, the count without names and the person's own copy, are in callbacks/profiles.py.
"""

import json

from callbacks.models import Interview, Profile
from callbacks.models.interview import NOT_SAID
from callbacks.models.profile import CHOSEN
from callbacks.states import State
from campaigns.models import Commune

# The questions of the sheet whose answers are kept there.
NAMES = (*CHOSEN, "place_said", "commune")
UNSAID = {**dict.fromkeys(CHOSEN, NOT_SAID), "place_said": "", "commune": None}


def may_read_profile(user, interview):
    """Only who is in the middle of this interview; not a supervisor, and nobody once it is over."""
    callback = interview.callback
    return (
        interview.state == Interview.State.DRAFT
        and interview.caller_id == user.pk
        and callback.state == State.INTERVIEWING
        and callback.claimed_by_id in {None, user.pk}
    )


def open_profile(interview, *, by):
    """{name: answer} for each of NAMES, or {} for who may not read it."""
    return read_profile(interview) if may_read_profile(by, interview) else {}


def read_profile(interview):
    """{name: answer} of a draft, to see what changes. To show it, open_profile."""
    sealed = Profile.objects.filter(interview=interview).values_list("sealed", flat=True).first()
    said = UNSAID | (json.loads(sealed) if sealed else {})
    commune = said["commune"] and Commune.objects.filter(pk=said["commune"]).first()
    return {name: said[name] for name in CHOSEN} | {
        "place_said": said["place_said"],
        "commune": commune,
    }


def write_profile(interview, said):
    """Keep these answers, over those of the same names. The caller holds the lock.

    Of a place, a signed interview keeps the commune only. There the row is written even when
    nothing differs: from outside, nobody can tell whether a correction said the same again.
    """
    before = read_profile(interview)
    after = before | said
    signed = interview.state == Interview.State.SIGNED
    if signed:
        after["place_said"] = ""
    elif after == before and Profile.objects.filter(interview=interview).exists():
        return
    commune = after["commune"]
    coded = after | {
        "commune": commune and commune.pk,
        "district": commune.district if commune else "",
    }
    if not after["place_said"]:
        del coded["place_said"]
    Profile.objects.update_or_create(interview=interview, defaults={"sealed": json.dumps(coded)})


def close_profile(interview):
    """The interview is signed: what was said of the place, beyond the commune, goes."""
    write_profile(interview, {})
