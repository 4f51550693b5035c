"""The first of the three offers, orientation by phone: to whom it could be made, who took it up.

The two others (a consultation in person, help with the papers) are made in an interview and are
counted with it, in interview_figures.py.
"""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from callbacks.models import CallAttempt
from campaigns.statistics.measures import Measure
from requests_intake.figures import counted

BY_PHONE = _(
    "Demandes comptées, sur toutes. Proposé : la personne a été jointe elle-même. Accepté : un "
    "entretien a été ouvert avec elle. Tenu : il est signé."
)
OFFERED = _("Entretien par téléphone : proposé")
ACCEPTED = _("Entretien par téléphone : accepté")
HELD = _("Entretien par téléphone : tenu")
INTERVIEWS = "interviews.total"


def collect_by_phone(scope, signed):
    """Three measures, one query. `signed`: the interviews signed, which are those held.

    The last stands outside the chain of the two others, for its number is told elsewhere too:
    what lies between it and them must not be small either (`contains`). Calls and interviews are
    counted apart: of the erased, nobody knows any more which call led to which interview.
    """
    calls = CallAttempt.objects.filter(callback__request=OuterRef("pk"), reached=True)
    found = (
        counted(scope)
        .order_by()
        .annotate(was_reached=Exists(calls))
        .aggregate(
            all=Count("pk"),
            offered=Count("pk", filter=Q(was_reached=True)),
            accepted=Count("pk", filter=Q(callback__interview__isnull=False)),
        )
    )
    of = {"denominator": found["all"], "population": BY_PHONE}
    chain = {"group": "followup.phone", "nested": True, "contains": INTERVIEWS, **of}
    yield Measure("followup.phone.offered", OFFERED, found["offered"], **chain)
    yield Measure("followup.phone.accepted", ACCEPTED, found["accepted"], **chain)
    yield Measure("followup.phone.held", HELD, signed, within=INTERVIEWS, **of)
