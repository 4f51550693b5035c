"""What is held about a person and who looked: shown, or handed over on paper, with a reason."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from callbacks.forms.held import HAVE_A_RIGHT, HeldForm, WhyHeld
from callbacks.held import everything_about, looks_at, on_paper_about
from callbacks.held_pdf import write
from callbacks.views.answers import find_or_404
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.models import Right
from requests_intake.services.rights import carried_out


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
def held_data(request, reference):
    """GET asks why. POST writes the look down, then shows everything, or hands over the PDF.

    The situation coded in the interview stands in the PDF only, and only for who may have it.
    At the person's wish it is the answer to it: the register says so.
    """
    callback = find_or_404(reference, in_use=False)
    form = HeldForm(request.POST if request.method == "POST" else None)
    context = {"reference": reference, "form": form, "rows": (), "looks": ()}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "callbacks/held.html", context, status=status)
    why = WhyHeld(form.cleaned_data["why"])
    _note(request, callback, "everything", why)
    if request.POST.get("format") == "pdf":
        return _pdf(request, callback, why)
    rows, looks = everything_about(callback.request_id), looks_at(callback.request_id)
    return render(request, "callbacks/held.html", context | {"rows": rows, "looks": looks})


def _note(request, callback, what, why):
    record_read(
        person_id=callback.request_id,
        what=what,
        by=request.user,
        page="callbacks:held",
        why=str(why.label),
    )


def _pdf(request, callback, why):
    reference, rows_of = callback.request.reference, everything_about
    if why in HAVE_A_RIGHT:
        _note(request, callback, "profile", why)
        rows_of = on_paper_about
    if why == WhyHeld.THE_PERSON:
        how = {"right": Right.ACCESS, "by": request.user, "at": timezone.now()}
        carried_out(request_id=callback.request_id, **how)
    rows, looks = rows_of(callback.request_id), looks_at(callback.request_id)
    pdf = write(reference=reference, rows=rows, looks=looks, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="ju-lien-{reference}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
