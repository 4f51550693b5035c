"""The languages of a call: one list for whoever asks, whoever calls, and the queue."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from callbacks.filters import FIELDS
from callbacks.forms.new_request import NewRequestForm
from julien.core.languages import SPOKEN, language_name
from julien.staff.forms.team import OwnAccountForm
from requests_intake.forms.ask import RequestForm

ADDED = """
import django
django.setup()
from julien.core.languages import language_name
from requests_intake.forms.ask import RequestForm
print(RequestForm.base_fields["language"].choices[-1], language_name("so"))
"""


@pytest.mark.parametrize("form", [RequestForm, NewRequestForm, OwnAccountForm])
def test_who_asks_and_who_calls_choose_from_one_list(form):
    field = form.base_fields.get("language") or form.base_fields["languages"]
    assert field.choices == list(SPOKEN.items())


def test_the_queue_filters_by_each_of_them_in_the_words_of_the_team():
    assert [(code, str(name)) for code, name in FIELDS["langue"][1]] == [
        (code, language_name(code)) for code in SPOKEN
    ]
    assert language_name("sq") == "albanais"
    assert language_name("xx") == "xx", "one that is not offered any more"


def test_a_language_of_this_installation_needs_no_code():
    done = subprocess.run(
        [sys.executable, "-c", ADDED],
        cwd=settings.BASE_DIR,
        env=os.environ | {"MORE_LANGUAGES": "so=Soomaali=somali"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "('so', 'Soomaali') somali\n"
