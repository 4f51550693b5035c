"""One member of each role, records that are theirs and records that are somebody else's."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from callbacks.models import Team
from campaigns.editing.versions import keep_current
from julien.core.roles import Role
from julien.staff.models import Absence, FactorReset
from requests_intake.models import CallbackRequest
from tests.make.amounts import make_amount
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_link, make_provider, make_situation, make_synonym, make_term
from tests.make.desk import keep_view_of
from tests.make.editing import hand_in, make_draft_of, make_whole_aid
from tests.make.figures import make_year_file
from tests.make.intake import make_received
from tests.make.interviews import make_draft, make_signed_interview
from tests.make.meetings import make_place
from tests.make.questions import make_question
from tests.make.rights import make_right
from tests.make.staff import give_app, make_staff

ANONYMOUS = "anonymous"
ROLES = [ANONYMOUS, *Role.values]
NAME, NUMBER, WORDS = "Zzqx Markerson", "+41765550187", "Zzqx ne dort plus"


class World:
    """What the addresses speak of, and a member of each role to try them."""

    def __init__(self):
        make_desk()
        make_campaign(slug="essai")
        self.stranger = make_staff(Role.SUPERVISOR, username="quelqu-un")
        make_signed_interview(
            caller=self.stranger, first_name=NAME, phone=NUMBER, words=WORDS, said={"notes": WORDS}
        )
        self.members = {role: make_staff(role, username=f"moi-{role}") for role in Role.values}
        self.sessions = {}

    def log_everybody_in(self):
        """Once for all: what is taken back after this leaves them logged in."""
        self.sessions = {
            role: self.client(role).cookies[settings.SESSION_COOKIE_NAME] for role in self.members
        }

    def client(self, role):
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role].value
        elif role != ANONYMOUS:
            client.force_login(self.members[role])
        return client

    def fill(self, address, role, whose="own"):
        """The address with real values in the place of its <variables>: theirs, or not."""
        mine = self.members.get(role, self.stranger) if whose == "own" else self.stranger
        makers = {
            "<lang>": lambda: "fr",
            "<ref:reference>": lambda: self.draft(mine).callback.request.reference,
            "<slug:kind>": lambda: "consultation",
            "<slug:sms>": lambda: "joined",
            "<slug:occasion>": lambda: "date",
            "<slug:token>": lambda: self.token() if whose == "own" else "jeton-inconnu",
            "<str:token>": lambda: "jeton-inconnu",
            "<str:code>": lambda: make_partner().code,
            "<str:language>": lambda: "de",
            "<int:link_id>": lambda: str(make_link().pk),
            "<int:situation_id>": lambda: str(make_situation().pk),
            "<int:campaign_id>": lambda: str(make_campaign().pk),
            "<int:term_id>": lambda: str(make_term("PC").pk),
            "<int:synonym_id>": lambda: str(make_synonym("sous", "argent").pk),
            "<int:provider_id>": lambda: str(make_provider().pk),
            "<slug:amount>": lambda: make_amount("limite", 1).name,
            "<slug:slug>": lambda: self.aid().slug,
            "<int:number>": lambda: "1",
            "<int:draft_id>": lambda: str(self.text(mine, address).pk),
            "<slug:question_code>": lambda: "age",
            "<slug:code>": lambda: make_partner().code,
            "(?P<app_label>campaigns|staff)": lambda: "campaigns",
            "(?P<url>.*)": lambda: "rien/",
            "<table>": lambda: "campaigns/partner",
            "<str:file>": lambda: "papillon-a6-fr.pdf",
            "<int:year>": lambda: str(make_year_file().year),
            "<str:table>": lambda: "chiffres.csv",
            "<slug:campaign>": lambda: "essai",
            "<slug:part>": lambda: "delais",
            "<str:extension>": lambda: "csv",
            "<slug:listed>": lambda: "retards",
            "<slug:need>": lambda: "interpreter",
            "<slug:question>": lambda: make_question("oui, toujours", "parfois").code,
            "<int:place_id>": lambda: str(make_place().pk),
            "<int:absence_id>": lambda: str(self.absence(mine).pk),
            "<int:team_id>": lambda: str(Team.objects.create(name="Delémont").pk),
            "<int:view_id>": lambda: str(keep_view_of(mine).pk),
            "<int:line_id>": lambda: str(make_right(CallbackRequest.objects.latest("pk")).pk),
            "<int:message_id>": lambda: str(self.failed_message().pk),
            "<int:factor_id>": lambda: str(give_app(mine).pk),
            "<int:account_id>": lambda: str(mine.pk),
            "<int:reset_id>": lambda: str(self.reset().pk),
            "<id>": lambda: str(mine.pk),
            "<path:content_type_id>": lambda: "1",
        }
        for variable, make in makers.items():
            if variable in address:
                address = address.replace(variable, make())
        if "<path:object_id>" in address:
            address = address.replace("<path:object_id>", str(self.object_of(address)))
        return f"/{address}"

    def aid(self):
        """A published aid with its first version."""
        aid = make_whole_aid(slug="aide-essai")
        keep_current(aid_id=aid.pk, at=timezone.now())
        return aid

    def text(self, author, address):
        """A draft by this author, at the step the address is for."""
        written = ("brouillons/<int:draft_id>/", "/donner/", "/abandonner/")
        draft = make_draft_of(make_whole_aid(), by=author, what="Vous recevez autre chose.")
        return draft if address.endswith(written) else hand_in(draft, by=author)

    def draft(self, holder):
        return make_draft(
            caller=holder, at=timezone.now(), first_name=NAME, phone=NUMBER, words=WORDS
        )

    def token(self):
        """The secret link of somebody who asked."""
        return make_received(number=NUMBER, first_name=NAME, words=WORDS).token

    def absence(self, person):
        """Tomorrow."""
        tomorrow = timezone.now() + timedelta(days=1)
        times = {"starts_at": tomorrow, "ends_at": tomorrow + timedelta(days=1)}
        return Absence.objects.create(person=person, entered_by=self.stranger, **times)

    def failed_message(self):
        """An SMS to somebody who asked, that did not arrive."""
        message = make_received(number=NUMBER, first_name=NAME, words=WORDS).request.messages.get()
        message.state = message.State.UNDELIVERED
        message.save()
        return message

    def reset(self):
        other = make_staff(Role.ADMIN, username="demande")
        return FactorReset.objects.create(account=self.stranger, asked_by=other, why="perdu")

    def object_of(self, address):
        makers = {
            "partner": make_partner,
            "user": lambda: self.stranger,
        }
        parts = address.split("/")
        return makers[parts[2]]().pk if parts[2] in makers else "1"
