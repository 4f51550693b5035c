"""axe-core on an open page: what is wrong, in words one can act on."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page):
    """One line for each violation. Raises when axe did not really look at the page."""
    # resultTypes: of the rules that passed one node is enough, and not hundreds to carry over.
    # preload: axe would copy imported sheets into <style>, which our CSP rightly refuses.
    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    if page.evaluate("!window.axe"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", options)
    passed = {rule["id"] for rule in found["passes"]}
    assert {"document-title", "html-has-lang", "color-contrast"} <= passed | {
        rule["id"] for rule in found["violations"]
    }, f"axe saw no page: {passed}"
    return [
        f"{rule['id']}: {node['html']} — {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
