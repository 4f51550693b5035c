"""Templates rendered as the product renders them.

Django's test environment tells each template, each include and each field of a form to whoever
listens, with a copy of its context. Packages that read thousands of answers do without.
"""

import pytest
from django.template import Template

RENDER = Template._render  # read before the test environment puts its own there


@pytest.fixture(scope="package", autouse=True)
def templates_untold(django_test_environment):
    """For the conftest.py of a package. `response.context` is empty there."""
    told = Template._render
    Template._render = RENDER
    yield
    Template._render = told
