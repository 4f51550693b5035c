"""What the pages of figures beside the report show while the browser looks at them."""

from tests.browser.scenes import a_counted_campaign
from tests.make.interviews import make_signed_interview


def delays(by):
    return f"/pilotage/{a_counted_campaign().slug}/delais/"


def crossings(by):
    campaign = a_counted_campaign()
    for _number in range(6):
        make_signed_interview(campaign=campaign, said={"household": "alone"}, reasons=["M05"])
    return f"/pilotage/{campaign.slug}/croisements/"


def load_of_the_service(by):
    a_counted_campaign()
    return "/pilotage/service/charge/"


def work(by):
    return f"{crossings(by).replace('croisements', 'temps')}?heure=85"


def crossing_refused(by):
    return f"{crossings(by)}?ligne=gender&colonne=gender"
