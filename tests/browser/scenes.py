"""What a page shows while the browser looks at it: each makes its rows and says the address."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from callbacks.models import PartnerMember
from callbacks.results import Result
from callbacks.states import State
from julien.core.roles import Role
from julien.staff import tokens
from julien.staff.models import Absence
from julien.staff.services.letters import invitation_link
from tests.make.callbacks import make_attempt, make_callback
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_catalogue
from tests.make.desk import give_to
from tests.make.figures import make_requests, make_year_file
from tests.make.intake import make_received
from tests.make.interviews import make_discussable_aid, make_draft, make_signed_interview
from tests.make.staff import give_app, make_lost_phone, make_staff


def the_catalogue():
    """All aids as they are published: the real texts are what has to be readable."""
    make_desk()
    make_catalogue()


def home(by):
    the_catalogue()
    return "/fr/"


def catalogue(by):
    the_catalogue()
    return "/fr/aides/"


def search_with_results(by):
    the_catalogue()
    return "/fr/aides/?q=dentiste"


def search_without_result(by):
    the_catalogue()
    return "/fr/aides/?q=xyzzyx"


def one_aid(by):
    the_catalogue()
    return "/fr/aides/aide-sociale/"


def one_aid_in_arabic(by):
    """From right to left, with amounts, French names, hard words and numbers in it."""
    the_catalogue()
    return "/ar/aides/reduction-primes-partielle/"


def self_check(by):
    the_catalogue()
    return "/fr/mes-droits/"


def list_to_choose(by):
    the_catalogue()
    return "/fr/aides/liste/"


def chosen_list(by):
    the_catalogue()
    return "/fr/aides/liste/?a=aide-sociale&a=carteculture&a=lavi"


def ten_chosen_aids(by):
    the_catalogue()
    slugs = """aide-sociale carteculture lavi prestations-complementaires bourse-etudes puericulture
        creche-tarif consultation-dettes conciliation-bail allocations-familiales"""
    return "/fr/aides/liste/?" + "&".join(f"a={slug}" for slug in slugs.split())


def request_form(by):
    make_desk()
    return "/fr/rappel/"


def status_of_a_request(by):
    return reverse("intake:status", args=[make_received().token])


def status_of_a_closed_request(by):
    received = make_received()
    received.request.closed_at = timezone.now()
    received.request.save(update_fields=["closed_at"])
    make_callback(State.CLOSED, request=received.request)
    return reverse("intake:status", args=[received.token])


def queue(by):
    now = timezone.now()
    make_callback(State.QUEUED, due_in=timedelta(hours=-2), now=now)
    make_callback(State.QUEUED, due_in=timedelta(minutes=50), now=now)
    make_callback(State.CLAIMED, holder=make_staff(), now=now)
    make_callback(State.CLAIMED, holder=by, now=now)
    make_attempt(make_callback(State.WAITING, now=now), Result.NO_ANSWER, started_at=now)
    make_callback(State.APPOINTED, now=now)
    make_callback(State.BLOCKED, now=now)
    return "/equipe/"


def the_day(by):
    queue(by)
    now = timezone.now()
    received = make_received()
    received.request.messages.update(state="undelivered", state_since=now)
    make_callback(State.QUARANTINED, now=now)
    make_staff(first_name="Oubliée", opened_at=now - timedelta(days=80))
    return "/equipe/journee/"


def sms_to_see(by):
    for state, code in (("failed", "21614"), ("undelivered", "30003"), ("sending", "unknown")):
        make_callback(State.QUEUED, now=timezone.now()).request.messages.update(
            state=state, error_code=code
        )
    make_callback(State.QUEUED, now=timezone.now()).request.messages.update(tries=2)
    return "/equipe/sms/"


def absences(by):
    make_desk()
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + timedelta(days=2)}
    Absence.objects.create(person=by, entered_by=by, **times)
    return "/equipe/absences/"


def lateness(by):
    now = timezone.now()
    make_callback(State.QUEUED, due_in=timedelta(hours=-2), now=now)
    make_attempt(make_callback(State.WAITING, due_in=timedelta(hours=-3), now=now), started_at=now)
    return "/equipe/retards/"


def opening_hours(by):
    calendar = make_desk().calendar
    calendar.holidays_confirmed_until = timezone.localdate() + timedelta(days=30)
    calendar.save()
    return "/equipe/horaires/"


def empty_queue(by):
    make_desk()
    return "/equipe/"


def new_request(by):
    make_desk()
    return "/equipe/demandes/nouvelle/"


def call_free(by):
    return page_of(make_callback(State.QUEUED, now=timezone.now(), may_say_who=False))


def call_taken(by):
    callback = make_callback(State.CLAIMED, holder=by, now=timezone.now(), words="J'ai des dettes")
    make_attempt(callback, Result.BUSY, started_at=timezone.now() - timedelta(hours=3), caller=by)
    return page_of(callback)


def handed_over(by):
    member = make_partner_member_of(by)
    give_to(member, at=timezone.now())
    return "/equipe/confies/"


def handed_over_one(by):
    given = give_to(make_partner_member_of(by), at=timezone.now(), first_name="Odile")
    return reverse("callbacks:handed_over_one", args=[given.callback.request.reference])


def make_partner_member_of(by):
    PartnerMember.objects.create(user=by, partner=make_partner())
    return by


def why_see_everything(by):
    return page_of(make_callback(State.QUEUED, now=timezone.now()), "held")


def sms_texts(by):
    make_desk()
    return "/equipe/textes-sms/"


def page_of(callback, name="call"):
    return reverse(f"callbacks:{name}", args=[callback.request.reference])


def interview(by):
    make_discussable_aid()
    draft = make_draft(caller=by, at=timezone.now())
    return page_of(draft.callback, "interview")


def interview_signed(by):
    return page_of(signed(by).callback, "interview")


def recap(by):
    return page_of(signed(by).callback, "interview_recap")


def amend(by):
    return page_of(signed(by).callback, "interview_amend")


def signed(by):
    aid = make_discussable_aid()
    return make_signed_interview(caller=by, at=timezone.now(), aids=[aid], reasons=["M01", "M02"])


def a_counted_campaign():
    campaign = make_campaign()
    make_requests(12, campaign=campaign)
    return campaign


def figures_home(by):
    a_counted_campaign()
    return "/pilotage/"


def figures_of_a_campaign(by):
    return f"/pilotage/{a_counted_campaign().slug}/"


def figures_compared(by):
    one, other = a_counted_campaign(), a_counted_campaign()
    return f"/pilotage/comparer/?a={one.slug}&b={other.slug}"


def partners(by):
    make_desk()
    make_requests(6, partner=make_partner(code="caritas", name="Caritas Jura"))
    return "/pilotage/partenaires/"


def partner(by):
    partners(by)
    return "/pilotage/partenaires/caritas/"


def public_figures(by):
    a_counted_campaign()
    make_year_file()
    return "/fr/chiffres/"


def editing(by):
    the_catalogue()
    return "/redaction/"


def own_account(by):
    give_app(by)
    return "/equipe/compte/"


def recovery_codes(by):
    give_app(by)
    return "/equipe/compte/codes-de-secours/"


def the_accounts(by):
    make_lost_phone(asked_by=make_staff(Role.SUPERVISOR))
    make_staff(is_active=False)
    return "/equipe/comptes/"


def an_account(by):
    reset = make_lost_phone(asked_by=make_staff(Role.SUPERVISOR))
    return f"/equipe/comptes/{reset.account_id}/"


def invitation(by):
    newcomer = make_staff()
    newcomer.set_unusable_password()
    newcomer.save()
    return urlsplit(invitation_link(newcomer)).path


def new_password(by):
    token = tokens.token_for(make_staff(), tokens.FORGOTTEN)
    return reverse("staff:password_link", args=[token])
