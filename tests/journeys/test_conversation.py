"""The conversations of docs/conversation.md, played: the page shows what the service writes."""

from pathlib import Path

import pytest

from tests.journeys.played import Conversation
from tests.make.campaigns import make_desk
from tests.make.interviews import reason
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conversation.md"
HELPED = {
    "fr": (
        *("Bonjour, je n'arrive plus à payer mon loyer", "matin", "INFO"),
        *("stop, je ne comprends plus", "après 18h", "4", "oui, tout à fait", "merci beaucoup"),
    ),
    "de": (
        *("Grüezi, ich kann die Krankenkasse nicht mehr bezahlen", "am Vormittag"),
        *("Auskunft", "stop, ich verstehe nichts mehr", "nach 18 Uhr", "4", "ja", "Vielen Dank"),
    ),
    "pt": (
        *("Bom dia, preciso de ajuda para pagar a renda", "de manhã", "informações"),
        *("parar? não percebo", "depois das 18h", "4", "sim", "Muito obrigada"),
    ),
}
GOES = {
    "fr": ("Mon mari me frappe", "STOP", "START", "ANNULER", "Finalement, appelez-moi svp"),
    "de": ("Mein Mann schlägt mich", "STOP", "START", "ABSAGEN", "Bitte rufen Sie mich doch an"),
    "pt": ("O meu marido bate-me", "PARAR", "START", "ANULAR", "Afinal podem ligar-me?"),
}


def helped(conversation, first, moment, info, not_stop, never, *answers):
    conversation.says("23 09:02", first)
    conversation.says("23 09:05", moment)
    conversation.says("23 09:06", info)
    conversation.is_not_reached("24 09:10")
    conversation.says("24 12:40", not_stop)
    conversation.says("24 12:41", never)
    conversation.is_reached("24 14:30")
    conversation.passes("25 14:30")
    for minute, answer in enumerate(answers):
        conversation.says(f"25 18:0{minute}", answer)


def goes(conversation, first, stop, start, cancel, again):
    conversation.says("23 22:15", first)
    conversation.passes("26 16:31")
    conversation.says("26 17:00", stop)
    conversation.says("26 17:05", start)
    conversation.says("26 17:10", cancel)
    conversation.says("27 08:00", again)


@pytest.mark.parametrize("language", HELPED)
@pytest.mark.parametrize(("play", "texts"), [(helped, HELPED), (goes, GOES)])
def test_the_page_shows_what_is_written(settings, language, play, texts):
    settings.PUBLIC_BASE_URL = "https://ju-lien.example"
    make_desk()
    reason("M01")
    conversation = Conversation("+41795550123", make_staff())

    play(conversation, *texts[language])

    told = "\n".join(conversation.lines)
    assert told in PAGE.read_text(), f"docs/conversation.md no longer says:\n{told}"
