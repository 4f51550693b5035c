"""A slip in a template of ours fails the test that renders it."""

import pytest
from django.template import Context, Template
from django.template.loader import get_template

CRISPY = "bootstrap5/layout/button.html"


def test_an_undefined_variable_fails():
    with pytest.raises(AssertionError, match=r"undefined template variable: nowhere\.title"):
        Template("<p>{{ nowhere.title }}</p>").render(Context())


def test_an_undefined_variable_fails_even_with_a_default():
    with pytest.raises(AssertionError, match="nowhere"):
        Template("{{ nowhere|default:'x' }}").render(Context())


def test_asking_whether_a_variable_is_there_is_no_slip():
    page = Template("{% if nowhere %}yes{% else %}no{% endif %}")
    assert page.render(Context()) == "no"


def test_templates_of_others_keep_their_silence():
    template = get_template("admin/base_site.html").template
    assert "<title>" in template.render(Context({"title": "Aides"}))


def test_templates_of_others_keep_their_silence_inside_ours():
    page = Template("{% include 'admin/login.html' %}")
    assert "<form" in page.render(Context())
