// Keeps the messages of the demo's telephone fresh. Without it there is the link "Actualiser".
// <div data-julien-thread="ADDRESS">: its content is fetched again from ADDRESS.
(() => {
  const EVERY = 3000;
  const thread = document.querySelector("[data-julien-thread]");
  let last = "";

  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(thread.dataset.julienThread);
      if (!answer.ok) return;
      const html = await answer.text();
      if (last && html !== last) thread.innerHTML = html;
      last = html;
    } catch {
      // The server is restarting: next time.
    }
  };

  refresh();
  setInterval(refresh, EVERY);
})();
