"""What the editors' registers show while the browser looks at them."""

from datetime import timedelta

from django.utils import timezone

from campaigns.models import (
    CheckQuestion,
    GlossaryTerm,
    HomeTexts,
    LifeSituation,
    Provider,
    SiteVersion,
)
from requests_intake.models import Message, SmsText
from requests_intake.services.needs import Words, add_need
from tests.browser.scenes import the_catalogue
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_aid, make_link, make_synonym
from tests.make.questions import make_question

PLAIN_WORDS = Words(
    "langue facile",
    {"fr": "Parlez-moi avec des mots simples", "it": "Mi parli con parole semplici"},
    "Des mots simples, une question à la fois.",
)


def amounts(by):
    the_catalogue()
    return "/redaction/montants/"


def one_amount(by):
    the_catalogue()
    return "/redaction/montants/rdu-adulte/"


def links(by):
    """One that is gone, one that moved, one that is left alone."""
    now = timezone.now()
    make_aid(sources=["https://www.example.org/a", "https://www.example.org/b"])
    since = {"failures": 3, "broken_since": now, "checked_at": now}
    gone = {"state": "broken", "problem": "not_found", "status": 404}
    make_link("https://www.example.org/a", **gone, **since)
    make_link("https://www.example.org/b", state="moved", moved_to="https://www.example.org/c")
    make_link("https://www.example.org/d", state="doubtful", ignored_because="refuse les robots")
    return "/redaction/liens/"


def translations(by):
    the_catalogue()
    return "/redaction/traductions/"


def translations_of_a_language(by):
    the_catalogue()
    return "/redaction/traductions/de/"


def translating(by):
    the_catalogue()
    return "/redaction/traductions/de/aide-sociale/"


def situations(by):
    the_catalogue()
    return "/redaction/situations/"


def one_situation(by):
    the_catalogue()
    return f"/redaction/situations/{LifeSituation.objects.first().pk}/"


def check_questions(by):
    """One retired, so that rules say which cases no longer come true."""
    the_catalogue()
    CheckQuestion.objects.create(code="money", retired_on=timezone.localdate())
    return "/redaction/questions/"


def check_question(by):
    the_catalogue()
    content = {"texts": {"text": {"fr": {"text": "Et votre argent ?"}}}}
    row = CheckQuestion.objects.create(code="money", content=content)
    row.versions.create(at=timezone.now(), by=by, content=content)
    return "/redaction/questions/money/"


def synonyms(by):
    the_catalogue()
    return "/redaction/synonymes/"


def one_synonym(by):
    return f"/redaction/synonymes/{make_synonym('dentiste', 'frais de maladie').pk}/"


def hard_words(by):
    the_catalogue()
    return "/fr/mots/"


def home_texts(by):
    make_desk()
    texts = {"title": {"fr": {"text": "Un mot"}, "de": {"text": "Ein Wort", "made_from": "x"}}}
    HomeTexts.objects.create(pk=1, texts=texts)
    SiteVersion.objects.create(at=timezone.now(), by=by, content={"texts": texts})
    return "/redaction/accueil/"


def campaigns(by):
    make_campaign(starts_on=timezone.localdate())
    make_campaign(ends_on=None)
    return "/redaction/campagnes/"


def one_campaign(by):
    make_desk()
    make_partner()
    return f"/redaction/campagnes/{make_campaign(starts_on=timezone.localdate()).pk}/"


def glossary(by):
    the_catalogue()
    return "/redaction/glossaire/"


def one_term(by):
    the_catalogue()
    return f"/redaction/glossaire/{GlossaryTerm.objects.get(term='PC').pk}/"


def providers(by):
    the_catalogue()
    return "/redaction/organismes/"


def one_provider(by):
    the_catalogue()
    return f"/redaction/organismes/{Provider.objects.filter(aids__isnull=False).first().pk}/"


def call_needs(by):
    """One that is offered and one that is not any more."""
    add_need(words=PLAIN_WORDS)
    old = add_need(words=Words("par écrit", {"fr": "Écrivez-moi plutôt"}))
    old.retired_on = timezone.localdate()
    old.save()
    return "/equipe/listes/besoins/"


def call_need(by):
    return f"/equipe/listes/besoins/{add_need(words=PLAIN_WORDS).code}/"


def own_questions(by):
    """One that is asked and one that is not any more."""
    make_question("toujours", "parfois, par quelqu'un", "jamais")
    old = make_question(kind="yes_no", title="Courrier", wording="Ouvrez-vous votre courrier ?")
    old.retired_on = timezone.localdate()
    old.save()
    return "/equipe/listes/questions/"


def own_question(by):
    question = make_question("toujours", "parfois, par quelqu'un", "jamais")
    return f"/equipe/listes/questions/{question.code}/"


def sms_text(by):
    """A text of one's own, its German out of date, and another one still to come."""
    make_desk()
    now = timezone.now()
    words = {"fr": {"text": "Merci : avant {date}."}, "de": {"text": "Bis {date}", "made_from": ""}}
    row = {"kind": Message.Kind.JOINED, "occasion": "date", "texts": words, "at": now, "by": by}
    SmsText.objects.create(number=1, valid_from=now, **row)
    SmsText.objects.create(number=2, valid_from=now + timedelta(days=9), **row)
    return "/equipe/textes-sms/joined/date/"
