"""What the desk may want to change: times, sizes and the words for why a record moved."""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# A claim ends by itself after this long without activity on the call page.
LEASE = timedelta(minutes=30)
# How far ahead an appointment or a next try may be set.
FURTHEST_TRY = timedelta(days=60)
# The last message, "we did not reach you", is not sent any more after this.
LAST_WORD_HOLDS = timedelta(days=1)
# A request told at the desk or by phone may be typed in this long after the person asked.
OLDEST_ENTRY = timedelta(days=7)
# A request withdrawn before anyone looked is still pulled, to be found again, this long.
WITHDRAWN_UNSEEN = timedelta(days=7)
# A promise that ends so soon without a call is shown to the team as an alarm. It ends when the desk
# closes, so these are hours in which somebody can still call.
ALARM_BEFORE = timedelta(hours=2)
# Then the person is told that we will not manage, with a new date.
TOLD_BEFORE = timedelta(hours=1)
# How many of the last requests and contacts a page looks at before it shows the queue.
RECENT = 200
# Of so many requests all lines of a filtered queue are put in order; for more it is walked.
FEW_ENOUGH = 1000
# How many a take looks at in each sort of line: more than people who take at the same instant.
CANDIDATES = 50
# What a supervisor put into somebody's hands stays there this long, counted from the next opening.
ASSIGNED_HOLDS = timedelta(hours=2)
# How far ahead absences are shown, and the longest that can be entered.
ABSENCES_SHOWN = timedelta(days=14)
LONGEST_ABSENCE = timedelta(days=366)
# How many lines each list of the supervisor's page shows, and how far back a failed SMS matters.
DAY_LINES = 30
FAILED_SINCE = timedelta(days=30)
# A partner organisation answers within this time; then the callback is back in the list.
PARTNER_ANSWERS_WITHIN = timedelta(days=7)
# Nobody agrees two moments so close to each other.
APPOINTMENT_TAKES = timedelta(minutes=15)
# A meeting in person may be set this far ahead.
FURTHEST_MEETING = timedelta(days=90)
# How long meetings last, in minutes, and what is proposed.
MEETING_LENGTHS = (30, 45, 60, 90, 120)
MEETING_TAKES = 60
# The person is reminded the day before, at this hour of the desk's clock; no SMS about a meeting
# leaves before or after these hours.
REMIND_AT = time(16)
TEXTS_FROM, TEXTS_UNTIL = time(8), time(20)
# Who does not answer the one SMS on what became of the aids may be called after this, and stays on
# the list of those to call for so long; an SMS that could not leave within a week does not leave.
NEWS_BY_PHONE_AFTER = timedelta(days=14)
NEWS_LISTED = timedelta(days=28)
NEWS_ASKED_WITHIN = timedelta(days=7)
# The link to the recap shows it this long after it was sent: an SMS stays on a phone.
RECAP_READABLE = timedelta(days=60)
# How many meetings a list shows.
MEETINGS_SHOWN = 200
# Two requests joined as one person's can be taken apart again this long.
UNDO_MERGE = timedelta(days=30)
# So many likely duplicates are shown at once.
LIKELY_SHOWN = 5
# So much of the history is shown; what is older is folded.
HISTORY_SHOWN = 15
# One page of the queue; and of the search.
QUEUE_PAGE = 100
SEARCH_PAGE = 50
# So many views of the queue somebody keeps.
VIEWS_EACH = 20
# A count stops here: "500 et plus" says as much and never reads more rows. In the margin of the
# queue, which is read with each page, it stops earlier.
COUNT_UP_TO = 500
MARGIN_UP_TO = 100


class Why(models.TextChoices):
    """Why a callback moved, when it is not the result of a call (those are Result codes)."""

    PULLED = "pulled", _("entrée dans la file")
    TAKEN = "taken", _("pris en charge")
    LEASE_ENDED = "lease_ended", _("réservation échue sans activité")
    WROTE_AGAIN = "wrote_again", _("la personne a repris contact")
    WITHDRAWN = "withdrawn", _("demande retirée par la personne")
    INTERRUPTED = "interrupted", _("entretien interrompu, suite convenue")
    SIGNED = "signed", _("entretien signé")
    SPREAD_USED = "spread_used", _("essais épuisés")
    REQUEUED = "requeued", _("débloqué par une personne responsable")
    CLOSED_BY_HAND = "closed_by_hand", _("clos par une personne responsable")
    ACCEPTED = "accepted", _("contrôlé et accepté")
    REJECTED = "rejected", _("contrôlé et rejeté")
    ASSIGNED = "assigned", _("confié par une personne responsable")
    ABSENT = "absent", _("la personne qui le tenait est absente")
    TAKEN_BACK = "taken_back", _("retiré par une personne responsable")
    HANDED_OVER = "handed_over", _("confié plus loin")
    PARTNER_ACCEPTED = "partner_accepted", _("le partenaire a accepté")
    PARTNER_REFUSED = "partner_refused", _("le partenaire a refusé")
    MERGED = "merged", _("réunie à une autre demande")
    MERGED_IN = "merged_in", _("a reçu un doublon")
    PARTED = "parted", _("réunion annulée")
    ERASED = "erased", _("données effacées")
    RESTRICTED = "restricted", _("la personne s'oppose à l'usage de ses données")


class Release(models.TextChoices):
    """Why someone gives a callback back without having called."""

    BY_MISTAKE = "by_mistake", _("pris par erreur")
    NO_TIME = "no_time", _("plus le temps maintenant")
    OTHER_LANGUAGE = "other_language", _("il faut une autre langue")
    KNOWS_PERSON = "knows_person", _("je connais la personne")
