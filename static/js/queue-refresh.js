// The list says by itself what changed, and moves nothing that one reads: each line is brought up
// to date where it stands; new lines and another order wait for R. Without this script the list is
// as old as the page.
(() => {
  const desk = document.querySelector("[data-julien-refresh]");
  const news = document.querySelector("[data-julien-news]");
  if (!desk || !news) return;

  const rows = (page) => [...page.querySelectorAll("tr[data-request]")];
  const named = (page) => new Map(rows(page).map((row) => [row.dataset.request, row]));

  const bringUpToDate = (row, fresh) => {
    if (row.contains(document.activeElement)) return; // somebody is about to press there
    if (row.innerHTML !== fresh.innerHTML) row.innerHTML = fresh.innerHTML;
    row.dataset.state = fresh.dataset.state;
    row.className = fresh.className;
  };

  const tell = (changes) => {
    news.hidden = changes === 0;
    const words = changes === 1 ? news.dataset.julienOne : news.dataset.julienMany;
    const sentence = words.replace("%s", changes);
    const place = news.querySelector("span");
    if (changes && place.textContent !== sentence) place.textContent = sentence;
  };

  const compare = (page) => {
    const fresh = named(page);
    let changes = 0;
    for (const row of rows(document)) {
      const now = fresh.get(row.dataset.request);
      if (now) bringUpToDate(row, now);
      else { row.classList.add("is-gone"); changes += 1; }
    }
    const here = rows(document).map((row) => row.dataset.request);
    const known = new Set(here);
    for (const reference of fresh.keys()) if (!known.has(reference)) changes += 1;
    const both = (list) => list.filter((one) => known.has(one) && fresh.has(one)).join();
    if (both(here) !== both([...fresh.keys()])) changes += 1;
    const margin = page.querySelector(".desk-margin");
    const ours = document.querySelector(".desk-margin");
    if (margin && ours && !ours.contains(document.activeElement)) ours.innerHTML = margin.innerHTML;
    tell(changes);
  };

  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    compare(new DOMParser().parseFromString(await answer.text(), "text/html"));
  };
  setInterval(look, Number(desk.dataset.julienRefresh) * 1000);
  document.addEventListener("visibilitychange", look);
})();
