"""What crossings are counted from: each signed interview as codes, never kept, never shown."""

from collections import defaultdict

from callbacks.interview_figures import DISTRICTS, signed
from callbacks.models import InterviewAid, InterviewReason
from callbacks.models.interview import NOT_SAID

PROFILE = ("household", "age_band", "gender", "activity", "heard_of")


def interviews(scope):
    """For each signed interview of a scope {dimension: its codes}: one, or several of a "reason"
    and an "aid". Three queries, whatever the number of interviews.

    Nothing in it names the interview; read it within without_identities().
    """
    found = signed(scope).order_by()
    reasons, aids = defaultdict(set), defaultdict(set)
    for pk, code in _noted(InterviewReason, found, "reason__code"):
        reasons[pk].add(code)
    for pk, slug in _noted(InterviewAid, found, "aid__slug"):
        aids[pk].add(slug)
    districts = {name: code for code, name in DISTRICTS.items()}
    rows = found.values_list("pk", "callback__request__channel", "commune__district", *PROFILE)
    for pk, channel, district, *profile in rows.iterator():
        coded = {name: {code} for name, code in zip(PROFILE, profile, strict=True)}
        coded["district"] = {districts.get(district, NOT_SAID)}
        coded["channel"] = {channel}
        coded["reason"] = reasons[pk] or {"none"}
        coded["aid_discussed"] = aids[pk]
        yield coded


def _noted(model, found, code):
    return model.objects.filter(interview__in=found).values_list("interview", code).iterator()
