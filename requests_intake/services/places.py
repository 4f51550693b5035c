"""How many calls fit in a part of a day, and who has a place in it.

The team may set a number of places for each part of a day (Desk.places; none: as many as come).
What is full is not offered any more. No request is ever refused for it: whoever comes too late is
taken in with the same promise, told so, and may choose again.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from campaigns.services.offer import offer_at
from requests_intake.models import CallbackRequest, Place
from requests_intake.services.promises import promised
from requests_intake.services.wishes import slots_until, suits
from requests_intake.windows import slots

# The team is warned when no more than this many places are left before the promise, or a tenth.
FEW_PLACES = 3
# A request takes a number; whoever had it and is closed gives it up. In one statement.
TAKE = """
WITH given_up AS (
    DELETE FROM requests_intake_place p USING requests_intake_callbackrequest r
    WHERE r.id = p.request_id AND r.closed_at IS NOT NULL
        AND (p.day, p.part, p.number) = (%(day)s, %(part)s, %(number)s)
    RETURNING p.id
)
INSERT INTO requests_intake_place (request_id, day, part, number, as_wished, at)
SELECT %(request)s, %(day)s, %(part)s, %(number)s, %(as_wished)s, %(at)s
FROM (SELECT count(*) FROM given_up) AS before_that
ON CONFLICT (request_id) DO UPDATE SET day = excluded.day, part = excluded.part,
    number = excluded.number, as_wished = excluded.as_wished
"""


@dataclass(frozen=True)
class Filling:
    """One part of one day that has a number of places. `used`: the numbers that are given."""

    day: date
    part: str
    places: int
    used: frozenset[int]

    @property
    def free(self):
        """How many are left; none when the team has since set fewer than were given."""
        return max(self.places - len(self.used), 0)

    @property
    def slot(self):
        return self.day, self.part

    @property
    def next_number(self):
        return min(set(range(1, self.places + 1)) - self.used)


def fillings(offer, since, until, *, but=None):
    """The Filling of each (date, part) with a number of places, between two instants, in order.

    One query; none while nothing is limited. `but`: a request whose own place counts as free.
    """
    limited = _limited(offer, since, until)
    if not limited:
        return []
    given = Place.objects.filter(_given_in(limited)).exclude(request=but)
    return _filled(offer, limited, given.values_list("day", "part", "number"))


def _limited(offer, since, until):
    if not offer.places:
        return []
    return [slot for slot in slots(offer.hours, since, until) if slot[1] in offer.places]


def _given_in(limited):
    """Q on the places of open requests on the days of these slots."""
    if not limited:
        return Q(pk__in=[])
    return Q(day__range=(limited[0][0], limited[-1][0]), request__closed_at=None)


def _filled(offer, limited, rows):
    used = {slot: set() for slot in limited}
    for day, part, number in rows:
        used.get((day, part), set()).add(number)
    return [Filling(*slot, offer.places[slot[1]], frozenset(used[slot])) for slot in limited]


def slots_offered(offer, since, until, *, but=None):
    """([each (date, part) that can be wished], [each that is full]), in order; one query or none.

    Nothing at all can be wished when everything is full.
    """
    full = [one.slot for one in fillings(offer, since, until, but=but) if not one.free]
    return [slot for slot in slots_until(offer, since, until) if slot not in full], full


def places_left(offer, at):
    """(left, all) places before the promise of a request that came now; None without a limit."""
    until = promised(offer, at).due_at
    known = fillings(offer, at, until)
    if len(known) < len(list(slots(offer.hours, at, until))) or not known:
        return None
    return sum(one.free for one in known), sum(one.places for one in known)


def few_left(offer, at):
    """How many places are left before the promise, if they are few; else None."""
    left = places_left(offer, at)
    if left is None or left[0] > max(FEW_PLACES, left[1] // 10):
        return None
    return left[0]


@transaction.atomic(savepoint=False)
def keep_place(request, *, at, is_new=False, is_let_in=False):
    """Give an open request a place inside its wishes and its promise. False: they were all taken.

    Then it has a place elsewhere, or none, and its promise all the same. A place that still suits
    is kept. Two who want the last place at the same instant are settled by the database's
    constraint (place_given_once): the loser looks again. Nothing is done while nothing is limited,
    after the promise, or for an entry that is held back until it is let in.
    """
    offer = offer_at(at)
    if not offer.places or request.due_at <= at or (request.suspicion and not is_let_in):
        return True
    while True:
        try:
            with transaction.atomic():
                return _settle(request, offer, at, is_new)
        except IntegrityError:  # that number was given a moment ago
            continue


def give_places(requests, *, at):
    """keep_place() for those among these requests that are open and have none.

    `requests`: their keys. One query, or none while nothing is limited.
    """
    offer = offer_at(at)
    if offer is None or not offer.places:
        return
    without = CallbackRequest.objects.open().filter(pk__in=requests, place=None, suspicion=[])
    for pk in list(without.order_by("received_at", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            locked = CallbackRequest.objects.select_for_update(of=("self",), no_key=True)
            keep_place(locked.get(pk=pk), at=at)


def _settle(request, offer, at, is_new):
    """Two queries at most: what is taken, and the place."""
    ahead = list(slots(offer.hours, at, request.due_at))
    wished = [slot for slot in ahead if suits(request, *slot)] or ahead
    has_room = any(part not in offer.places for _day, part in wished)  # without a number
    if is_new and has_room:
        return True
    mine, known = _mine_and_others(request, offer, at)
    if mine and (mine.day, mine.part) in wished:
        return _mark(mine, as_wished=True)
    if has_room:
        if mine:
            mine.delete()
        return True
    free = [one for one in known if one.free]
    suiting = [one for one in free if one.slot in wished]
    if suiting:
        anywhere = not request.windows and not request.days
        return _take(request, _emptiest(suiting) if anywhere else suiting[0], at, as_wished=True)
    mine = mine or Place(request=request, at=at)
    if free and mine.day is None and all(part in offer.places for _day, part in ahead):
        return _take(request, _emptiest(free), at, as_wished=False)
    return _mark(mine, as_wished=False)


def _mine_and_others(request, offer, at):
    """(the Place of a request or None, the fillings() by the others until its promise)."""
    limited = _limited(offer, at, request.due_at)
    places = Place.objects.filter(Q(request=request) | _given_in(limited))
    mine = {place for place in places if place.request_id == request.pk}
    others = ((one.day, one.part, one.number) for one in places if one not in mine)
    return next(iter(mine), None), _filled(offer, limited, others)


def _emptiest(free):
    return max(free, key=lambda one: one.free)


def _take(request, filling, at, *, as_wished):
    day, part = filling.slot
    values = {"day": day, "part": part, "number": filling.next_number}
    values |= {"request": request.pk, "as_wished": as_wished, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
    return as_wished


def _mark(mine, *, as_wished):
    if mine.as_wished != as_wished:
        mine.as_wished = as_wished
        mine.save()
    return as_wished


def missed_wish(request, at):
    """Whether what an open request wished for was full, as far as anybody has told us since."""
    if not offer_at(at).places or request.due_at <= at or not (request.windows or request.days):
        return False
    return Place.objects.filter(request=request, as_wished=False).exists()
