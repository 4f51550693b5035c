// Keeps the messages of the demo's telephone fresh. Without it there is the link "Actualiser".
// <div data-julien-thread="ADDRESS">: its content is fetched again from ADDRESS.
(() => {
  const EVERY = 3000;
  const thread = document.querySelector("[data-julien-thread]");
  const toEnd = () => { thread.scrollTop = thread.scrollHeight; };

  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(thread.dataset.julienThread);
      const html = answer.ok ? await answer.text() : thread.innerHTML;
      if (html.trim() !== thread.innerHTML.trim()) {
        thread.innerHTML = html;
        toEnd();
      }
    } catch {
      // The server is restarting: next time.
    }
  };

  toEnd();
  setInterval(refresh, EVERY);
})();
