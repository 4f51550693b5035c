"""Every SMS in every language, and the language an SMS is answered in."""

import pytest
from django.conf import settings

from requests_intake.models import CallbackRequest, Message
from requests_intake.services.messages import compose
from requests_intake.services.sms_in import take_in_sms
from requests_intake.sms.parts import count_parts, is_gsm7
from requests_intake.sms.tongue import tongue
from requests_intake.sms.words import Kind, meaning
from tests.make.campaigns import make_desk
from tests.make.intake import make_request, zurich

pytestmark = pytest.mark.django_db

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# Arabic is not in the alphabet of SMS: 70 characters a part, 67 of several, beside 160 and 153.
IN_OTHER_LETTERS = {"ar": 4}
PHONE = "+41790000001"
CONTEXT = {
    "voice_number": "+41325550100",
    "token": "aZ09-_aZ09-_aZ09-_aZ09",
    "news_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "recap_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "weeks": 8,
    "next_try_at": zurich("2026-11-25 14:00"),
    "new_date": zurich("2026-11-25 17:30"),
    "phase": "before",  # the longest acknowledgement
    "meeting_at": zurich("2026-12-01 14:00"),
    "place": "Lieu d'exemple, au nom aussi long que la page le permet, 1er",  # 60 letters
}


def text_of(kind, language):
    request = make_request(
        received_at=zurich("2026-11-20 10:00"), language=language, windows=("morning", "noon")
    )
    return compose(request=request, kind=kind, at=request.received_at, context=CONTEXT)


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_BASE_URL = "https://ju-lien.jura.example"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", Message.Kind)
def test_each_text_exists_and_takes_at_most_two_parts(kind, language):
    text = text_of(kind, language)

    assert text != text_of(kind, "fr")
    assert is_gsm7(text) == (language not in IN_OTHER_LETTERS)
    assert count_parts(text) <= IN_OTHER_LETTERS.get(language, 2)


@pytest.mark.parametrize("kind", [Message.Kind.NEXT_TRY, Message.Kind.EMERGENCY])
def test_what_is_written_most_or_matters_most_takes_one_part(kind, monkeypatch):
    longest = zurich("2026-09-23 13:30")  # a Wednesday in September, or all but a letter of it
    monkeypatch.setitem(CONTEXT, "next_try_at", longest)
    for language in ["fr", *OTHERS]:
        most = 2 if language in IN_OTHER_LETTERS and kind == Message.Kind.NEXT_TRY else 1
        assert count_parts(text_of(kind, language)) == most, language


def test_a_number_after_arabic_words_keeps_its_order():
    """Digits in groups would be turned round without the mark that they run to the right."""
    for kind in (Message.Kind.RECEIVED, Message.Kind.INFO, Message.Kind.MEETING_OFF):
        assert "\u200e032 555 01 00" in text_of(kind, "ar")


@pytest.mark.parametrize(
    ("language", "cancel", "afternoon"),
    [
        ("de", "ABSAGEN", "NACHMITTAG"),
        ("it", "ANNULLA", "POMERIGGIO"),
        ("pt", "ANULAR", "TARDE"),
        ("en", "WITHDRAW", "AFTERNOON"),
        ("ar", "إلغاء", "بعد الظهر"),
    ],
)
def test_the_words_a_text_asks_for_have_their_effect(language, cancel, afternoon):
    text = text_of(Message.Kind.INFO, language)

    assert cancel in text
    assert afternoon in text
    assert meaning(cancel).kind == Kind.CANCEL
    assert meaning(afternoon).windows == ("afternoon",)


def test_no_text_asks_for_a_word_that_stops_the_operator():
    """Twilio blocks the number of who writes CANCEL, before we read it."""
    assert "CANCEL" not in text_of(Message.Kind.INFO, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("J'ai besoin d'aide", "fr"),
        ("Bonjour, pouvez-vous me rappeler ? Merci.", "fr"),
        ("Ich brauche Hilfe", "de"),
        ("Grüezi, können Sie mich zurückrufen?", "de"),
        ("NACHMITTAG", "de"),
        ("Ho bisogno di aiuto", "it"),
        ("Buongiorno, potete richiamarmi?", "it"),
        ("Preciso de ajuda", "pt"),
        ("Bom dia, podem ligar-me? Obrigado.", "pt"),
        ("I need help", "en"),
        ("can you call me please", "en"),
        ("STOP", ""),
        ("ok", ""),
        ("Auskunft", "de"),
        ("informações", "pt"),
        ("Necesito ayuda, llámenme por favor", "es"),
        ("ndihmë ju lutem", "sq"),
        ("Merhaba, yardım lazım", "tr"),
        ("помогите", ""),
        ("أحتاج مساعدة", "ar"),
        ("اتصلوا بي من فضلكم", "ar"),
        ("نص بلا كلمة معروفة", "ar"),
        ("chokran", "ar"),
        ("سلام، من کمک می‌خواهم", "fa"),
        ("am Abend", "de"),
        ("lunedì sera", "it"),
        ("Wer sind Sie?", "de"),
        ("Betreibung bekommen was tun", "de"),
        ("non riesco a pagare la cassa malati", "it"),
        ("chi siete", "it"),
        ("quem fala?", "pt"),
        ("sim", "pt"),
        ("who is this", "en"),
        ("wrong number", "en"),
        ("por la mañana por favor", "es"),
        # Words that several languages have.
        ("Merci vielmal", ""),
        ("está alguém aí?", "pt"),
        ("Aí ?", ""),
        ("Ce sera bon", ""),
        ("tenho problemas", "pt"),
        ("", ""),
        ("🙏", ""),
    ],
)
def test_the_language_of_an_sms_is_told_by_its_words(text, language):
    assert tongue(text) == language


@pytest.mark.parametrize(
    ("body", "language", "answer"),
    [
        ("Ich brauche Hilfe, bitte anrufen", "de", "Wir rufen Sie an bis"),
        ("Ho bisogno di aiuto", "it", "La chiamiamo entro"),
        ("Preciso de ajuda", "pt", "Ligamos-lhe até"),
        ("I need help", "en", "We will call you before"),
        ("مرحبا، أحتاج مساعدة في الإيجار", "ar", "سنتصل بك مجاناً قبل"),
        # Whom we cannot answer in their language is answered in French; who calls knows.
        ("ndihmë ju lutem", "sq", "Nous vous appelons avant"),
        ("Necesito ayuda, llámenme por favor", "es", "Nous vous appelons avant"),
        ("помогите", "fr", "Nous vous appelons avant"),
    ],
)
def test_an_sms_is_answered_in_its_language(body, language, answer):
    make_desk()

    take_in_sms(message_sid="SM1", from_number=PHONE, body=body, at=zurich("2026-11-23 10:00"))

    assert CallbackRequest.objects.get().language == language
    message = Message.objects.get(kind=Message.Kind.RECEIVED)
    assert message.language == (language if language in dict(settings.LANGUAGES) else "fr")
    assert answer.replace("é", "e") in message.body.replace("é", "e")


@pytest.mark.parametrize(
    ("word", "language", "answer"),
    [
        ("Auskunft", "de", "von der Nummer"),
        ("ABSAGEN", "de", "Ihre Anfrage ist zurückgezogen"),
        ("abmelden", "de", "Wir schreiben Ihnen keine SMS mehr"),
        ("annulla", "it", "La Sua richiesta è ritirata"),
        ("parar", "pt", "Nao lhe escrevemos mais SMS"),
        ("withdraw", "en", "Your request is withdrawn"),
        ("إلغاء", "ar", "أُلغي طلبك"),
    ],
)
def test_who_changes_language_half_way_is_answered_in_the_new_one(word, language, answer):
    make_desk()
    for number, body in enumerate(["Bonjour, j'ai besoin d'aide", word]):
        at = zurich(f"2026-11-23 1{number}:00")
        take_in_sms(message_sid=f"SM{number}", from_number=PHONE, body=body, at=at)

    assert CallbackRequest.objects.get().language == language
    assert answer in Message.objects.latest("created_at").body


def test_a_word_without_language_changes_no_language():
    make_desk()
    said = ["Ich brauche Hilfe", "ok", "Merci", "info"]
    for number, body in enumerate(said):
        at = zurich(f"2026-11-23 1{number}:00")
        take_in_sms(message_sid=f"SM{number}", from_number=PHONE, body=body, at=at)

    assert CallbackRequest.objects.get().language == "de"
    assert set(Message.objects.values_list("language", flat=True)) == {"de"}


@pytest.mark.parametrize(
    ("text", "kind", "windows", "days"),
    [
        ("ايقاف", Kind.STOP, (), ()),
        ("نعم", Kind.YES, (), ()),
        ("شكراً جزيلاً لكم", Kind.THANKS, (), ()),
        ("صَباح", Kind.WINDOWS, ("morning",), ()),
        ("مساء من فضلكم", Kind.WINDOWS, ("evening",), ()),
        ("صباحاً ومساءً", Kind.WINDOWS, ("morning", "evening"), ()),
        ("بين ٢ و٤", Kind.WINDOWS, ("afternoon",), ()),
        ("بعد الساعة 17", Kind.WINDOWS, ("afternoon", "evening"), ()),
        ("الإثنين والخميس", Kind.WINDOWS, (), ("monday", "thursday")),
        ("الثلاثاء صباحاً", Kind.WINDOWS, ("morning",), ("tuesday",)),
        ("الثلاثاء أنا في العمل", Kind.REQUEST, (), ()),
        ("أحتاج مساعدة", Kind.REQUEST, (), ()),
    ],
)
def test_words_of_a_folder_are_read_as_those_of_the_code(text, kind, windows, days):
    found = meaning(text)
    assert (found.kind, found.windows, found.days) == (kind, windows, days)
