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
const retries = new Map(); // question id -> the timer of its next attempt
const NO_CONNECTION = "Nog niet bewaard: geen verbinding. We proberen het zo opnieuw.";
const BROKEN = "Nog niet bewaard: er ging iets mis bij ons. We proberen het zo opnieuw.";
const REFUSED = "Niet bewaard. Kopieer wat je typte en laad deze pagina opnieuw.";

function questionOf(event) {
  return event.target.closest?.("[data-question]");
}

function showStatus(question, text, failed) {
  const status = question.querySelector(".status");
  status.querySelector("span").textContent = text;
  status.classList.toggle("failed", failed);
}

document.addEventListener("input", (event) => {
  const question = questionOf(event);
  if (!question) return;
  unsaved.set(question.id, (unsaved.get(question.id) || 0) + 1);
  showStatus(question, "", false);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = csrfToken();
  if (!form.querySelector("[data-question]")) return;
  if (navigator.onLine) return unsaved.clear();
  for (const id of unsaved.keys()) showStatus(document.getElementById(id), NO_CONNECTION, true);
  if (unsaved.size) event.preventDefault();
});
addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// Saving a question by itself
function tryAgain(question, detail) {
  const { elt } = detail.requestConfig; // the question, or a button in it
  clearTimeout(retries.get(question.id));
  retries.set(question.id, setTimeout(() => htmx.trigger(elt, elt === question ? "retry" : "click"), 4000));
}

function isPage(xhr) { // and not the part that was asked for: an error, or another page to look at first
  return /^\s*<!doctype/i.test(xhr.responseText);
}

// Where the server explains why it did not save: that needs more room than the status line.
function noticeOf(question) {
  const notice = question.querySelector(".q-notice") || document.createElement("div");
  notice.className = "q-notice";
  question.querySelector(".q-head").after(notice); // "your text is below"
  return notice;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const question = questionOf(event);
  if (!question) return;
  clearTimeout(retries.get(question.id));
  Object.assign(event.detail.xhr, { question: question.id, typed: unsaved.get(question.id) });
  noticeOf(question).remove();
  showStatus(question, "Bewaren…", false);
});
document.addEventListener("htmx:sendError", (event) => {
  const question = questionOf(event);
  if (!question) return;
  showStatus(question, NO_CONNECTION, true);
  tryAgain(question, event.detail);
});

// The status line holds the version that the next save starts from: only another one may replace it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const question = questionOf(event), { detail } = event, { status } = detail.xhr;
  if (!question) return;
  if (isPage(detail.xhr)) {
    detail.shouldSwap = false;
    showStatus(question, status < 500 ? REFUSED : BROKEN, true);
    if (status >= 500) tryAgain(question, detail);
  } else if (status >= 400 && status !== 422) {
    showStatus(question, "Nog niet bewaard.", true);
    Object.assign(detail, { target: noticeOf(question), swapOverride: "innerHTML" });
  } else if (detail.target === question) {
    rememberTyping(question, detail.xhr);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr } = event.detail, question = document.getElementById(xhr.question);
  if (!question || xhr.typed !== unsaved.get(question.id)) return;
  const isSaved = xhr.status >= 200 && xhr.status < 300 && !isPage(xhr);
  if (isSaved && !question.querySelector(".clash")) unsaved.delete(question.id);
});

// A question is replaced when a colleague changed it too. Who is still typing goes on typing.
let typing = null;

function rememberTyping(question, xhr) {
  const field = document.activeElement;
  if (!question.contains(field) || !field.matches("textarea")) return;
  typing = { name: field.name, isNewer: xhr.typed !== unsaved.get(question.id), value: field.value };
}

document.addEventListener("htmx:afterSettle", () => {
  const field = typing && document.getElementsByName(typing.name)[0];
  if (field && typing.isNewer) {
    field.value = typing.value;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  typing = null;
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

// Leaving at once: the page is blank before the server answers, and Back does not lead to it.
const root = document.documentElement;
let escapedAt = -Infinity;

async function leave(form) {
  root.classList.add("blank");
  document.title = "Nieuw tabblad";
  unsaved.clear();
  await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
  location.replace(form.action);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-leave]")) return;
  event.preventDefault();
  leave(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  const isEscape = event.key === "Escape";
  if (isEscape && event.timeStamp - escapedAt < 1000) document.querySelector("[data-leave]").requestSubmit();
  escapedAt = isEscape ? event.timeStamp : -Infinity;
});
// What the browser keeps of a page for the back button is blank, until pageshow asks for it again.
addEventListener("pagehide", () => {
  root.classList.add("blank");
  unsaved.clear(); // who left has been asked
});

// A page that is left open hides what it shows when the session ends. It counts with the server: from
// the last time that the session was written, and by the clock, because a sleeping computer counts
// nothing. All the windows of the same person count together.
const { user, idleSeconds, unusedSeconds, homePath, loginPath } = document.body.dataset;
const STILL_THERE = "Ben je er nog? Raak het scherm of een toets aan om verder te werken.";
const LOGGED_OUT = "Je was even weg, daarom hebben we je afgemeld. Wat je typte, staat hier nog: meld je opnieuw aan en kom dan terug naar dit tabblad.";
const title = document.title;

function watchIdleness(limit) {
  const key = `used-at-${user}`, warning = Math.min(30000, limit / 4);
  let usedAt = Date.now() - unusedSeconds * 1000, isGone = false;
  const share = () => localStorage.setItem(key, usedAt = Math.max(usedAt, Number(localStorage.getItem(key))));

  function look() {
    if (root.classList.contains("blank")) return; // gone: what is written now would be left behind
    share();
    const idle = Date.now() - usedAt;
    if (idle < limit - warning) return uncover();
    if (idle < limit + 1000) return cover(STILL_THERE); // a second later the server surely thinks so too
    if (hasTyped()) return cover(LOGGED_OUT, loginPath);
    cover("");
    if (!isGone) location.replace(location.pathname + location.search);
    isGone = true;
  }

  // The server writes a session once a minute, so asking it more often changes nothing.
  function noteUse() {
    look();
    const idle = Date.now() - usedAt;
    if (idle < limit / 15 || idle >= limit) return;
    usedAt = Date.now();
    fetch(homePath, { method: "HEAD", redirect: "manual" }).catch(() => {});
    look();
  }

  for (const kind of ["keydown", "pointerdown", "pointermove", "touchstart", "wheel"]) {
    addEventListener(kind, noteUse, { passive: true });
  }
  for (const kind of ["visibilitychange", "pageshow", "focus"]) addEventListener(kind, look);
  setInterval(look, 1000);
}

function hasTyped() {
  const fields = [...document.querySelectorAll("textarea, input:not([type=password])")];
  return unsaved.size > 0 || fields.some((f) => !f.closest("[data-question]") && f.value !== f.defaultValue);
}

function cover(text, path) {
  const layer = document.querySelector(".cover") || document.createElement("div");
  if (layer.textContent.startsWith(text) && layer.isConnected) return;
  layer.className = "cover";
  layer.setAttribute("role", "alert");
  layer.innerHTML = `<div><p></p><a class="btn btn-primary" target="_blank" rel="noopener">Meld je aan in een nieuw tabblad</a></div>`;
  const [words, link] = layer.firstChild.children;
  words.textContent = text;
  if (path) link.href = path;
  else link.remove();
  document.body.append(layer);
  hideFromKeyboard(Boolean(path)); // not while it may still be lifted: that would move the cursor
  root.classList.add("covered");
  document.title = "Schoolveilig online";
}

function uncover() {
  if (!root.classList.contains("covered")) return;
  document.querySelector(".cover").remove();
  hideFromKeyboard(false);
  root.classList.remove("covered");
  document.title = title;
}

function hideFromKeyboard(isHidden) {
  for (const part of document.querySelectorAll("body > :not(.cover)")) part.inert = isHidden;
}

if (idleSeconds) watchIdleness(idleSeconds * 1000);
