"""Writing the words of one SMS: seen with real data in every language, then stored."""

from functools import cache

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.editing.confirming import (
    MovedMeanwhile,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.services.offer import offer_at
from julien.core.access import requires
from julien.core.moments import say_day
from julien.core.numbers import read_number
from julien.core.roles import Can
from requests_intake.forms.sms_text import SmsTextForm
from requests_intake.models import SmsText
from requests_intake.services.occasions import OF_KEY, SLOTS
from requests_intake.services.own_words import slot_value
from requests_intake.services.previews import preview, real_values
from requests_intake.services.sms_texts import FRENCH, newest, save_texts
from requests_intake.views.no_desk import needs_desk
from requests_intake.views.texts import begins

MOST_VERSIONS = 30
PAGE = "requests_intake/text_change.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER, Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def change_text(request, sms, occasion):
    """The form of one text; htmx asks for the preview alone while somebody types."""
    sheet = Sheet(request, sms, occasion)
    if request.method != "POST" or "back" in request.POST:
        return sheet.page()
    if request.htmx:
        return render(request, "requests_intake/_text_previews.html", {"lines": sheet.lines()})
    if not sheet.form.is_valid():
        return sheet.page(status=422)
    if not sheet.form.changed_data:
        messages.info(request, _("Rien n'a changé."))
        return HttpResponseRedirect(sheet.list_address())
    if "save" not in request.POST:
        return sheet.ask_first()
    try:
        row = sheet.save()
    except MovedMeanwhile:
        return sheet.page(status=409, moved=moved_words())
    messages.success(request, saved_words(row))
    return HttpResponseRedirect(sheet.list_address())


def saved_words(row):
    if row.valid_from > row.at:
        return _("C'est enregistré, et vaudra dès le jour dit. Les SMS déjà écrits restent.")
    return _("C'est enregistré. Les SMS le disent dans quelques secondes ; ceux d'avant restent.")


class Sheet:
    """One text in front of somebody: what is stored, what they typed, how it would read."""

    def __init__(self, request, kind, code):
        self.occasion = OF_KEY.get((kind, code))
        if self.occasion is None:
            raise Http404
        self.request, self.now = request, timezone.now()
        offer = offer_at(self.now)
        self.real = cache(lambda language: real_values(language, offer=offer, at=self.now))
        self.row = newest(self.occasion.key)
        self.version = self._version_asked()
        texts = self.row.texts if self.row else {}
        self.form = SmsTextForm(
            request.POST or None,
            occasion=self.occasion,
            texts=texts,
            first=self.version and self.version.texts,
            real=self.real,
            today=timezone.localdate(self.now),
            initial={"valid_on": self._planned_for()},
        )

    def _version_asked(self):
        """The state the form is to begin from: an older one, 0 for the product's words, or None."""
        number = read_number(self.request.GET.get("version", ""))
        if number == 0 and self.row:
            return SmsText(number=0, texts={})
        return self._states().filter(number=number).first() if number else None

    def _states(self):
        kind, code = self.occasion.key
        return SmsText.objects.filter(kind=kind, occasion=code)

    def _planned_for(self):
        is_ahead = self.row and self.row.valid_from > self.now
        return timezone.localdate(self.row.valid_from) if is_ahead else None

    def lines(self):
        """[(its name, its faults or a Preview)] of what the form holds, a line each language."""
        form, named = self.form, self.occasion.named is not False
        faults = form.errors if form.is_bound else {}
        texts = form.sent_texts() if form.is_bound else form.shown
        return [
            (
                name,
                faults.get(f"text_{code}"),
                preview(self.occasion, texts, code, self.real(code), named=named),
            )
            for code, name in settings.LANGUAGES
        ]

    def page(self, *, status=200, moved=""):
        """The form, with how its words would read."""
        row = self.row
        context = self._shown() | {
            "lines": self.lines(),
            "number": row.number if row else 0,
            "version": self.version,
            "planned": begins(row) if self._planned_for() and not self.version else "",
            "versions": [
                (one, begins(one)) for one in self._states().select_related("by")[:MOST_VERSIONS]
            ],
            "slots": self._slots(),
            "groups": self._groups(),
            "moved": moved,
        }
        return render(self.request, PAGE, context, status=status)

    def ask_first(self):
        """What changes and how it will read, before it is stored."""
        hidden = {"csrfmiddlewaretoken", "look"}
        sent, valid_from = self.request.POST.lists(), self.form.valid_from(self.now)
        context = self._shown() | {
            "changes": changes_of(self.form),
            "lines": self.lines(),
            "from_day": say_day(valid_from, year=True) if valid_from > self.now else "",
            "kept": [(name, one) for name, many in sent for one in many if name not in hidden],
        }
        return render(self.request, "requests_intake/text_confirm.html", context)

    def save(self):
        """Store what was typed. Raises MovedMeanwhile."""
        return save_texts(
            key=self.occasion.key,
            texts=self.form.sent_texts(),
            number=revision_sent(self.request),
            valid_from=self.form.valid_from(self.now),
            by=self.request.user,
            at=self.now,
        )

    def list_address(self):
        unnamed = "?nom=non" if self.occasion.named is False else ""
        return reverse("texts:sms") + unnamed

    def _shown(self):
        return {"form": self.form, "occasion": self.occasion, "back_to": self.list_address()}

    def _slots(self):
        """[(name, what it is, a real value, whether it has to be there)]."""
        occasion = self.occasion
        values = occasion.example(self.real(FRENCH), named=occasion.named is not False)
        return [
            (name, SLOTS[name][0], slot_value(name, occasion, values), name in occasion.needed)
            for name in occasion.slots
        ]

    def _groups(self):
        """[(language, its name, its fields, whether it is open)]: French first."""
        found = []
        for language, name in settings.LANGUAGES:
            names = (f"text_{language}", f"right_{language}")
            fields = [self.form[one] for one in names if one in self.form.fields]
            is_open = len(fields) > 1 or any(field.errors for field in fields)
            found.append((language, name, fields, is_open or bool(fields[0].value())))
        return found
