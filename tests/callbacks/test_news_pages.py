"""What became of the aids, on the page of the link and on that of who calls."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.models import AidNews, News
from callbacks.services.lists import Edited, save_list
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.campaigns import make_desk
from tests.make.news import link_to, make_asked, make_news, request_of, worth_asking
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


def words(answer):
    return unescape(answer.content.decode())


def send(client, address, sent):
    return client.post(f"{address}dire/", sent)


def field(news, name, place=0):
    aid = news.interview.aids.order_by("pk")[place].aid_id
    return f"aid-{aid}-{name}"


def told():
    rows = AidNews.objects.order_by("pk").select_related("reason")
    return [
        (one.outcome, one.amount, one.refused_because, one.reason and one.reason.code)
        for one in rows
    ]


# --- the page of the link ---


def test_each_outcome_is_kept_with_what_explains_it_and_nothing_else(client):
    """Each line: what is sent → what is kept. Every follow-up is sent, as without style sheets."""
    everything = {"amount": "under_2400", "refused_because": "papers", "reason": "M02"}
    table = [
        ("granted", ("granted", "under_2400", "", None)),
        ("refused", ("refused", "", "papers", None)),
        ("waiting", ("waiting", "", "", None)),
        ("not_asked", ("not_asked", "", "", "M02")),
    ]
    for outcome, kept in table:
        AidNews.objects.all().delete()
        news = make_asked()
        sent = {field(news, name): value for name, value in everything.items()}
        answer = send(client, link_to(news), {field(news, "outcome"): outcome, **sent})
        assert (answer.status_code, told()) == (303, [kept]), outcome


def test_the_page_names_the_aids_until_it_is_answered_and_never_after(client):
    news = make_asked(aids=[worth_asking("Aide au loyer")], first_name="Anna")
    address = link_to(news)
    page = words(client.get(address))
    assert "Aide au loyer" in page
    assert "Anna" not in page
    assert "Où en êtes-vous" in words(client.get(address.removesuffix("nouvelles/")))

    send(client, address, {field(news, "outcome"): "refused"})
    after = words(client.get(address))
    assert "Merci" in after
    assert "loyer" not in after
    assert "refusée" not in after.replace("Une aide est refusée", "")
    send(client, address, {field(news, "outcome"): "granted"})
    assert told() == [("refused", "", "", None)]
    assert "nouvelles/" not in words(client.get(address.removesuffix("nouvelles/")))


def test_who_prefers_to_say_nothing_is_asked_no_more(client):
    news = make_asked()
    assert send(client, link_to(news), {"nothing": "1"}).status_code == 303
    assert (News.objects.get().state, told()) == ("declined", [])
    assert "plus cette question" in words(client.get(link_to(news)))


def test_an_empty_answer_and_a_made_up_one_are_refused_in_words(client):
    news = make_asked(aids=[worth_asking("Un"), worth_asking("Deux")])
    assert "Répondez pour une aide au moins." in words(send(client, link_to(news), {}))
    sent = {field(news, "outcome"): "rich", field(news, "outcome", 1): "waiting"}
    answer = send(client, link_to(news), sent)
    assert answer.status_code == 422
    assert 'value="waiting" id="' in words(answer)
    assert words(answer).count(" checked") == 1
    assert told() == []


def test_one_aid_may_be_answered_and_the_other_left_open(client):
    news = make_asked(aids=[worth_asking("Un"), worth_asking("Deux")])
    send(client, link_to(news), {field(news, "outcome", 1): "waiting"})
    assert told() == [("waiting", "", "", None)]


def test_nothing_is_asked_too_early_nor_of_who_only_typed_the_number(client):
    for news, may in ((make_asked(), False), (make_news(), True)):
        answer = client.get(link_to(news, may_manage=may))
        assert (answer.status_code, answer["Location"]) == (
            303,
            link_to(news, may_manage=may).removesuffix("nouvelles/"),
        )
        send(client, link_to(news, may_manage=may), {field(news, "outcome"): "granted"})
    assert told() == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Beantragt und bewilligt"),
        ("en", "Applied for and granted"),
        ("it", "Richiesto e concesso"),
        ("pt", "Pedida e concedida"),
    ],
)
def test_in_their_language_even_when_an_administrator_wrote_the_french(client, language, said):
    save_list(
        listed="suites",
        lines=[Edited(code="granted", label="obtenue", position=1)],
        on=timezone.localdate(),
    )
    news = make_asked(aids=[worth_asking("Aide au loyer")])
    assert "Obtenue" in words(client.get(link_to(news)))
    page = words(client.get(link_to(news, language=language)))
    assert said in page
    assert 'lang="fr">Aide au loyer' in page


def test_a_retired_amount_is_offered_no_more_and_stays_readable(client):
    news = make_asked()
    send(
        client,
        link_to(news),
        {field(news, "outcome"): "granted", field(news, "amount"): "from_6000"},
    )
    line = Edited(code="from_6000", label="beaucoup", position=40, retired=True)
    save_list(listed="montants", lines=[line], on=timezone.localdate())
    assert "beaucoup" not in words(client.get(link_to(make_asked())))
    client.force_login(news.interview.caller)
    page = client.get(reverse("callbacks:news", args=[request_of(news).reference]))
    assert "Demandée et accordée · beaucoup" in words(page)


# --- the page of who calls ---


@pytest.fixture
def caller():
    return make_staff()


def open_page(client, news, posted=None):
    address = reverse("callbacks:news", args=[request_of(news).reference])
    return client.get(address) if posted is None else client.post(address, posted)


def test_what_is_said_on_the_phone_is_noted_read_and_corrected(client, caller):
    news = make_news(caller=caller)
    client.force_login(caller)
    sent = {field(news, "outcome"): "not_asked", field(news, "reason"): "M05"}
    assert open_page(client, news, sent).status_code == 303
    assert told() == [("not_asked", "", "", "M05")]
    page = words(open_page(client, news))
    assert "Pas demandée · Gêne, regard des autres" in page
    assert News.objects.get().by == caller

    open_page(client, news, {field(news, "outcome"): "waiting"})
    assert told() == [("waiting", "", "", None)]
    assert AuditEntry.objects.about(request_of(news).pk).filter(page="callbacks:news").exists()


def test_an_answer_noted_of_the_wrong_aid_can_be_taken_back(client, caller):
    news = make_news(caller=caller, aids=[worth_asking("Une"), worth_asking("Autre")])
    client.force_login(caller)
    open_page(client, news, {field(news, "outcome"): "granted"})

    page = open_page(client, news)
    assert f'name="{field(news, "outcome", 1)}" value=""' in words(page)
    right = {field(news, "outcome"): "", field(news, "outcome", 1): "granted"}
    assert open_page(client, news, right).status_code == 303

    told_of = news.interview.aids.order_by("pk")[1].aid_id
    assert list(AidNews.objects.values_list("aid_id", "outcome")) == [(told_of, "granted")]


def test_not_reached_or_prefers_not_to_say_takes_it_off_the_list(client, caller):
    for state in ("not_reached", "declined"):
        news = make_news(caller=caller)
        client.force_login(caller)
        assert open_page(client, news, {"state": state}).status_code == 303
        news.refresh_from_db()
        assert news.state == state
    assert open_page(client, make_news(caller=caller), {"state": "told"}).status_code == 404


def test_only_who_held_the_interview_and_supervisors(client, caller):
    news = make_news(caller=caller)
    for role, status in ((Role.CALLER, 403), (Role.SUPERVISOR, 200), (Role.ANALYST, 403)):
        client.force_login(make_staff(role))
        assert open_page(client, news).status_code == status
    client.force_login(caller)
    assert open_page(client, news).status_code == 200


def test_an_interview_without_a_yes_has_no_such_page(client, caller):
    news = make_news(caller=caller)
    reference = request_of(news).reference
    news.delete()
    client.force_login(caller)
    assert client.get(reverse("callbacks:news", args=[reference])).status_code == 404
    assert "Ce que les aides sont devenues" not in words(
        client.get(reverse("callbacks:interview", args=[reference]))
    )


def test_the_list_is_mine_the_supervisors_is_everybodys(client, caller):
    mine, other = make_news(caller=caller, first_name="Anna"), make_news()
    today = timezone.localdate()
    News.objects.update(due_on=today, call_from=today)
    references = [request_of(news).reference for news in (mine, other)]
    for member, seen in ((caller, [1, 0]), (make_staff(Role.SUPERVISOR), [1, 1])):
        client.force_login(member)
        page = words(client.get(reverse("callbacks:follow_ups")))
        assert [page.count(f'scope="row">{reference}<') for reference in references] == seen
        assert "Anna" not in page
    News.objects.update(call_from=today - timedelta(weeks=5))
    assert "Personne à appeler" in words(client.get(reverse("callbacks:follow_ups")))


def test_the_sheet_asks_for_the_yes_and_the_record_says_what_follows(client, caller):
    news = make_news(caller=caller)
    client.force_login(caller)
    page = words(client.get(reverse("callbacks:interview", args=[request_of(news).reference])))
    when = '<time datetime="2027-01-19">mardi 19 janvier 2027</time>'
    assert f"Nouvelles à prendre dès le {when}" in page
    assert "Accepte que nous prenions des nouvelles" in page


@pytest.mark.parametrize(("answer", "is_said"), [(True, False), (False, True), (None, True)])
def test_who_calls_weeks_later_reads_what_nobody_else_may_hear(client, answer, is_said):
    """No answer is as careful as "no", as on the call page: the same lines as in the interview."""
    news = make_asked()
    client.force_login(news.interview.caller)
    request = request_of(news)
    type(request).objects.update(may_voicemail=answer, may_say_who=answer)

    page = words(client.get(f"/equipe/rappels/{request.reference}/nouvelles/"))

    assert ("Si c'est un répondeur : raccrocher sans parler." in page) == is_said
    assert ("Si quelqu'un d'autre répond : ne pas dire qui appelle." in page) == is_said
