"""Forms as crispy-forms writes them through our templates."""

import html5lib
import pytest
from django.template import engines
from django.test import RequestFactory

from julien.core.forms import SampleForm

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def tree():
    """tree(form): the elements of a rendered form."""

    def rendered(form, source="{% load crispy_forms_tags %}{% crispy form %}"):
        markup = engines["django"].from_string(source).render({"form": form}, request())
        return html5lib.parse(markup, treebuilder="etree")

    return rendered


def request():
    return RequestFactory().get("/")


def elements(tree, name="*"):
    return tree.findall(f".//{NAMESPACE}{name}")


def text(element):
    return " ".join("".join(element.itertext()).split())


def by_id(tree, name):
    found = [element for element in elements(tree) if element.get("id") == name]
    assert len(found) == 1, f"{name}: {len(found)} elements"
    return found[0]


def test_the_summary_names_each_mistake_and_leads_to_its_field(tree):
    page = tree(SampleForm({"phone": "079 555 01 2"}))

    summary = by_id(page, "a-corriger")
    links = elements(summary, "a")

    assert [(link.get("href"), text(link)) for link in links] == [
        (
            "#id_phone",
            "Numéro de téléphone – Il manque un chiffre : un numéro suisse en a 10.",
        ),
        ("#id_windows_0", "Quand vous appeler – Choisissez au moins un moment."),
        (
            "#id_may_voicemail_0",
            "Pouvons-nous laisser un message sur le répondeur ? – Répondez par oui ou par non.",
        ),
        ("#id_situation", "Votre situation – Choisissez ce qui vous ressemble le plus."),
        (
            "#id_accept",
            "J'ai lu comment mes données sont protégées – Cochez cette case pour continuer.",
        ),
    ]
    for link in links:
        assert by_id(page, link.get("href")[1:]).tag in {f"{NAMESPACE}input", f"{NAMESPACE}select"}
    assert summary.get("tabindex") == "-1"
    assert summary.get("autofocus") is not None


def test_one_mistake_is_counted_as_one(tree):
    right = {"phone": "079 555 01 23", "windows": ["noon"], "may_voicemail": "no"}
    page = tree(SampleForm(right | {"situation": "seul"}))

    assert text(elements(by_id(page, "a-corriger"), "h2")[0]) == "Une chose est à corriger"


def test_what_describes_a_field_exists_and_says_the_error(tree):
    page = tree(SampleForm({"phone": "079 555 01 2"}))

    described = [element for element in elements(page) if element.get("aria-describedby")]

    assert len(described) == 6
    for element in described:
        for name in element.get("aria-describedby").split():
            by_id(page, name)
    phone = by_id(page, "id_phone")
    assert phone.get("aria-invalid") == "true"
    assert phone.get("aria-describedby").split() == ["id_phone_helptext", "id_phone_error"]
    assert "Il manque un chiffre" in text(by_id(page, "id_phone_error"))


def test_groups_are_fieldsets_and_their_mistake_comes_after_the_choices(tree):
    page = tree(SampleForm({}))

    group = elements(by_id(page, "div_id_windows"), "fieldset")[0]
    kinds = [child.tag.removeprefix(NAMESPACE) for child in group]

    assert kinds == ["legend", "div", "div", "div"]
    legend, help_, choices, error = group
    assert text(legend) == "Quand vous appeler"
    assert help_.get("id") == "id_windows_helptext"
    assert choices.get("class") == "choices"
    assert error.get("id") == "id_windows_error"
    assert all(legend.get("for") is None for legend in elements(page, "legend"))


def test_every_control_has_its_label(tree):
    page = tree(SampleForm())
    controls = [
        control
        for name in ("input", "select", "textarea")
        for control in elements(page, name)
        if control.get("type") not in {"hidden", "submit"}
    ]

    labelled = {label.get("for") for label in elements(page, "label")}

    assert len(controls) == 11
    assert {control.get("id") for control in controls} == labelled


def test_what_may_stay_empty_says_so_and_no_star_needs_explaining(tree):
    page = tree(SampleForm())

    labels = [text(label) for label in elements(page, "label") + elements(page, "legend")]

    assert [label for label in labels if "facultatif" in label] == [
        "Prénom (facultatif)",
        "Vos mots (facultatif)",
    ]
    assert not [label for label in labels if "*" in label]


def test_a_form_may_leave_the_word_out(tree):
    form = SampleForm()
    helper = form.helper
    helper.mark_optional = False
    source = "{% load crispy_forms_tags %}{% crispy form helper %}"
    markup = (
        engines["django"].from_string(source).render({"form": form, "helper": helper}, request())
    )

    assert "facultatif" not in markup


def test_the_filter_writes_the_same_fields(tree):
    page = tree(SampleForm({}), "{% load crispy_forms_tags %}{{ form|crispy }}")

    assert len(elements(by_id(page, "a-corriger"), "li")) == 5
    by_id(page, "id_phone_error")
