// The sheet saves itself while people talk; every button works without this file.
// Unsaved words stay in the page and nowhere else: nothing personal goes into storage.
(() => {
  "use strict";
  const QUIET_MS = 1500; // a pause in typing
  const LATEST_MS = 8000; // and never later than this after a change
  const RETRY_MS = 5000;

  const print = document.querySelector("[data-julien-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const next = document.querySelector('[data-julien-key="n"]');
  if (next) {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select");
      if (event.key === "n" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) next.click();
    });
  }

  const sheet = document.querySelector("[data-julien-autosave]");
  if (!sheet) return;
  const words = sheet.querySelector("[data-julien-words]").dataset;
  const saved = sheet.querySelector("[data-julien-saved]");
  const notice = sheet.querySelector("[data-julien-notice]");
  const place = sheet.querySelector("[data-julien-place]");
  let changedAt = 0; // when the first unsaved change was made; 0: all is saved
  let timer = 0;
  let saving = null; // the running save
  let again = false;
  let stopped = false;
  let refused = false; // the session ended, or its token is another one by now

  const show = (sentence, ...after) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    notice.replaceChildren(line, ...after);
    notice.hidden = false;
  };
  const hide = () => {
    notice.hidden = true;
    notice.replaceChildren();
  };
  const submitButton = (label) => {
    const button = document.createElement("button");
    button.className = "btn btn-outline-primary btn-sm";
    button.textContent = label;
    return button;
  };
  const loginLink = () => {
    const link = document.createElement("a");
    link.href = words.loginUrl;
    link.target = "_blank";
    link.textContent = words.loginLink;
    return link;
  };

  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, delay);
  };
  const changed = () => {
    const now = Date.now();
    changedAt = changedAt || now;
    saved.textContent = words.unsaved;
    saved.classList.add("unsaved");
    again = Boolean(saving);
    if (!stopped) plan(Math.max(0, Math.min(QUIET_MS, changedAt + LATEST_MS - now)));
  };

  // True when the server took the sheet or answered about it; false when it cannot be reached.
  const save = async () => {
    if (!changedAt || stopped) return true;
    again = false;
    try {
      if (refused) await window.julienFreshToken(sheet);
      const response = await fetch(sheet.action, {
        method: "POST",
        body: new FormData(sheet),
        headers: { Accept: "application/json" },
        redirect: "manual",
        credentials: "same-origin",
      });
      return await settle(response);
    } catch {
      show(words.offline);
      plan(RETRY_MS);
      return false;
    }
  };
  // One save at a time; who asks meanwhile waits for the running one.
  const saveNow = () => {
    saving ||= save().finally(() => {
      saving = null;
      if (again && !stopped) plan(QUIET_MS);
    });
    return saving;
  };

  const settle = async (response) => {
    refused = response.type === "opaqueredirect" || response.status === 403;
    if (refused) {
      show(words.login, loginLink());
      plan(RETRY_MS);
      return false;
    } else if (response.status === 409) {
      stopped = true;
      const answer = await response.json();
      show(answer.sentence, submitButton(answer.behind ? words.compare : words.show));
    } else if (response.ok) {
      done(await response.json());
    } else {
      show(words.refused);
      plan(RETRY_MS);
    }
    return true;
  };

  const done = (answer) => {
    sheet.elements.revision.value = answer.revision;
    if (place.innerHTML.trim() !== answer.place.trim() && !place.contains(document.activeElement)) {
      place.innerHTML = answer.place;
    }
    if (!again) {
      changedAt = 0;
      saved.textContent = answer.saved;
      saved.classList.remove("unsaved");
    } else {
      changedAt = Date.now();
    }
    for (const [name, sentence] of Object.entries(answer.delicate)) {
      const line = sheet.querySelector(`[data-julien-delicate="${name}"]`);
      if (line && line.textContent !== sentence) line.textContent = sentence;
    }
    const links = Object.entries(answer.errors).map(([id, sentence]) => {
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = sentence;
      return link;
    });
    if (links.length) show("", ...links);
    else hide();
  };

  sheet.addEventListener("input", (event) => {
    if (event.target.id !== "aide-cherchee") changed();
  });
  // A button leaves the page: first make sure the server can be reached, so that a session that
  // ended, or a lost network, does not take the words along.
  let leaving = false;
  sheet.addEventListener("submit", async (event) => {
    if (stopped) {
      changedAt = 0;
      return;
    }
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    clearTimeout(timer);
    if (saving) await saving;
    changedAt = changedAt || Date.now();
    if (await saveNow()) {
      stopped = true;
      clearTimeout(timer);
      sheet.requestSubmit(event.submitter);
    }
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changedAt) event.preventDefault();
  });
  window.addEventListener("online", () => changedAt && plan(0));
  document.addEventListener("visibilitychange", () => changedAt && !stopped && plan(0));

  // Adding an aid by typing part of its name, where the list would be long to walk.
  const select = sheet.elements.add_aid;
  const search = document.createElement("input");
  search.type = "text";
  search.id = "aide-cherchee";
  search.setAttribute("list", "aides-au-choix");
  search.placeholder = words.search;
  const list = document.createElement("datalist");
  list.id = "aides-au-choix";
  list.append(...[...select.options].slice(1).map((option) => new Option("", option.text)));
  select.before(search, list);
  select.hidden = true;
  sheet.querySelector("label[for=add_aid]").htmlFor = search.id;
  const add = select.parentElement.querySelector("button");
  const choose = () => {
    const found = [...select.options].find((option) => option.value && option.text === search.value);
    select.value = found ? found.value : "";
    return Boolean(found);
  };
  search.addEventListener("input", choose);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (choose()) add.click();
  });
})();
