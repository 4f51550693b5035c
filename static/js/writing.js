// A draft saves itself while one types, and its preview follows; every button works without this file.
// htmx carries the page to the server and back; this file says when, and what to say if it fails.
(() => {
  "use strict";
  const QUIET_MS = 1200; // a pause in typing
  const LATEST_MS = 8000; // and never later than this after a change
  const RETRY_MS = 5000;
  const SETTLED_MS = 100; // htmx gives a swapped element its new values a moment later

  const form = document.querySelector("#ecrire");
  if (!form) return;
  const notice = form.querySelector("[data-julien-notice]");
  const words = notice.dataset;
  form.querySelector("[data-julien-keys]").hidden = false;

  let changedAt = 0; // when the first unsaved change was made; 0: all is saved
  let timer = 0;
  let saving = false;
  let leaving = false;
  let pressed = null; // the button that waits until what is being saved has its number
  let refused = false; // the session ended, or its token is another one by now
  let stopped = !form.hasAttribute("data-julien-autosave");

  const say = (sentence, ...after) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    notice.className = "alert alert-attention";
    notice.replaceChildren(line, ...after);
    notice.hidden = false;
  };
  const hush = () => {
    notice.hidden = true;
    notice.replaceChildren();
  };
  const plan = (delay) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, delay);
  };
  const save = async () => {
    if (saving || stopped || !changedAt) return;
    saving = true;
    if (refused) await window.julienFreshToken(form).catch(() => {});
    changedAt = 0;
    window.htmx.trigger(form, "julien:save");
  };
  const failed = (sentence, ...after) => {
    changedAt = changedAt || Date.now();
    say(sentence, ...after);
    plan(RETRY_MS);
  };
  const loginLink = () => {
    const link = document.createElement("a");
    link.href = words.loginUrl;
    link.target = "_blank";
    link.textContent = words.loginLink;
    return link;
  };
  const compareButton = () => {
    const button = document.createElement("button");
    button.className = "btn btn-outline-primary btn-sm";
    button.textContent = words.compare;
    return button;
  };

  form.addEventListener("input", (event) => {
    if (event.target.name === "why") return;
    const now = Date.now();
    changedAt = changedAt || now;
    const saved = form.querySelector("[data-julien-saved]");
    saved.textContent = words.unsaved;
    saved.classList.add("unsaved");
    plan(Math.max(0, Math.min(QUIET_MS, changedAt + LATEST_MS - now)));
  });

  // Only an answer that says it saved goes into the page: not a login page, not an error.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    const saved = answer.getResponseHeader("X-Julien-Saved");
    event.detail.shouldSwap = Boolean(saved);
    event.detail.isError = false;
    if (saved) {
      refused = false;
      hush();
    } else if (answer.status === 409) {
      stopped = true;
      say(words.stale, compareButton());
    } else if (answer.status >= 500) {
      failed(words.offline);
    } else {
      refused = true;
      failed(words.login, loginLink());
    }
  });
  form.addEventListener("htmx:sendError", () => failed(words.offline));
  form.addEventListener("htmx:afterRequest", (event) => {
    saving = false;
    if (pressed) goOn(event.detail.xhr.status > 0);
    else if (changedAt && notice.hidden) plan(QUIET_MS);
  });

  // A page sent while a save is under way has its old number: it would be told that it came second.
  const goOn = (answered) => {
    const button = pressed;
    pressed = null;
    leaving = answered;
    if (answered) setTimeout(() => form.requestSubmit(button), SETTLED_MS);
  };
  form.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changedAt && !leaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key === "s") {
      event.preventDefault();
      if (stopped) return;
      changedAt = changedAt || Date.now();
      plan(0);
    } else if (event.key === "Enter") {
      event.preventDefault();
      form.elements.why.focus();
    }
  });
})();
