"""The first view of each public page on Lighthouse's slow phone, in Chromium: paint, shift, bytes.

python -m bench.first_view http://127.0.0.1:8000       beside a running demo

Lighthouse itself is asked by bench.lighthouse: these are its profile (1.6 Mbit/s, 150 ms, a
processor four times slower) and its measures, read from the browser.
"""

# ruff: noqa: T201 -- a script: it prints

import statistics
import sys

from playwright.sync_api import sync_playwright

from tests import chromium

PAGES = (
    "/fr/",
    "/fr/aides/",
    "/fr/aides/aide-sociale/",
    "/fr/aides/?q=dentiste",
    "/fr/mes-droits/",
    "/fr/rappel/",
    "/fr/chiffres/",
    "/de/",
)
ROUNDS = 5
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})"""
LARGEST = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { last = one.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => done(last), 100);
})"""
BYTES = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource")]
  .filter((one) => !one.name.endsWith(".svg"))
  .map((one) => one.transferSize)"""


def slow_phone(page):
    """From now on this page loads as on Lighthouse's slow phone."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def first_view(browser, address):
    """(ms to the largest paint, layout shift, bytes over the wire, requests) of a cold visit."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2)
    page = context.new_page()
    slow_phone(page)
    page.goto(address, wait_until="load")
    sizes = page.evaluate(BYTES)
    found = page.evaluate(LARGEST), page.evaluate(SHIFT), sum(sizes), len(sizes)
    context.close()
    return found


def main():
    base = sys.argv[1].rstrip("/")
    print("| page | largest paint, ms | shift | KB over the wire | requests |")
    print("|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"]
        )
        views = {path: [] for path in PAGES}
        for _round in range(ROUNDS):
            for path, seen in views.items():
                seen.append(first_view(browser, base + path))
        for path, seen in views.items():
            paint = statistics.median(one[0] for one in seen)
            shift, weight, requests = max(one[1] for one in seen), seen[0][2], seen[0][3]
            print(f"| {path} | {paint:.0f} | {shift:.3f} | {weight / 1000:.1f} | {requests} |")
        browser.close()


if __name__ == "__main__":
    main()
