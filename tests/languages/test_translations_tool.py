"""The tool that keeps the other languages: what it finds, and what it never loses."""

from babel.messages.catalog import Catalog

from julien import translations as tool

DAYS = ("%(n)s jour", "%(n)s jours")
REQUESTS = ("%(n)s demande", "%(n)s demandes")


def template(*ids):
    catalog = Catalog()
    for one in ids:
        catalog.add(one, locations=[("requests_intake/forms/ask.py", 1)])
    return catalog


def german(**given):
    catalog = tool.new_catalog("de")
    for one, string in given.pop("texts", {}).items():
        catalog.add(one, string=string, **given)
    return catalog


def faults(known, *ids):
    return list(tool.faults(known, template(*ids)))


def test_a_complete_language_has_no_fault():
    known = german(texts={"Oui": "Ja", REQUESTS: ("%(n)s Anfrage", "%(n)s Anfragen")})
    assert faults(known, "Oui", REQUESTS) == []


def test_a_missing_text_is_found():
    assert faults(german(texts={"Non": ""}), "Oui", "Non") == [
        "not translated: 'Oui'",
        "not translated: 'Non'",
    ]


def test_a_fuzzy_text_is_not_a_translation():
    known = german(texts={"Oui": "Ja"}, flags=["fuzzy"])
    assert faults(known, "Oui") == ["not translated: 'Oui'"]


def test_every_plural_form_is_wanted():
    known = german(texts={REQUESTS: ("%(n)s Anfrage", "")})
    assert faults(known, REQUESTS) == [f"not translated: {REQUESTS!r}"]


def test_another_placeholder_is_a_fault():
    known = german(texts={"Avant %(due)s": "Bis %(date)s", "Le %(n)d": "Am %(n)s"})
    assert faults(known, "Avant %(due)s", "Le %(n)d") == [
        "other placeholders: 'Avant %(due)s' → 'Bis %(date)s'",
        "other placeholders: 'Le %(n)d' → 'Am %(n)s'",
    ]


def test_an_amount_used_by_another_name_is_a_fault():
    known = german(texts={"{montant:a} ou plus": "{montant:b} oder mehr", "{nombre:a} ans": "{n}"})
    assert faults(known, "{montant:a} ou plus", "{nombre:a} ans") == [
        "other placeholders: '{montant:a} ou plus' → '{montant:b} oder mehr'",
        "other placeholders: '{nombre:a} ans' → '{n}'",
    ]


def test_a_plural_that_forgets_its_number_is_a_fault():
    known = german(texts={REQUESTS: ("eine Anfrage", "Anfragen")})
    (fault,) = faults(known, REQUESTS)
    assert fault.startswith("other placeholders")


def test_a_form_of_one_number_alone_may_leave_it_out():
    arabic = tool.new_catalog("ar")
    forms = ["بلا أيام", "يوم", "يومان", "%(n)s أيام", "%(n)s يوما", "%(n)s يوم"]
    arabic.add(DAYS, string=forms)
    assert faults(arabic, DAYS) == []

    arabic.get(DAYS).string = [*forms[:3], "أيام", *forms[4:]]
    assert len(faults(arabic, DAYS)) == 1


def test_a_new_language_is_built_once_nothing_is_left(tmp_path, settings):
    """What is built is offered; one that was stays so while a new text waits for its words."""
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "rm" / "LC_MESSAGES").mkdir(parents=True)
    built = tmp_path / "rm" / "LC_MESSAGES" / "django.mo"

    def translated(**words):
        catalog = tool.read(tool.po_path("rm"), "rm")
        for french, text in words.items():
            catalog.get(french).string = text
        tool.write(tool.po_path("rm"), catalog, built=False)
        tool.bring_up_to_date("rm", template("Oui", "Non"))
        return built.exists()

    assert tool.others() == ["rm"]
    assert [translated(), translated(Oui="Gea"), translated(Non="Na")] == [False, False, True]
    tool.bring_up_to_date("rm", template("Oui", "Non", "Peut-être"))
    assert tool.is_ready("rm")
    assert list(tool.check("rm", template("Oui", "Peut-être"))) == ["not translated: 'Peut-être'"]


def test_an_update_keeps_what_is_translated_and_takes_in_what_is_new():
    known = german(texts={"Oui": "Ja", "Ancien": "Alt"})

    tool.updated(known, template("Oui", "Nouveau"))

    assert known.get("Oui").string == "Ja"
    assert not known.get("Nouveau").string
    assert known.obsolete["Ancien"].string == "Alt"


def test_two_languages_share_nothing():
    shared = template("Oui")
    first = tool.updated(tool.new_catalog("de"), shared)
    second = tool.updated(tool.new_catalog("it"), shared)

    first.get("Oui").string = "Ja"

    assert not second.get("Oui").string


def test_the_mo_is_built_with_the_po_and_a_change_by_hand_is_noticed(tmp_path):
    path = tmp_path / "django.po"
    tool.write(path, german(texts={"Oui": "Ja"}))
    assert tool.is_built(path, "de")

    path.write_text(path.read_text().replace('"Ja"', '"Doch"'))
    assert not tool.is_built(path, "de")


def test_a_translation_survives_the_file(tmp_path):
    path = tmp_path / "django.po"
    texts = {"Oui": "Ja", REQUESTS: ("%(n)s Anfrage", "%(n)s Anfragen"), "Été": "Sommer\u00a0?"}
    tool.write(path, german(texts=texts))
    back = tool.read(path, "de")
    assert {one.id: one.string for one in tool.texts(back)} == texts


def test_french_holds_its_plurals_and_the_words_django_would_change():
    catalog = tool.french(template("Oui", REQUESTS, "File"))
    assert {one.id: one.string for one in tool.texts(catalog)} == {
        REQUESTS: REQUESTS,
        "File": "File",
    }
    assert catalog.plural_expr == "(n > 1)"


def test_what_is_only_for_staff_is_not_translated():
    ids = {one.id for one in tool.texts(tool.residents_part(tool.gather()))}
    assert {"Envoyer ma demande", "le matin", "Ma retraite ne suffit pas"} <= ids
    assert not ids & {"Prendre le prochain appel", "Pilotage", "Rédaction"}
