"""The two ways to a closed profile: counting without names, and the person's own copy.

tests/trust/test_profiles.py names who may use them. See docs/decisions/a-profile-is-closed.md.
"""

import json
from dataclasses import replace

from django.db.models import TextField
from django.db.models.functions import Cast

from callbacks.models import Interview, Profile, QuestionVersion
from callbacks.models.interview import NOT_SAID
from callbacks.models.profile import PLACE
from callbacks.models.question import OWN
from callbacks.services.profiles import VERSIONS
from callbacks.situation import BROUGHT, asked_in
from campaigns.models import Commune
from julien.core.crypto import PROFILE, decrypt, keys_of

CODED = {**dict.fromkeys(BROUGHT, NOT_SAID), "district": ""}
AT_ONCE = 5000


def read_profiles(interviews):
    """(interview id, {name: code or list of codes}) of each of these interviews, AT_ONCE in memory.

    The names are those of CODED and, of this installation's questions, those its sheet had.
    Within without_identities() it reads erased people too: what stays of them is not sealed.
    For tallies only; the ids join rows of the same block and are kept nowhere. Whoever stops
    half-way leaves no cursor open: each query is over when it is read.
    """
    found = (
        Profile.objects.filter(interview__in=interviews.order_by())
        .annotate(raw=Cast("sealed", TextField()))
        .order_by("pk")
        .values_list("pk", "interview", "raw")
    )
    keys = keys_of(PROFILE)
    rows = list(found[:AT_ONCE])
    while rows:
        for _pk, interview_id, raw in rows:
            yield interview_id, _coded(json.loads(raw if raw[0] == "{" else decrypt(raw, keys)))
        more = len(rows) == AT_ONCE
        rows = list(found.filter(pk__gt=rows[-1][0])[:AT_ONCE]) if more else []


def what_stays(profile):
    """What erasing leaves of a row: the codes that are counted, and of a draft nothing."""
    if profile.interview.state != Interview.State.SIGNED:
        return {}
    return _coded(json.loads(profile.sealed))


def _coded(said):
    own = {name: answer for name, answer in said.items() if name.startswith(OWN)}
    return {name: said.get(name, unsaid) for name, unsaid in CODED.items()} | own


def tell(profile):
    """((label, words), …) of one row, for the person themselves, as they were asked."""
    said = json.loads(profile.sealed)
    asked = [*BROUGHT.values(), *_asked_then(said.get(VERSIONS, {}))]
    found = [(str(one.title), one.say(said[one.name])) for one in asked]
    if commune := Commune.objects.filter(pk=said["commune"] or 0).first():
        found.append((str(PLACE), str(commune)))
    return (*found, *((str(PLACE), words) for words in [said.get("place_said")] if words))


def _asked_then(versions):
    """This installation's questions of a sheet, each as it was shown."""
    of_these = QuestionVersion.objects.filter(question__code__in=versions)
    in_order = of_these.order_by("question__position", "question__pk", "number")
    for version in in_order.select_related("question"):
        if versions[version.question.code] == version.number:
            then = asked_in(version)
            yield replace(then, title=then.wording)
