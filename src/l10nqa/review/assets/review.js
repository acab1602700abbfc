// Keys, focus and the editor of a review; what the page shows comes from the server (htmx).
"use strict";

const byId = (id) => document.getElementById(id);
let busy = 0;
let waiting = null; // the button that waits for a reason
const areKeysOn = () => localStorage.getItem("l10nqa-keys") !== "off";

function say(text) {
  const line = document.createElement("p");
  line.className = "note failed";
  line.textContent = text;
  byId("message").replaceChildren(line);
}

function showEditor(shown) {
  const editor = byId("editor");
  if (!editor) return;
  editor.hidden = !shown;
  byId("edit-button").setAttribute("aria-expanded", String(shown));
  (shown ? byId("new-target") : byId("edit-button")).focus();
}

function showFilters(shown) {
  byId("filters").hidden = !shown;
  byId("show-filters").setAttribute("aria-expanded", String(shown));
  if (shown) byId("filters").querySelector("select").focus();
}

const lacksReason = (button) => button.hasAttribute("data-needs-reason") && !byId("reason").value.trim();

function askForReason(button) {
  waiting = button;
  say("Give a reason, then press Enter.");
  byId("reason").focus();
}

function press(key) {
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button || button.disabled) return false;
  button.click();
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (lacksReason(button)) {
    event.stopImmediatePropagation();
    event.preventDefault();
    askForReason(button);
    return;
  }
  switch (button.id) {
    case "edit-button": showEditor(byId("editor").hidden); break;
    case "cancel": showEditor(false); break;
    case "show-filters": showFilters(byId("filters").hidden); break;
    case "show-keys": byId("keys").showModal(); break;
    case "close-keys": byId("keys").close(); break;
    case "close-list": byId("list").replaceChildren(); break;
  }
}, true);

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && byId("editor") && !byId("editor").hidden) { showEditor(false); return; }
  if (field) {
    if (event.key === "Enter" && field.id === "reason") {
      event.preventDefault();
      if (waiting && field.value.trim()) { const button = waiting; waiting = null; button.click(); }
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.id === "new-target") {
      event.preventDefault();
      byId("save").click();
    } else if (event.key === "Escape") {
      field.blur();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("keys").open || !areKeysOn()) return;
  if (event.key === "?") byId("keys").showModal();
  else if (event.key === "r" && byId("reason")) byId("reason").focus();
  else if (event.key === "/") showFilters(true);
  else if (event.key.length === 1 && !busy) { if (!press(event.key)) return; }
  else return;
  event.preventDefault();
});

// A key pressed while an answer is under way must not act on the card that comes next.
const targetOf = (event) => (event.detail.target || {}).id;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (targetOf(event) !== "card") return;
  busy += 1;
  // Not htmx:afterRequest: what asked may be gone by then.
  event.detail.xhr.addEventListener("loadend", () => {
    busy -= 1;
    if (event.detail.xhr.status === 200) showCard();
  });
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (targetOf(event) === "list" && byId("list-title")) byId("list-title").focus();
});

function showCard() {
  waiting = null;
  const title = byId("card").querySelector("h2");
  if (title && !byId("filters").contains(document.activeElement)) {
    title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  const page = document.documentElement.dataset;
  page.cards = String(Number(page.cards || 0) + 1);
}

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.pathInfo.requestPath !== "/status") say(`The server refused this: ${event.detail.xhr.status}. ${event.detail.xhr.responseText.slice(0, 200)}`);
});
document.addEventListener("htmx:sendError", () => say("The server does not answer: has l10nqa review been ended?"));

document.addEventListener("DOMContentLoaded", () => {
  byId("keys-on").checked = areKeysOn();
  byId("keys-on").addEventListener("change", (event) => localStorage.setItem("l10nqa-keys", event.target.checked ? "on" : "off"));
  document.documentElement.dataset.ready = "yes";
});
