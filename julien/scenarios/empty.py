"""An installation ready to work, without a single request: the service without a campaign."""

from julien.scenarios.base import load_base


def load(*, now):
    load_base()
