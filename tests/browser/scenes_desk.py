"""What the pages of the desk show beside the queue and the calls, while the browser looks."""

from callbacks.models import Team
from tests.browser.scenes import queue
from tests.make.desk import keep_view_of, make_partner_member
from tests.make.staff import make_staff


def filtered_queue(by):
    queue(by)
    keep_view_of(by)
    keep_view_of(make_staff(), "Retards", "voir=en-retard", is_shared=True)
    return "/equipe/?etat=queued&souhait=maintenant"


def saved_views(by):
    filtered_queue(by)
    return "/equipe/vues/?langue=it"


def teams(by):
    Team.objects.create(name="Porrentruy").members.set([by, make_staff()])
    Team.objects.create(name="Langues de l'Est")
    return "/equipe/equipes/"


def partner_accounts(by):
    make_partner_member()
    return "/equipe/partenaires/"


def invite_partner(by):
    return f"/equipe/partenaires/{make_partner_member().partner_member.partner.code}/inviter/"
