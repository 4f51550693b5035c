"""What every scenario stands on: desk, calendar, catalogue, reasons, accounts, partners."""

from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from callbacks.models import PartnerMember, Team
from callbacks.services.interview_reasons import import_reasons
from campaigns.catalogue.importing import import_catalogue
from campaigns.models import Desk, Partner
from campaigns.services.calendars import create_jura_calendar
from julien.core.roles import Role
from julien.staff.models import User

PASSWORD = "julien-demo"  # nosec B105  # known on purpose, and only where DEMO is on
YEARS = range(2024, 2029)
SMS_NUMBER = "+41795550100"
VOICE_NUMBER = "+41325550100"

# username, roles, first name, family name, languages. "Exemple" is nobody's name here.
ACCOUNTS = (
    ("intervenante", [Role.CALLER], "Camille", ["fr", "de"]),
    ("intervenant2", [Role.CALLER], "Dominique", ["fr", "pt", "it"]),
    ("responsable", [Role.SUPERVISOR], "Claude", ["fr", "en"]),
    ("redaction", [Role.EDITOR], "Sacha", ["fr"]),
    ("redaction2", [Role.EDITOR], "Lou", ["fr", "de"]),
    ("evaluation", [Role.ANALYST], "Maxime", ["fr"]),
    ("administration", [Role.ADMIN], "Andrea", ["fr"]),
    ("partenaire", [Role.PARTNER], "Alix", ["fr"]),
)
PARTNERS = (
    ("entraide", "Association Entraide d'exemple", Partner.Kind.ASSOCIATION),
    ("commune", "Commune d'Exempleville", Partner.Kind.COMMUNE),
    ("paroisse", "Paroisse de l'exemple", Partner.Kind.PARISH),
    ("antenne", "Antenne sociale d'exemple", Partner.Kind.INSTITUTION),
)


def load_base():
    """Everything but requests. Called again it adds nothing and changes no row."""
    calendar = create_jura_calendar(years=YEARS)
    Desk.objects.get_or_create(
        pk=1,
        defaults={
            "sms_number": SMS_NUMBER,
            "voice_number": VOICE_NUMBER,
            "calendar": calendar,
        },
    )
    for username, roles, name, languages in ACCOUNTS:
        _account(username, roles, name, languages)
    for code, name, kind in PARTNERS:
        Partner.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})
    PartnerMember.objects.get_or_create(
        user=caller("partenaire"), defaults={"partner": Partner.objects.get(code="entraide")}
    )
    Team.objects.get_or_create(name="Équipe d'exemple")[0].members.add(caller("intervenant2"))
    import_catalogue()
    import_reasons(on=timezone.localdate())


def _account(username, roles, name, languages):
    user, is_new = User.objects.get_or_create(
        username=username,
        defaults={
            "roles": roles,
            "first_name": name,
            "last_name": "Exemple",
            "first_name_said": name,
            "languages": languages,
            "email": f"{username}@exemple.invalid",
        },
    )
    if is_new:
        user.password = hashed_password()
        user.save(update_fields=["password"])


@cache
def hashed_password():
    """The same for all accounts: hashing is slow on purpose."""
    return make_password(PASSWORD)


def caller(username):
    return User.objects.get(username=username)
