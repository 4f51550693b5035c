"""What a person said of their situation: written while people talk, closed by signing.

Nobody in the team reads it after that; a correction writes over it unseen. The two other ways to
it, the count without names and the person's own copy, are in callbacks/profiles.py.
"""

import json

from callbacks.models import Interview, Profile
from callbacks.models.interview import NOT_SAID
from callbacks.models.question import OWN
from callbacks.situation import BROUGHT, questions
from callbacks.states import State
from campaigns.models import Commune

# What every profile has. Of the questions of this installation it has those of its sheet.
ALWAYS = (*BROUGHT, "place_said", "commune")
UNSAID = {**dict.fromkeys(BROUGHT, NOT_SAID), "place_said": "", "commune": None}
VERSIONS = "versions"  # {name: number} of those, as the page showed them
# One length for all that have some, whoever answered how many.
WITH_OWN = 2048


def is_of_profile(name):
    """Whether the answer of that name is kept there."""
    return name in ALWAYS or name == VERSIONS or name.startswith(OWN)


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
    """{name: answer} of a profile, or {} for who may not read it."""
    return read_profile(interview) if may_read_profile(by, interview) else {}


def read_profile(interview):
    """{name: answer} of a draft, to see what changes. To show it, open_profile."""
    sealed = Profile.objects.filter(interview=interview).values_list("sealed", flat=True).first()
    said = UNSAID | (json.loads(sealed) if sealed else {})
    commune = said["commune"] and Commune.objects.filter(pk=said["commune"]).first()
    return {name: said[name] for name in said if is_of_profile(name)} | {"commune": commune}


def unsaid_of_own():
    """The questions of this installation as a new sheet has them: none answered."""
    own = [asked for asked in questions().values() if asked.version and asked.is_offered]
    if not own:
        return {}
    versions = {asked.name: asked.version for asked in own}
    return {asked.name: asked.unsaid for asked in own} | {VERSIONS: versions}


def write_profile(interview, said):
    """Keep these answers, over those of the same names. The caller holds the lock.

    Of a place, a signed interview keeps the commune only. There the row is written even when
    nothing differs: from outside, nobody can tell whether a correction said the same again.
    """
    before = read_profile(interview)
    after = before | said
    if versions := before.get(VERSIONS, {}) | said.get(VERSIONS, {}):
        after[VERSIONS] = versions
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
    Profile.objects.update_or_create(interview=interview, defaults={"sealed": one_length(coded)})


def one_length(coded):
    """The text to seal."""
    text = json.dumps(coded)
    return text.ljust(WITH_OWN) if VERSIONS in coded else text


def close_profile(interview):
    """The interview is signed: what was said of the place, beyond the commune, goes."""
    write_profile(interview, {})
