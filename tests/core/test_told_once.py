"""What is said once and then repeated must depend on nothing but what is asked."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from julien.core.templatetags.same import STAND_IN, SameNode
from julien.core.told_once import told_once


def test_an_answer_is_found_once_for_each_language_and_time_zone():
    asked = []

    @told_once
    def say(number, *, loud=False):
        asked.append(number)
        return f"{number} {translation.get_language()} {timezone.get_current_timezone_name()}"

    assert say(1) == say(1) == "1 fr Europe/Zurich"
    assert say(1, loud=True) == say(1)
    with translation.override("de"):
        assert say(1) == "1 de Europe/Zurich"
    with timezone.override("UTC"):
        assert say(1) == "1 fr UTC"
    assert say(2).startswith("2")
    assert asked == [1, 1, 1, 1, 2]


def test_a_block_is_written_once_for_each_value():
    written = []

    class Word(str):
        def __str__(self):
            written.append(str.__str__(self))
            return str.__str__(self)

    template = Template("{% load same %}{% same word=word %}{{ word }}{% endsame %}")
    said = [template.render(Context({"word": Word(one)})) for one in ("a", "b", "a", "a")]

    assert said == ["a", "b", "a", "a"]
    assert sorted(set(written)) == ["a", "b"]
    assert written.count("a") == written.count("b")


def test_markup_is_never_repeated_for_words_that_look_like_it():
    template = Template("{% load same %}{% same word=word %}{{ word }}{% endsame %}")
    said = [template.render(Context({"word": one})) for one in (SafeString("<b>"), "<b>", True, 1)]

    assert said == ["<b>", "&lt;b&gt;", "True", "1"]


def test_inside_a_block_only_what_is_named_is_known():
    """A cell that read more than its values would be repeated where it is wrong."""
    template = Template("{% load same %}{% same word=word %}{{ other }}{% endsame %}")

    with pytest.raises(Exception, match="other"):
        template.render(Context({"word": "a", "other": "b"}))


def test_a_block_speaks_the_language_of_the_page():
    template = Template(
        "{% load i18n same %}{% same word=word %}{% translate 'Langue' %}{% endsame %}"
    )
    context = Context({"word": "a"})
    french = template.render(context)
    with translation.override("de"):
        german = template.render(context)

    assert (french, german) == ("Langue", "Sprache")


def test_what_is_each_ones_own_is_not_remembered():
    template = Template(
        "{% load same %}{% same page=page for number=number %}"
        '<a href="{{ page }}">{{ number }}</a>{% endsame %}'
    )
    page = f"/lines/{STAND_IN}/"
    said = [template.render(Context({"page": page, "number": one})) for one in ("A2", "<b>")]

    assert said == ['<a href="/lines/A2/">A2</a>', '<a href="/lines/&lt;b&gt;/">&lt;b&gt;</a>']
    [markup] = template.nodelist.get_nodes_by_type(SameNode)[0].written.values()
    assert "A2" not in markup


WRONG = ["same", "same word", "same word=word other", "same for word=word"]
WRONG += ["same word=word for", "same word=word for one=word two=word"]


@pytest.mark.parametrize("tag", WRONG)
def test_a_block_without_its_values_is_refused(tag):
    with pytest.raises(TemplateSyntaxError, match="only name=value"):
        Template("{% load same %}{% " + tag + " %}{% endsame %}")
