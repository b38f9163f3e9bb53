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
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const question = event.target.closest("[data-question]");
  if (question) unsaved.add(question.id);
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
  const question = event.target.closest("[data-question]");
  if (question) showStatus(question, "Bewaren…", false);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const question = event.target.closest("[data-question]");
  if (question && event.detail.successful) unsaved.delete(question.id);
});

// No connection: say so, and try again until it works.
document.addEventListener("htmx:sendError", (event) => {
  const question = event.target.closest("[data-question]");
  if (!question) return;
  showStatus(question, "Nog niet bewaard: geen verbinding. We proberen het zo opnieuw.", true);
  setTimeout(() => htmx.trigger(question, "retry"), 4000);
});

// A page that the back button takes from memory is asked for again, so that logging out hides it.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Buttons that print, and questions before something is lost.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
