// What the pages do beyond HTML and htmx: keys, the theme, and marking a passage. Every page works without it.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const KEYS_OFF = "claimdesk.keys-off";

// --- Keys: an element says by data-key which key acts on it, and by data-key-says what that does -----------------------------

const isTyping = (element) => element?.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const isShown = (element) => element.checkVisibility();

function act(element) {
  if (element.matches("a, button, summary")) {
    element.focus();
    element.click();
    return;
  }
  const folded = element.closest("details:not([open])");
  if (folded) folded.open = true;
  const field = () => one("input:not([type=hidden]), select, textarea", element);
  const target = element.matches("input, select, textarea") ? element : field() ?? one(":scope > summary", element) ?? element;
  element.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
  // A form that is fetched now that it is unfolded: whoever waits for it goes on in it.
  const enter = () => document.activeElement === target && field()?.focus({ preventScroll: true });
  if (target.matches("summary")) element.addEventListener("htmx:afterSettle", enter, { once: true });
}

/** From where the focus is to the next or the previous of the claims, cases or rows of the page. */
function step(by) {
  const places = all(".step").filter(isShown);
  if (places.length === 0) return;
  const present = places.indexOf(document.activeElement);
  const here = present >= 0 ? present : places.findIndex((place) => place.closest(".here"));
  const next = here < 0 ? (by > 0 ? 0 : places.length - 1) : Math.min(Math.max(here + by, 0), places.length - 1);
  places[next].focus({ preventScroll: true });
  (places[next].closest("mark, li, tr") ?? places[next]).scrollIntoView({ block: "nearest" });
}

function showKeys() {
  const dialog = one("#keys");
  const list = one("[data-keys]", dialog);
  all("[data-from-page]", list).forEach((item) => item.remove());
  for (const element of all("[data-key-says]").filter(isShown)) {
    const [term, description, key] = ["dt", "dd", "kbd"].map((name) => document.createElement(name));
    key.textContent = element.dataset.key;
    description.textContent = element.dataset.keySays;
    term.append(key);
    for (const item of [term, description]) item.dataset.fromPage = "";
    list.append(term, description);
  }
  dialog.showModal();
}

let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (localStorage.getItem(KEYS_OFF) || one("dialog[open]")) return;
  const wasGoing = going;
  going = !wasGoing && event.key === "g";
  const key = CSS.escape(event.key);
  if (wasGoing && one(`[data-go="${key}"]`)) {
    event.preventDefault();
    one(`[data-go="${key}"]`).click();
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "?" && one("#keys")) {
    event.preventDefault();
    showKeys();
  } else {
    const element = all(`[data-key="${key}"]`).find((candidate) => isShown(candidate) || candidate.closest("details:not([open])"));
    if (!element) return;
    event.preventDefault();
    act(element);
  }
});

const keysOff = one("[data-keys-off]");
if (keysOff) {
  const show = () => document.body.classList.toggle("no-keys", keysOff.checked);
  keysOff.checked = Boolean(localStorage.getItem(KEYS_OFF));
  show();
  keysOff.addEventListener("change", () => {
    keysOff.checked ? localStorage.setItem(KEYS_OFF, "1") : localStorage.removeItem(KEYS_OFF);
    show();
  });
}

// --- The theme: the server keeps it in a cookie, so that a page never appears in the wrong one ---------------------------------

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-switch]")) return;
  event.preventDefault();
  const body = new FormData(event.target, event.submitter);
  const theme = body.get("theme");
  theme ? (document.documentElement.dataset.theme = theme) : delete document.documentElement.dataset.theme;
  fetch(event.target.action, { method: "POST", body, redirect: "manual" });
});

// --- The draft: what was typed since it was last kept is kept before another form, or a link, takes the page away ---------------

const saved = one("#saved");

if (saved && window.htmx) {
  let [typed, sent, kept] = [0, 0, 0]; // how many changes there were, and how many of them are on their way or were answered
  let goOn = null;
  const isOfFinding = (element) => element.form?.id === "finding";
  for (const name of ["input", "change"]) document.addEventListener(name, (event) => isOfFinding(event.target) && (typed += 1));
  saved.addEventListener("htmx:beforeSend", () => (sent = typed));
  saved.addEventListener("htmx:afterRequest", () => {
    kept = sent;
    if (!goOn) return;
    kept < typed ? htmx.trigger(saved, "keep") : goOn();
  });

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.id === "finding") kept = typed; // it takes along what was typed
    if (event.defaultPrevented || form.method === "dialog" || kept === typed) return;
    event.preventDefault();
    // Also where the draft was refused: that is said beside it, and the other form has its own answer.
    goOn = () => {
      goOn = null;
      form.requestSubmit(submitter);
    };
    htmx.trigger(saved, "keep"); // after what is on its way, so that no older draft replaces a newer one
  });

  addEventListener("pagehide", () => {
    if (kept === typed) return;
    const body = new FormData(one("#finding"));
    fetch(saved.getAttribute("hx-post"), { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true });
  });
}

// --- What was typed, where the session has ended: this tab keeps it until the same user is signed in again ------------------------

const TYPED = "claimdesk.typed";
const { user } = document.body.dataset; // on every page that took what was sent to it
const WRITTEN = "input:not([type=hidden], [type=password], [type=file], [autocomplete=one-time-code]), select, textarea";
const isTicked = (field) => field.matches("[type=checkbox], [type=radio]");
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(WRITTEN));
const formsToSend = () => all("form").filter((form) => form.method === "post");
// Not form.action: that is a field, where one has this name.
const addressOf = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;
const isChanged = (field) =>
  isTicked(field) ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue;

let [submitted, isTurnedAway] = [null, false];

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method === "post") submitted = event.target;
});

document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const notice = one("#signed-out");
  if (xhr.status !== 401 || isTurnedAway) return;
  isTurnedAway = true;
  notice.innerHTML = xhr.responseText;
});

addEventListener("pagehide", () => {
  if (!user || !(submitted || isTurnedAway) || submitted?.matches("[data-sign-out]")) return;
  const forms = formsToSend().filter((form) => form === submitted || fieldsOf(form).some(isChanged));
  const typed = forms.map((form) => [
    addressOf(form),
    fieldsOf(form).map((field) => ({ name: field.name, value: field.value, checked: field.checked })),
  ]);
  sessionStorage.setItem(TYPED, JSON.stringify({ user, isTurnedAway, typed }));
});

function typeAgain(form, kept) {
  for (const { name, value, checked } of kept) {
    const field = fieldsOf(form).find((field) => field.name === name && (!isTicked(field) || field.value === value));
    if (!field) continue;
    isTicked(field) ? (field.checked = checked) : (field.value = value);
    if (!isChanged(field)) continue;
    for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// After htmx has started: it is to notice what is typed again.
document.addEventListener("DOMContentLoaded", () => {
  const found = JSON.parse(sessionStorage.getItem(TYPED));
  if (!found) return;
  if (!user) {
    sessionStorage.setItem(TYPED, JSON.stringify({ ...found, isTurnedAway: true }));
    return;
  }
  const isTheirs = found.user === user && found.isTurnedAway;
  const forms = isTheirs ? formsToSend().filter((form) => found.typed.some(([address]) => address === addressOf(form))) : [];
  for (const form of forms) typeAgain(form, found.typed.find(([address]) => address === addressOf(form))[1]);
  if (!isTheirs || forms.length) sessionStorage.removeItem(TYPED);
});

// --- Marking a passage: the browser counts UTF-16 units, the desk counts code points ------------------------------------------

/** The offset in the article's text of a point in one of its paragraphs; claim numbers are ours and not the text's. */
function offsetOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = element.closest("[data-start]");
  if (!paragraph || element.closest(".n")) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const read = before.cloneContents();
  all(".n", read).forEach((number) => number.remove());
  return Number(paragraph.dataset.start) + [...read.textContent].length;
}

const marking = one("#mark-selection");

function selectedPassage() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end, range };
}

if (marking) {
  document.addEventListener("selectionchange", () => {
    const passage = selectedPassage();
    marking.hidden = passage === null;
    if (!passage) return;
    marking.elements.start.value = passage.start;
    marking.elements.end.value = passage.end;
    const below = passage.range.getBoundingClientRect();
    const frame = marking.offsetParent.getBoundingClientRect();
    marking.style.insetBlockStart = `${below.bottom - frame.top + marking.offsetParent.scrollTop + 6}px`;
    marking.style.insetInlineStart = `${Math.max(below.left - frame.left, 0)}px`;
  });
}

// --- Small things --------------------------------------------------------------------------------------------------------------

// A click anywhere on a claim is a click on its number, unless it ends a selection.
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("mark");
  if (mark && !event.target.closest("a") && document.getSelection().isCollapsed) one(`.n[data-claim="${mark.dataset.claim}"]`)?.click();
  all("details.menu[open]").filter((menu) => !menu.contains(event.target)).forEach((menu) => menu.removeAttribute("open"));
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.removeAttribute("open");
  one("summary", menu).focus();
});

// What only fits another kind than the chosen one steps aside, with what was typed in it.
function fit(form) {
  const kind = form && one("[name=kind]:checked", form)?.value;
  for (const part of kind ? all("[data-fits]", form) : []) {
    part.hidden = part.dataset.fits !== kind;
    all("input", part).forEach((input) => (input.disabled = part.hidden));
  }
}

document.addEventListener("change", (event) => fit(event.target.form));
document.addEventListener("htmx:load", (event) => all("[data-fits]", event.target).forEach((part) => fit(part.closest("form"))));

// One tick for all boxes of a list.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.ticksAll;
  if (name) all(`input[type=checkbox][name="${name}"]`).forEach((box) => (box.checked = event.target.checked));
});

// Where the article scrolls beside the panel, it opens at the claim; where the whole page scrolls, at its top.
const here = one(".reading mark.here");
if (here && getComputedStyle(here.closest(".reading")).overflowY === "auto") here.scrollIntoView({ block: "center", behavior: "instant" });
