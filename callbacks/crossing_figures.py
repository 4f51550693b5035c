"""What crossings are counted from: each signed interview as codes, never kept, never shown."""

from collections import defaultdict

from callbacks.interview_figures import signed
from callbacks.models import AidNews, InterviewAid, InterviewReason
from callbacks.models.interview import NOT_SAID
from callbacks.news_figures import best_of
from callbacks.profile_figures import DISTRICTS
from callbacks.profiles import read_profiles
from callbacks.situation import NOT_ON_SHEET, questions
from campaigns.statistics.crossings import NO_NEWS
from campaigns.statistics.funnel import OUTCOME


def interviews(scope):
    """For each signed interview of a scope {dimension: its codes}: one, or several of a "reason",
    an "aid" and a question that several answers fit. Five queries, whatever their number.

    Nothing in it names the interview; read it within without_identities().
    """
    found = signed(scope).order_by()
    reasons = _noted(InterviewReason, found, "reason__code")
    aids = _noted(InterviewAid, found, "aid__slug")
    told = _noted(AidNews, found, "outcome")
    absent = {name: {NOT_ON_SHEET} for name in questions()}
    districts = {name: code for code, name in DISTRICTS.items()}
    plain = _plain(found)
    for pk, profile in read_profiles(found):
        if pk not in plain:
            continue  # signed between two of these queries: counted the next time
        channel, heard_of = plain[pk]
        coded = absent | {name: _codes(answer) for name, answer in profile.items()}
        coded["district"] = {districts.get(profile["district"], NOT_SAID)}
        coded |= {"channel": {channel}, "heard_of": {heard_of}}
        coded[OUTCOME] = {best_of(told[pk]) if told[pk] else NO_NEWS}
        coded["reason"] = reasons[pk] or {"none"}
        coded["aid_discussed"] = aids[pk]
        yield coded


def _codes(answer):
    return set(answer) or {NOT_SAID} if isinstance(answer, list) else {answer}


def _plain(found):
    """{interview: (channel, how they heard of us)}."""
    rows = found.values_list("pk", "callback__request__channel", "heard_of")
    return {pk: (channel, heard_of) for pk, channel, heard_of in rows.iterator()}


def _noted(model, found, code):
    """{interview: its codes}."""
    noted = defaultdict(set)
    rows = model.objects.filter(interview__in=found).values_list("interview", code)
    for pk, said in rows.iterator():
        noted[pk].add(said)
    return noted
