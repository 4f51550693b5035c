"""axe-core on an open page: what is wrong, in words one can act on."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what another colour scheme can break
OF_A_DOCUMENT = ["document-title", "html-has-lang"]

# Of what axe tells, which is half a megabyte for a page, only this is carried over.
RUN = """async (options) => {
  const found = await axe.run(options);
  return {
    passed: found.passes.map((rule) => rule.id),
    violated: found.violations.flatMap((rule) => rule.nodes.map(
      (node) => ({id: rule.id, html: node.html, why: node.failureSummary}))),
  };
}"""


def faults(page, rules=RULES):
    """One line for each violation. Raises when axe did not really look at the page."""
    # resultTypes: of the rules that passed one node is enough.
    # preload: axe would copy imported sheets into <style>, which our CSP rightly refuses.
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    if page.evaluate("!window.axe"):
        page.evaluate(SCRIPT)
    found = page.evaluate(RUN, options)
    looked_at = {*found["passed"], *(fault["id"] for fault in found["violated"])}
    always = {"color-contrast"} if rules is OF_COLOUR else {"color-contrast", *OF_A_DOCUMENT}
    assert always <= looked_at, f"axe saw no page: {looked_at}"
    return [f"{fault['id']}: {fault['html']} — {fault['why']}" for fault in found["violated"]]
