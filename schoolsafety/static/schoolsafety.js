// Nothing here is needed to do the work: without JavaScript every form still sends.
"use strict";

const cookieName = location.protocol === "https:" ? "__Host-csrf" : "csrftoken";

function csrfToken() {
  const found = document.cookie.split("; ").find((c) => c.startsWith(cookieName + "="));
  return found ? found.slice(cookieName.length + 1) : "";
}

// The token of the moment, not of the page: logging in again in another tab changes it.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

// What is typed and not yet saved keeps the page open until the person decides.
const unsaved = new Map(); // question id -> how often something was typed since it was saved

function questionOf(event) {
  return event.target.closest?.("[data-question]");
}

document.addEventListener("input", (event) => {
  const question = questionOf(event);
  if (question) unsaved.set(question.id, (unsaved.get(question.id) || 0) + 1);
});
document.addEventListener("submit", () => unsaved.clear());
addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

function showStatus(question, text, failed) {
  const status = question.querySelector(".status");
  status.querySelector("span").textContent = text;
  status.classList.toggle("failed", failed);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const question = questionOf(event);
  if (!question) return;
  event.detail.xhr.typed = unsaved.get(question.id);
  showStatus(question, "Bewaren…", false);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const question = questionOf(event);
  const isLatest = question && event.detail.xhr.typed === unsaved.get(question.id);
  if (isLatest && event.detail.successful) unsaved.delete(question.id);
});

// No connection: say so, and try again until it works.
document.addEventListener("htmx:sendError", (event) => {
  const question = questionOf(event);
  if (!question) return;
  showStatus(question, "Nog niet bewaard: geen verbinding. We proberen het zo opnieuw.", true);
  setTimeout(() => htmx.trigger(question, "retry"), 4000);
});

// A page that the back button takes from memory is asked for again, so that logging out hides it.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Printing needs JavaScript, so its buttons only show with it.
document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
