"""Partners: what came by each of them, what they hand out, and a new one."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Partner
from campaigns.partners.forms import NewPartnerForm, PartnerForm
from campaigns.partners.printing import made, printed_languages, promise_in_words, short_link
from campaigns.services.offer import offer_at
from campaigns.statistics.measures import Measure
from campaigns.statistics.suppression import suppress
from campaigns.statistics.words import say_value
from julien.core.access import requires
from julien.core.phone import read_phone
from julien.core.roles import Can
from julien.core.written import written


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SEE_FIGURES)
def partners(request):
    """The list; who supervises or administers also adds to it."""
    form = form_of(request, NewPartnerForm)
    if form.is_valid() and written(form, form.save):
        found = form.instance
        messages.success(request, _("%(name)s est ajouté.") % {"name": found.name})
        return HttpResponseRedirect(reverse("statistics:partner", args=[found.code]))
    context = {"rows": rows(), "form": form if may_edit(request) else None}
    return render(request, "statistics/partners.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SEE_FIGURES)
def partner(request, code):
    """One of them: its link, its papers in every language, its name."""
    found = get_object_or_404(Partner, code=code)
    form = form_of(request, PartnerForm, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("C'est enregistré."))
        return HttpResponseRedirect(reverse("statistics:partner", args=[code]))
    found.refresh_from_db()  # what was typed and refused is no name
    context = to_print(offer_at(timezone.now())) | {
        "row": next(row for row in rows() if row["partner"] == found),
        "form": form if may_edit(request) else None,
    }
    return render(request, "statistics/partner.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Can.SEE_FIGURES)
def partner_file(request, code, file):
    """One file to print, made on demand with the number and the promise of today."""
    found, offer = get_object_or_404(Partner, code=code), offer_at(timezone.now())
    file_made = made(file, found, offer) if offer else None
    if file_made is None:
        raise Http404
    media_type, content = file_made
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="ju-lien-{code}-{file}"'
    return response


def to_print(offer):
    """What every paper says today, and in which languages there are some."""
    return {
        "offer": offer,
        "number": read_phone(offer.sms_number).groups if offer else "",
        "promise": promise_in_words(offer.rule.days) if offer else "",
        "languages": printed_languages(),
    }


def may_edit(request):
    return request.user.can(Can.SUPERVISE) or request.user.can(Can.ADMINISTER)


def form_of(request, form_class, **kwargs):
    if request.method != "POST":
        return form_class(**kwargs)
    if not may_edit(request):
        raise PermissionDenied
    return form_class(request.POST, **kwargs)


def rows():
    """Every partner with its link and how many requests came by it, small numbers hidden."""
    counts = import_string(settings.REQUESTS_BY_PARTNER)()
    found = list(Partner.objects.all())
    figures = suppress(
        Measure(one.code, one.name, counts.get(one.pk, 0), group="partner") for one in found
    )
    return [
        {
            "partner": one,
            "link": short_link(one),
            "short": reverse("site:partner_link", args=[one.code]),
            "figure": figure,
            "count": say_value(figure),
        }
        for one, figure in zip(found, figures, strict=True)
    ]
