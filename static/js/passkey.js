// A passkey as second factor: ask our server, ask the browser, tell our server. Without this
// script the code of the application does the same.
"use strict";

const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toBase64 = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify(body),
  });
  // The server wants to be sure who is there, or the session is over: that is another page.
  if (answer.redirected) {
    window.location.assign(answer.url);
    return new Promise(() => {});
  }
  return answer.json();
}

function readable(options) {
  const asked = { ...options, challenge: fromBase64(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: fromBase64(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    asked[list] = (asked[list] || []).map((key) => ({ ...key, id: fromBase64(key.id) }));
  }
  return asked;
}

function writable(key) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (key.response[part]) response[part] = toBase64(key.response[part]);
  }
  return { id: key.id, rawId: toBase64(key.rawId), type: key.type, response };
}

async function use(place, said) {
  said.textContent = "";
  try {
    const options = await send(place.dataset.question, {});
    if (options.error) throw new Error(options.error);
    const publicKey = readable(options.publicKey);
    const key = await navigator.credentials[place.dataset.julienPasskey]({ publicKey });
    const verdict = await send(place.dataset.answer, writable(key));
    if (verdict.go) window.location.assign(verdict.go);
    else said.textContent = verdict.error;
  } catch {
    said.textContent = said.dataset.stopped;
  }
}

if (window.PublicKeyCredential) {
  for (const place of document.querySelectorAll("[data-julien-passkey]")) {
    const said = place.querySelector("[role=status]");
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => use(place, said));
  }
}
