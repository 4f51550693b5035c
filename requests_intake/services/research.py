"""The agreement to be contacted again for a study: asked for by itself, taken back at any time."""

from functools import lru_cache
from hashlib import sha256

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from requests_intake.models import ResearchAgreement, Right, RightsRequest
from requests_intake.progress import progress_of
from requests_intake.services.consent import keep_consent_text
from requests_intake.services.rights import carried_out

# A new meaning gets a new number; a new wording or translation changes the digest by itself.
RESEARCH_TEXT = "étude 2026-11"


def research_text():
    """The words that are shown, or read out, in the language of the page."""
    return _(
        "Plus tard, une équipe de recherche voudra peut-être comprendre ce qui aide les gens. "
        "Pouvons-nous vous recontacter pour vous proposer d'y participer ? "
        "Vous pourrez alors dire non, et changer d'avis quand vous voulez. "
        "Votre réponse ne change rien à votre rappel, ni à vos aides."
    )


def may_say_research(request):
    """Asked once we have talked, never before; who has answered may always change their mind."""
    if request.restricted_at or request.erased_at:
        return False
    answered = ResearchAgreement.objects.filter(request=request).exists()
    return answered or progress_of(request).closed_reason == "oriented"


@transaction.atomic
def say_research(*, request_id, agreed, how, at, by=None):
    """Keep the person's last word on it. Said twice it is as once.

    Nothing else hangs on it: no call, no SMS, no other consent. A "no" settles what the register
    holds open on it; where a member of the team (`by`) writes it down, it leaves a line there.
    """
    version = _version(translation.get_language()) if agreed else ""
    if agreed:
        keep_consent_text(version=version, text=research_text(), at=at)
    said = {"agreed": agreed, "how": how, "at": at, "by": by, "text_version": version}
    before = ResearchAgreement.objects.select_for_update(of=("self",)).filter(request=request_id)
    had_agreed = before.filter(agreed=True).exists()
    ResearchAgreement.objects.update_or_create(request_id=request_id, defaults=said)
    asked = RightsRequest.objects.open().filter(request_id=request_id, right=Right.RESEARCH)
    if by and not agreed and (had_agreed or asked.exists()):
        carried_out(request_id=request_id, right=Right.RESEARCH, by=by, at=at)


@lru_cache(maxsize=16)
def _version(language):
    words = sha256(str(research_text()).encode()).hexdigest()[:8]
    return f"{RESEARCH_TEXT} {language} {words}"
