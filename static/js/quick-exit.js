// Leave at once: the neutral page takes the place of this one in the history.
// Without this file the link is an ordinary link. Nothing is stored.
(() => {
  const link = document.querySelector("[data-julien-quick-exit]");
  if (!link) return;

  const leave = (event) => {
    event?.preventDefault();
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  };
  link.addEventListener("click", leave);

  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 1000) leave();
    last = event.timeStamp;
  });
})();
