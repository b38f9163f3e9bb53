// Glue around allauth's scripts: show what is for passkeys only where they work, and say when it fails.
"use strict";

if (window.webauthnJSON?.supported()) {
  for (const element of document.querySelectorAll("[data-passkey]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-passkey-unsupported]")) element.hidden = true;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-passkey-failed]").hidden = false;
});
