"""Campaigns to count, and what is counted of them before anything is hidden."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from callbacks.models import Callback
from callbacks.results import Result
from callbacks.states import State
from campaigns.models import YearFile
from campaigns.statistics.measures import Kind
from campaigns.statistics.scopes import scope_of_campaign
from requests_intake.models import Satisfaction
from tests.make.callbacks import NOW, make_attempt, make_callback, make_request
from tests.make.campaigns import make_campaign


def make_running_campaign(**fields):
    """9 November to 20 December 2026, around NOW."""
    fields.setdefault("starts_on", date(2026, 11, 9))
    fields.setdefault("ends_on", date(2026, 12, 20))
    return make_campaign(**fields)


def counted_raw(campaign, *, at=NOW):
    """code → value of every measure, hours left out: nothing suppressed."""
    scope = scope_of_campaign(campaign, at=at)
    measures = [m for path in settings.FIGURES for m in import_string(path)(scope)]
    return {m.code: m.value for m in measures if m.kind != Kind.HOURS}


def make_requests(count, **fields):
    """So many boring requests: by the form, due in two days, nothing said."""
    return [make_request(**fields) for _ in range(count)]


def make_called(result=Result.REACHED, *, started_at=NOW, **fields):
    """A request with one call made."""
    state = fields.pop("state", State.QUEUED)
    callback = make_callback(state, **fields)
    make_attempt(callback, result, started_at=started_at)
    return callback


def make_satisfaction(satisfied, **fields):
    """What the person of a closed request thought of it."""
    callback: Callback = make_callback(State.CLOSED, **fields)
    return Satisfaction.objects.create(request=callback.request, satisfied=satisfied)


def make_year_file(year=2024):
    """A published year with one part: ten requests, and two hidden measures."""
    measures = [
        {"code": "requests.total", "value": 10, "denominator": None, "suppressed": False},
        {"code": "reason.M01", "value": None, "denominator": 8, "suppressed": True},
        {"code": "first_try.median_hours", "value": 2.5, "denominator": None, "suppressed": False},
    ]
    about = {"campaign": "essai", "name": "Essai", "whole": True}
    part = {**about, "from": f"{year}-03-01", "to": f"{year}-04-30", "measures": measures}
    words = {"label": "=Mesure", "unit": "nombre", "population": "toutes les demandes"}
    content = {
        "year": year,
        "closed_on": f"{year + 1}-04-01",
        "definitions_version": "essai",
        "threshold": 5,
        "method": ["Le fichier ne change plus."],
        "dictionary": [{"code": one["code"], **words} for one in measures],
        "parts": [part],
    }
    return YearFile.objects.get_or_create(
        year=year, defaults={"published_at": NOW, "content": content}
    )[0]
