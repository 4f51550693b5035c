"""The opening calendar as people write it: a line for each weekday, a line for each closing."""

import re
from datetime import date, time, timedelta
from itertools import pairwise

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import ClosedDay
from campaigns.models.calendar import Weekday
from campaigns.promise import Period
from campaigns.services.calendar_edit import Closing, Draft, first_gap, proposed
from julien.core.moments import say_day, say_hour

HOUR = r"(\d{1,2})(?:[:h.](\d{2})?)?"
PERIOD = re.compile(rf"^{HOUR}-{HOUR}$")
DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
CLOSED = {"", "ferme", "fermé"}
LONGEST_NAME = 80
LONGEST_CLOSING = 60
LONGEST_TEXT = 10_000


def say_periods(periods):
    """ "8:30-12:00, 13:30-17:30"; "" for a closed day."""
    return ", ".join(f"{one.opens:%-H:%M}-{one.closes:%-H:%M}" for one in periods)


def read_periods(text):
    """The Periods of one weekday, in order. Raises ValidationError with what is wrong."""
    text = text.strip().lower().replace("–", "-").replace("\u202f", " ").replace("\xa0", " ")
    if text in CLOSED:
        return ()
    periods = sorted(
        (_read_period(part.strip()) for part in re.split(r"[,;]| et ", text) if part.strip()),
        key=lambda period: period.opens,
    )
    for before, after in pairwise(periods):
        if after.opens < before.closes:
            overlap = _("%(one)s et %(other)s se chevauchent.")
            raise forms.ValidationError(
                overlap % {"one": say_periods([before]), "other": say_periods([after])}
            )
    return tuple(periods)


def _read_period(text):
    found = PERIOD.match(re.sub(r"\s+", "", text))
    try:
        if found is None:
            raise ValueError
        opens = time(int(found[1]), int(found[2] or 0))
        closes = time(int(found[3]), int(found[4] or 0))
    except ValueError:
        unread = _("« %(text)s » ne se lit pas. Écrivez par exemple 8:30-12:00, 13:30-17:30.")
        raise forms.ValidationError(unread % {"text": text}) from None
    if opens >= closes:
        inverted = _("%(text)s : la fin est avant le début.")
        raise forms.ValidationError(inverted % {"text": text})
    return Period(opens, closes)


def read_closings(text, kind):
    """The Closings of lines like "24.12.2026 Pont" or "24.12.2026-02.01.2027 Fêtes".

    Raises ValidationError naming the line.
    """
    closings = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        days, _space, name = line.strip().partition(" ")
        first, _dash, last = days.partition("-")
        span = _span(_read_day(first, number), _read_day(last or first, number), number)
        closings += [Closing(day, name.strip()[:LONGEST_NAME] or "–", kind) for day in span]
    return closings


def _span(first, last, number):
    days = (last - first).days + 1
    if not 0 < days <= LONGEST_CLOSING:
        wrong = _("Ligne %(n)d : de %(first)s à %(last)s, ce n'est pas une durée possible.")
        ends = {"first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}
        raise forms.ValidationError(wrong % {"n": number, **ends})
    return [first + timedelta(days=n) for n in range(days)]


def _read_day(text, number):
    found = DAY.match(text)
    try:
        if found is None:
            raise ValueError
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        unread = _("Ligne %(n)d : « %(text)s » n'est pas un jour. Écrivez par exemple 24.12.2026.")
        raise forms.ValidationError(unread % {"n": number, "text": text}) from None


def say_closings(draft, kind, today):
    """The closings of that kind from today on, one line each."""
    lines = (one for one in draft.closings if one.kind == kind and one.day >= today)
    return "\n".join(f"{one.day:%d.%m.%Y} {one.name}" for one in lines)


class CalendarForm(forms.Form):
    """day_0 … day_6, closings, the years looked at (`years`) and their holidays (`holidays`)."""

    local = forms.CharField(
        label=gettext_lazy("Jours fériés locaux"),
        help_text=gettext_lazy("Un par ligne : 24.06.2027 Saint-Jean."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    one_off = forms.CharField(
        label=gettext_lazy("Fermetures exceptionnelles"),
        help_text=gettext_lazy(
            "Une par ligne : 24.12.2026 Pont de Noël, ou 24.12.2026-31.12.2026 Fêtes."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, draft, data=None, *, zone, today):
        """`draft`: what holds now. Closings of the past stay as they are."""
        self.before, self.zone, self.today = draft, zone, today
        self.years = proposed(draft, today)
        initial = {
            "local": say_closings(draft, ClosedDay.Kind.LOCAL, today),
            "one_off": say_closings(draft, ClosedDay.Kind.ONE_OFF, today),
        }
        super().__init__(data, initial=initial)
        for weekday in Weekday:
            self.fields[f"day_{weekday.value}"] = forms.CharField(
                label=str(weekday.label).capitalize(),
                required=False,
                max_length=200,
                initial=say_periods(draft.week[weekday]),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean_local(self):
        return read_closings(self.cleaned_data["local"], ClosedDay.Kind.LOCAL)

    def clean_one_off(self):
        return read_closings(self.cleaned_data["one_off"], ClosedDay.Kind.ONE_OFF)

    def clean(self):
        week = tuple(self._read_weekday(weekday) for weekday in range(7))
        if self.errors:
            return self.cleaned_data
        confirmed = self.ticked_years
        if not confirmed:
            raise forms.ValidationError(_("Confirmez les jours fériés d'une année au moins."))
        draft = Draft(week=week, closings=self._closings(confirmed), confirmed=confirmed)
        if gap := first_gap(draft, self.zone, self.today):
            closed = _("Aucun jour ouvert pendant plus de 30 jours à partir du %(day)s.")
            raise forms.ValidationError(closed % {"day": say_day(gap, year=True)})
        return {**self.cleaned_data, "draft": draft}

    def _read_weekday(self, weekday):
        name = f"day_{weekday}"
        try:
            return read_periods(self.cleaned_data.get(name, ""))
        except forms.ValidationError as error:
            self.add_error(name, error)

    @property
    def ticked_years(self):
        """The years whose holidays are confirmed; those of the past stay so."""
        if not self.is_bound:
            return self.before.confirmed
        past = {year for year in self.before.confirmed if year not in self.years}
        sent = set(self.data.getlist("years"))
        return frozenset(past | {year for year in self.years if str(year) in sent})

    def _closings(self, confirmed):
        """Past years as they were, then what is typed. The first of a day wins."""
        sent = set(self.data.getlist("holidays"))
        kept = [one for one in self.before.closings if self._stays(one)]
        holidays = [
            Closing(day, name, ClosedDay.Kind.HOLIDAY)
            for year, days in self.years.items()
            for day, name, _closed in days
            if year in confirmed and day.isoformat() in sent
        ]
        typed = [*self.cleaned_data["local"], *self.cleaned_data["one_off"]]
        by_day = {}
        for closing in [*kept, *holidays, *typed]:
            by_day.setdefault(closing.day, closing)
        return tuple(by_day[day] for day in sorted(by_day))

    def _stays(self, closing):
        if closing.kind == ClosedDay.Kind.HOLIDAY:
            return closing.day.year not in self.years
        return closing.day < self.today

    def year_rows(self):
        """[(year, confirmed, [(ISO day, words, ticked)])] for the page."""
        sent = set(self.data.getlist("holidays")) if self.is_bound else None
        return [
            (
                year,
                year in self.ticked_years,
                [
                    (
                        day.isoformat(),
                        f"{say_day(day)} : {name}",
                        closed if sent is None else day.isoformat() in sent,
                    )
                    for day, name, closed in days
                ],
            )
            for year, days in self.years.items()
        ]

    def weekdays(self):
        """The seven fields, Monday first."""
        return [self[f"day_{weekday.value}"] for weekday in Weekday]


def say_week(week):
    """[(weekday, hours in words)] for reading."""
    return [
        (
            str(Weekday(number).label),
            ", ".join(f"{say_hour(one.opens)} – {say_hour(one.closes)}" for one in periods)
            or _("fermé"),
        )
        for number, periods in enumerate(week)
    ]
