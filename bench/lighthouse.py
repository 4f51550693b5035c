"""The four scores Lighthouse gives our public pages on its slow phone.

python -m bench.lighthouse http://127.0.0.1:8000 > bench/LIGHTHOUSE.md       beside a running site

Lighthouse is no part of this product and is not installed with it: `npm install -g lighthouse`
puts it on PATH, or LIGHTHOUSE names its command; CHROME_PATH the browser, if it is not found.
"""

# ruff: noqa: T201 -- a script: it prints

import json
import os
import shutil
import statistics
import subprocess
import sys
import time

from tests import chromium

LEAST = 98
ROUNDS = 3
TRIES = 3
LANGUAGES = ("fr", "de")
PAGES = {
    "home": "/",
    "list of all aids": "/aides/",
    "search": "/aides/?q=dentiste",
    "one aid": "/aides/aide-sociale/",
    "self-check": "/mes-droits/",
    "request form": "/rappel/",
    "figures": "/chiffres/",
}
# Its address holds the words somebody typed: on purpose no search engine may keep it.
KEPT_OUT = {"search"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
HEAD = """# Lighthouse on the public pages

`python -m bench.lighthouse {base}`, Lighthouse {version}, its own phone profile (mobile, simulated
slow network), the median of {rounds} cold visits each, {day}, load average before: {load:.1f}. An
address of the same machine counts as safe for Lighthouse: elsewhere best practices lose points
without https.
A page that is kept out of search engines on purpose is not asked whether they may keep it.
"""
MISSING = (
    "Lighthouse was not found. With node: npm install -g lighthouse, "
    "or name its command in the environment variable LIGHTHOUSE."
)


class LighthouseFailed(SystemExit):
    """Its words, when it gave no report."""


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    command = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not command:
        raise SystemExit(MISSING)
    base = sys.argv[1].rstrip("/")
    version, load = _said([command, "--version"]).strip(), os.getloadavg()[0]
    day = time.strftime("%Y-%m-%d")
    print(HEAD.format(base=base, version=version, rounds=ROUNDS, day=day, load=load))
    print(f"| page | {' | '.join(CATEGORIES)} | not perfect in some visit |")
    print("|---" * (len(CATEGORIES) + 2) + "|", flush=True)
    low = [page for name in PAGES for page in _rows(command, base, name)]
    print(f"\nAt least {LEAST} everywhere: {'MISSED by ' + ', '.join(low) if low else 'held'}.")
    sys.exit(bool(low))


def _rows(command, base, name):
    """Prints the row of this page in each language; the names of those with less than LEAST."""
    for language in LANGUAGES:
        more = ["--skip-audits=is-crawlable"] if name in KEPT_OUT else []
        visit = [command, f"{base}/{language}{PAGES[name]}", *more]
        reports = [_report(visit) for _round in range(ROUNDS)]
        points = [_points(reports, category) for category in CATEGORIES]
        lost = sorted({audit for report in reports for audit in _lost(report)})
        row = [f"{name}, {language}", *map(str, points), ", ".join(lost)]
        print(f"| {' | '.join(row)} |", flush=True)
        if min(points) < LEAST:
            yield row[0]


def _report(command):
    """Lighthouse's report of one cold visit, on its own phone profile. One it could not record, as
    happens on a machine at work, is made again."""
    only = f"--only-categories={','.join(CATEGORIES)}"
    visit = [*command, "--quiet", "--output=json", only, f"--chrome-flags={BROWSER}"]
    for _try in range(TRIES - 1):
        try:
            return json.loads(_said(visit))
        except LighthouseFailed:
            pass
    return json.loads(_said(visit))


def _points(reports, category):
    """0 to 100, the median; a category that could not be measured has none."""
    scores = (report["categories"][category]["score"] or 0 for report in reports)
    return round(100 * statistics.median(scores))


def _lost(report):
    """The audits that weigh and are not perfect."""
    for category in CATEGORIES:
        for one in report["categories"][category]["auditRefs"]:
            score = report["audits"].get(one["id"], {}).get("score")
            if one["weight"] and score is not None and score < 1:
                yield one["id"]


def _said(command):
    environment = {"CHROME_PATH": str(chromium.find() or ""), **os.environ}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise LighthouseFailed(done.stderr or f"{command[0]} failed")
    return done.stdout


if __name__ == "__main__":
    main()
