// Keys of the desk: an element with data-julien-key="n" is pressed by N; arrows walk the rows.
// Forms with data-julien-once are sent once, however often the button is pressed.
(() => {
  const typing = (element) =>
    element.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  const rows = () => [...document.querySelectorAll("[data-julien-row]")];

  const walk = (step) => {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const next = all[here + step] || (here < 0 ? all[0] : null);
    if (next) next.focus();
    return Boolean(next);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const button = document.querySelector(`[data-julien-key="${CSS.escape(key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
      if (button.localName === "summary") button.focus();
    } else if (event.target.type !== "radio" && (key === "arrowdown" || key === "arrowup")) {
      if (walk(key === "arrowdown" ? 1 : -1)) event.preventDefault();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-julien-once]");
    if (!form) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });

  // Coming back with the browser's arrow: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-julien-once]")) delete form.dataset.sent;
  });
})();
