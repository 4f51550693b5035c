"""What the pages of figures beside the report show while the browser looks at them."""

from tests.browser.scenes import a_counted_campaign


def delays(by):
    return f"/pilotage/{a_counted_campaign().slug}/delais/"
