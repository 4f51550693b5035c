// Logging in again changes the token of a form, and no script can read its cookie: the page itself
// has it. For forms that save themselves; a page that cannot be had leaves the form as it is.
window.julienFreshToken = async (form) => {
  const response = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const field = page.querySelector("[data-julien-autosave] [name=csrfmiddlewaretoken]");
  if (field) form.elements.csrfmiddlewaretoken.value = field.value;
};
