"""Two people, or two devices, at the same instant: real connections, real threads."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from julien.core.roles import Role
from julien.staff import totp
from julien.staff.models import User
from julien.staff.services.accounts import Refused, close
from julien.staff.services.second_factor import check_code, new_recovery_codes
from tests.make.staff import give_app, make_newcomer, make_staff
from tests.staff.test_login import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run all acts at once; what each returned, in order."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait()
            results[place] = act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_who_type_the_same_code_one_comes_in():
    owner, now = make_staff(), timezone.now()
    factor = give_app(owner)
    paper = new_recovery_codes(owner=owner)[0]
    for typed in (totp.code_of(factor.secret, totp.step_at(now)), paper):
        answers = together(*[lambda typed=typed: check_code(owner=owner, typed=typed, at=now)] * 4)
        assert sorted(answers) == [False, False, False, True]


def test_two_administrators_who_close_each_other_leave_one():
    one, other = make_staff(Role.ADMIN), make_staff(Role.ADMIN)

    def closing(account):
        try:
            close(account=account)
        except Refused:
            return "refused"

    def holding():
        """Keep both rows until the two others stand before them."""
        with transaction.atomic():
            list(User.objects.select_for_update(of=("self",)))
            start.wait()
            assert any(waiting_for_a_lock() >= 2 for _ in range(20_000))

    start = Barrier(3)
    answers = together(
        holding,
        lambda: start.wait() >= 0 and closing(one),
        lambda: start.wait() >= 0 and closing(other),
    )

    assert sorted(answers[1:], key=str) == [None, "refused"]
    assert User.objects.open().count() == 1


def waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT waits.pid) FROM pg_locks waits JOIN pg_locks here USING (pid)"
            " WHERE NOT waits.granted AND here.database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return cursor.fetchone()[0]


def test_of_log_ins_at_the_same_time_one_session_remains():
    member = make_newcomer(username="claire")
    member.set_password("un long secret")
    member.save()
    clients = [Client() for _ in range(3)]

    together(*[lambda client=client: sign_in(client) for client in clients])

    inside = [client.get("/equipe/accueil/").status_code == 200 for client in clients]
    assert inside.count(True) <= 1
    assert sign_in(clients[0]).status_code == 302
    assert clients[0].get("/equipe/accueil/").status_code == 200
