// The call page: the record stays ours while we work, dialling is written down when it starts,
// a result is one key. Without this script every button of the page does the same.
(() => {
  const page = document.querySelector(".call");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!page || !token) return;

  const post = (address) =>
    fetch(address, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": token.value, Accept: "application/json" },
    });

  // Activity renews the lease, once a minute at most.
  const presence = page.dataset.julienPresence;
  let told = Date.now();
  const here = () => {
    if (!presence || Date.now() - told < 60000) return;
    told = Date.now();
    post(presence).then(async (answer) => {
      if (answer.ok) until = Date.parse((await answer.json()).until);
      if (answer.status === 409) until = 0;
      count();
    }).catch(() => {});
  };

  // How long it is still ours, in words, each quarter of a minute.
  const lease = document.querySelector("[data-julien-lease]");
  let until = lease ? Date.parse(lease.dataset.julienLease) : 0;
  const count = () => {
    if (!lease) return;
    const left = Math.ceil((until - Date.now()) / 60000);
    const words = left <= 0 ? "julienEnded" : left <= 5 ? "julienEnds" : "julienLeft";
    lease.textContent = lease.dataset[words].replace("%s", left);
    lease.classList.toggle("lease-ends", left <= 5);
  };
  count();
  setInterval(count, 15000);
  for (const sign of ["keydown", "pointerdown", "input"]) document.addEventListener(sign, here);

  // Copying the number.
  const copy = document.querySelector("[data-julien-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.julienCopy);
      copy.textContent = copy.dataset.julienCopied;
    });
  }

  // Pressing the number is dialling.
  const dial = document.querySelector("[data-julien-dial]");
  const number = document.querySelector(".call-number .tel-link");
  if (dial && number) {
    number.addEventListener("click", async () => {
      const answer = await post(dial.action).catch(() => null);
      if (!answer || !answer.ok) return;
      dial.hidden = true;
      document.querySelector(".call-running").hidden = false;
    });
  }

  // The list of results: its key chooses a phrase.
  const results = document.querySelector("[data-julien-results]");
  if (!results) return;
  const when = results.querySelector("[data-julien-when]");
  const follow = () => {
    const chosen = results.querySelector("[name=result]:checked");
    when.classList.toggle("is-needed", Boolean(chosen && "julienNeedsTime" in chosen.dataset));
  };
  results.addEventListener("change", follow);
  follow();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio])")) return;
    const key = CSS.escape(event.key.toLowerCase());
    const phrase = results.querySelector(`[data-julien-choice="${key}"]:not(:disabled)`);
    if (!phrase || document.querySelector(`[data-julien-key="${key}"]`)) return;
    event.preventDefault();
    phrase.checked = true;
    phrase.focus();
    follow();
  });

  // Leaving with a note that is not noted yet asks first.
  const note = results.querySelector("[name=note]");
  let noted = false;
  results.addEventListener("submit", () => { noted = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!noted && note.value.trim() && note.value !== note.defaultValue) event.preventDefault();
  });
})();
