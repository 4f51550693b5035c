"""What the pages of the desk show beside the queue and the calls, while the browser looks."""

from tests.browser.scenes import queue
from tests.make.desk import keep_view_of
from tests.make.staff import make_staff


def filtered_queue(by):
    queue(by)
    keep_view_of(by)
    keep_view_of(make_staff(), "Retards", "voir=en-retard", is_shared=True)
    return "/equipe/?etat=queued&souhait=maintenant"


def saved_views(by):
    filtered_queue(by)
    return "/equipe/vues/?langue=it"
