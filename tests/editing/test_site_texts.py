"""The words of the home page and the campaigns: seen first, public at once, taken up again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import Campaign, HomeTexts, SiteVersion
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.campaigns import make_campaign, make_desk
from tests.make.staff import make_staff
from tests.stored.at_the_door import Door

pytestmark = pytest.mark.django_db

HOME = "/redaction/accueil/"
DAY = timedelta(days=1)


@pytest.fixture
def editor(client):
    make_desk()
    client.force_login(make_staff(Role.EDITOR))
    return client


def home(client, language="fr"):
    return main_text(client.get(f"/{language}/"))


def page_of(campaign):
    return f"/redaction/campagnes/{campaign.pk}/"


def sent(campaign, **changed):
    days = {"starts_on": campaign.starts_on, "ends_on": campaign.ends_on or ""}
    return {"name": campaign.name, "revision": campaign.revision} | days | changed


def test_an_empty_box_keeps_the_words_of_the_software_in_each_language(editor):
    before = home(editor, "de")

    editor.post(HOME, {"title_fr": "Plus d'argent ?", "revision": 0, "save": ""})

    assert "Plus d'argent ?" in home(editor)
    assert "dans les 3 jours" in home(editor)
    german = editor.get("/de/").content.decode()
    assert '<h1 lang="fr">Plus d' in german
    assert main_text(editor.get("/de/")) != before
    assert "Vide : « L'argent ne suffit plus ? »." in editor.get(HOME).content.decode().replace(
        "&#x27;", "'"
    ).replace("&nbsp;", " ")


def test_looking_shows_every_language_and_stores_nothing(editor):
    looked = main_text(
        editor.post(HOME, {"lead_fr": "Rappel en {jours} jours.", "revision": 0, "look": ""})
    )

    assert "FrançaisRappel en 3 jours." in looked
    assert "DeutschRappel en 3 jours. en français" in looked
    assert not HomeTexts.objects.exists()


def test_a_translation_is_marked_for_editors_and_readers_when_its_french_moves(editor):
    both = {"title_fr": "Avant", "title_de": "Vorher"}
    editor.post(HOME, both | {"revision": 0, "save": ""})
    assert "Vorher" in home(editor, "de")
    assert "data-stale" not in editor.get("/de/").content.decode()

    editor.post(HOME, both | {"title_fr": "Après", "revision": 1, "save": ""})
    assert "data-stale" in editor.get("/de/").content.decode()
    assert "Le français a changé" in editor.get(HOME).content.decode()

    editor.post(HOME, {"title_fr": "Après", "title_de": "Nachher", "revision": 2, "save": ""})
    assert "data-stale" not in editor.get("/de/").content.decode()


def test_a_translation_that_is_still_right_is_said_so_without_writing_it_again(editor):
    both = {"title_fr": "Avant", "title_de": "Vorher"}
    editor.post(HOME, both | {"revision": 0, "save": ""})
    assert "reste juste" not in main_text(editor.get(HOME))
    moved = both | {"title_fr": "Après"}
    editor.post(HOME, moved | {"revision": 1, "save": ""})
    assert main_text(editor.get(HOME)).count("reste juste") == 1

    editor.post(HOME, moved | {"revision": 2, "right_title_de": "on", "save": ""})

    assert "Vorher" in home(editor, "de")
    assert "data-stale" not in editor.get("/de/").content.decode()


def test_each_box_of_a_translation_still_right_says_what_it_is_about(editor):
    both = {"title_fr": "Avant", "title_de": "Vorher", "lead_fr": "Avant", "lead_de": "Vorher"}
    editor.post(HOME, both | {"revision": 0, "save": ""})
    moved = both | {"title_fr": "Après", "lead_fr": "Après"}
    editor.post(HOME, moved | {"revision": 1, "save": ""})

    form = editor.get(HOME).context["form"]

    assert [box.label for name, box in form.fields.items() if name.startswith("right_")] == [
        f"{form.fields[text].label} : j'ai relu, cette traduction reste juste"
        for text in ("title_de", "lead_de")
    ]


def test_an_older_version_fills_the_form_and_comes_back_when_saved(editor):
    editor.post(HOME, {"title_fr": "Un", "revision": 0, "save": ""})
    editor.post(HOME, {"title_fr": "Deux", "revision": 1, "save": ""})
    first, second, third = SiteVersion.objects.order_by("pk")
    assert [one.by is None for one in (first, second, third)] == [True, False, False]

    shown = editor.get(f"{HOME}?version={second.pk}").content.decode()
    assert ">\nUn</textarea>" in shown
    assert "Le formulaire montre la version" in shown
    assert ">\nDeux</textarea>" in editor.get(HOME).content.decode()

    editor.post(HOME, {"title_fr": "Un", "revision": 2, "save": ""})
    assert "Un" in home(editor)
    assert SiteVersion.objects.count() == 4


def test_the_second_editor_is_told_and_nothing_is_lost(editor):
    editor.post(HOME, {"title_fr": "Un", "revision": 0, "save": ""})

    second = editor.post(HOME, {"title_fr": "Deux", "revision": 0, "save": ""})

    assert second.status_code == 409
    assert "Quelqu'un d'autre a enregistré" in main_text(second)
    assert "Deux</textarea>" in second.content.decode()
    assert HomeTexts.objects.get().texts["title"]["fr"]["text"] == "Un"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"title_fr": "{nom}"}, "« {nom} » ne veut rien dire ici"),
        ({"lead_de": "{jour} x {"}, "« {jour} » ne veut rien dire ici. On peut écrire : {jours}."),
        ({"free_fr": "<b>"}, "sans balises"),
        ({"step1_fr": "x" * 10_000}, "300 caractères au plus."),
    ],
)
def test_words_that_make_no_sense_are_told_and_not_stored(editor, data, told):
    response = editor.post(HOME, data | {"revision": 0, "save": ""})

    assert response.status_code == 422
    assert told in main_text(response)
    assert not HomeTexts.objects.exists()


def test_what_a_campaign_was_before_anybody_changed_it_is_kept_too(editor):
    campaign = make_campaign(name="Automne")

    editor.post(page_of(campaign), sent(campaign, name="Hiver", save=""))

    kept = SiteVersion.objects.filter(campaign=campaign).order_by("pk")
    assert [one.content["name"] for one in kept] == ["Automne", "Hiver"]


def test_a_campaign_says_its_own_words_before_during_and_after(editor):
    today = timezone.localdate()
    words = {
        "before_fr": "{nom} arrive {jour}.",
        "during_fr": "{nom} : jusqu'à {jour}.",
        "after_fr": "{nom}, c'était bien.",
        "banner_fr": "Appelez pendant {nom}.",
    }
    campaign = make_campaign(name="Bus", starts_on=today + 3 * DAY, ends_on=today + 9 * DAY)
    looked = main_text(editor.post(page_of(campaign), sent(campaign, **words, look="")))
    assert "EnglishBus, c'était bien. en français" in looked
    assert "« Bus », elle est annoncée" in looked
    editor.post(page_of(campaign), sent(campaign, **words, save=""))

    assert "Bus arrive" in home(editor)
    assert "Appelez pendant" not in home(editor)
    for first, last, said in ((-1, 1, "Bus : jusqu'à"), (-9, -1, "Bus, c'était bien.")):
        Campaign.objects.update(starts_on=today + first * DAY, ends_on=today + last * DAY)
        assert said in home(editor)
        assert said in main_text(editor.get("/fr/rappel/"))
        assert ("Appelez pendant Bus." in home(editor)) == (last > 0)


def test_a_banner_whose_french_moved_is_marked_for_readers(editor):
    today = timezone.localdate()
    texts = {"fr": {"text": "Après"}, "de": {"text": "Vorher", "made_from": "x"}}
    make_campaign(starts_on=today, ends_on=today, texts={"banner": texts})

    assert "Vorher" in home(editor, "de")
    assert "data-stale" in editor.get("/de/").content.decode()
    assert "data-stale" not in editor.get("/fr/").content.decode()


def test_it_is_begun_and_ended_by_a_button_after_a_look(editor):
    today = timezone.localdate()
    campaign = make_campaign(name="Bus", starts_on=today + 3 * DAY, ends_on=today + 9 * DAY)
    page, revision = page_of(campaign), {"revision": 0}

    looked = main_text(editor.post(f"{page}commencer/", revision))
    assert "Aujourd'hui, le site dit : « Bus », elle est en cours." in looked
    assert "Jusqu'ici il disait : « Bus », elle est annoncée." in looked
    assert Campaign.objects.get().starts_on == today + 3 * DAY
    editor.post(f"{page}commencer/", revision | {"save": ""})
    assert "Campagne « Bus », jusqu'au" in home(editor)

    Campaign.objects.update(starts_on=today - DAY)
    editor.post(f"{page}terminer/", {"revision": 1, "save": ""})
    assert "La campagne « Bus » est finie." in home(editor)
    assert Campaign.objects.get().ends_on == today - DAY
    again = editor.post(f"{page}terminer/", {"revision": 2, "save": ""}, follow=True)
    assert "Ce n'est plus possible" in main_text(again)


def test_one_that_began_today_lasts_until_midnight_and_says_so(editor):
    today = timezone.localdate()
    page = page_of(make_campaign(name="Bus", starts_on=today, ends_on=today + 9 * DAY))

    looked = main_text(editor.post(f"{page}terminer/", {"revision": 0}))
    assert "finit à minuit" in looked
    editor.post(f"{page}terminer/", {"revision": 0, "save": ""})

    assert Campaign.objects.get().ends_on == today
    assert "Terminer maintenant" not in main_text(editor.get(page))


def test_days_are_shown_as_people_say_them_before_a_campaign_is_stored(editor):
    today = timezone.localdate()
    campaign = make_campaign(starts_on=today, ends_on=today + 9 * DAY)

    looked = main_text(
        editor.post(page_of(campaign), sent(campaign, ends_on="2040-02-01", look=""))
    )

    assert "mercredi 1er février 2040" in looked
    assert "2040-02-01" not in looked


def test_what_overlaps_and_a_number_that_changes_are_explained_first(editor):
    today = timezone.localdate()
    make_campaign(name="Toujours", starts_on=today - 90 * DAY, ends_on=None)
    data = {"slug": "bus", "name": "Bus", "revision": 0, "sms_number": "079 555 01 99"}
    days = {"starts_on": today, "ends_on": today + 9 * DAY}

    looked = main_text(editor.post("/redaction/campagnes/nouvelle/", data | days | {"look": ""}))

    assert "« Toujours » court aussi du" in looked
    assert "compte celle qui a commencé en dernier : « Bus »." in looked
    assert "passe de +41795550100 à +41795550199" in looked
    assert Campaign.objects.count() == 1
    editor.post("/redaction/campagnes/nouvelle/", data | days | {"save": ""})
    assert "079 555 01 99" in home(editor)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"slug": "prise"}, "Cette adresse est déjà prise."),
        ({"slug": "À B"}, "a-z, 0-9 et"),
        ({"name": ""}, "Nommez la campagne."),
        ({"starts_on": ""}, "Indiquez un jour."),
        ({"starts_on": "31.02.2026"}, "Ce jour n'existe pas."),
        ({"ends_on": "2026-04-01"}, "Le dernier jour vient avant le premier."),
        ({"sms_number": "079 1"}, "chiffres"),
        ({"promise_days": "0"}, "De 1 à 30 jours."),
        ({"during_de": "{nom} {heure}"}, "« {heure} » ne veut rien dire ici"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_told_and_not_stored(editor, data, told):
    make_campaign(slug="prise")
    whole = {"slug": "bus", "name": "Bus", "starts_on": "2026-05-01", "revision": 0, "save": ""}

    response = editor.post("/redaction/campagnes/nouvelle/", whole | data)

    assert response.status_code == 422
    assert told in main_text(response)
    assert Campaign.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_changed_word_changes_the_kept_home():
    make_desk()
    door = Door()
    assert "ne suffit plus" in door.ask("/fr/").body.decode()
    assert door.ask("/fr/").rendered is False

    HomeTexts.objects.create(pk=1, texts={"title": {"fr": {"text": "Tout autre chose"}}})

    assert "Tout autre chose" in door.ask("/fr/").body.decode()
