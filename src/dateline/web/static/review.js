// Reviewing with single keys. The next report is fetched before it is needed: a key shows it at
// once, while what was said is sent in the background. What could not be kept is taken back.

import { csrfHeaders, notice } from "./notices.js";
import { Words } from "./review_words.js";

const root = document.getElementById("review");
const help = document.getElementById("review-help");
const said = document.getElementById("review-said");
const words = new Words();
const ahead = new Map(); // address -> promise of an item that is fetched already
const unsaved = new Map(); // a report's key -> promise of its verdict being kept
const KEYS = "dateline.review.keys";
const DONE = { accepted: "Accepted", corrected: "Corrections kept", rejected: "Rejected", skipped: "Skipped" };

let busy = false;
let clock = { seconds: 0, since: performance.now() };

const item = () => root.querySelector(".item");
const find = (selector) => root.querySelector(selector);

class Problem extends Error {}

// -- fetching and showing ---------------------------------------------------------------------

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Problem("The workbench does not answer. Is it still running?");
  }
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) {
    location.assign(elsewhere);
    throw new Problem("Please log in again.");
  }
  if (!answer.ok) throw new Problem(complaint(await answer.text(), answer.status));
  return answer;
}

function complaint(text, status) {
  try {
    return JSON.parse(text).error;
  } catch {
    const page = new DOMParser().parseFromString(text, "text/html");
    const line = page.querySelector(".problem-line");
    return line ? line.textContent.trim() : `That did not work (${status}).`;
  }
}

/** An item; its own next one leaves out what is being kept, and `judged`. */
async function fetchItem(address, judged = []) {
  const url = new URL(address, location.href);
  for (const key of new Set([...unsaved.keys(), ...judged])) url.searchParams.append("done", key);
  const answer = await ask(url, { headers: { "HX-Request": "true" } });
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const found = template.content.querySelector(".item");
  if (!found) throw new Problem("There is no report on that page.");
  return document.importNode(found, true);
}

function prefetch(address) {
  if (!address || ahead.has(address)) return;
  const coming = fetchItem(address, [item().dataset.report]);
  coming.catch(() => ahead.delete(address));
  ahead.set(address, coming);
}

function obtain(address) {
  const known = ahead.get(address);
  ahead.delete(address);
  return known ?? fetchItem(address, [item().dataset.report]);
}

/** Put an item on the screen. `push` makes it a page of its own for the back button. */
function show(next, { push = true } = {}) {
  const before = item();
  const same = before.dataset.report === next.dataset.report;
  const at = same ? words.selected() : null;
  const field = before.dataset.open;
  root.replaceChildren(next);
  words.reset(find("#text"));
  if (push) history.pushState(null, "", next.dataset.address);
  if (same) {
    if (at && next.dataset.open) words.select(at.first, at.last);
    focusField(next.dataset.open ?? field, Boolean(next.dataset.open));
  } else {
    clock = { seconds: 0, since: performance.now() };
    ahead.clear();
    getSelection().removeAllRanges();
    find("[data-focus]")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  prefetch(next.dataset.next);
}

function focusField(field, open) {
  const target = open ? find("[data-editor]") : field && find(`[data-field="${field}"]`);
  target?.focus({ preventScroll: true });
  if (open) find(".rv-open")?.scrollIntoView({ block: "nearest" });
}

async function load(address, options = {}) {
  try {
    show(await fetchItem(address), options);
  } catch (problem) {
    fail(problem);
  }
}

function fail(problem) {
  if (!(problem instanceof Problem)) throw problem;
  notice(problem.message, "problem");
  document.getElementById("notices").scrollIntoView({ block: "nearest" });
}

// -- judging ----------------------------------------------------------------------------------

function seconds() {
  const running = document.visibilityState === "visible" ? performance.now() - clock.since : 0;
  return clock.seconds + running / 1000;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") clock.since = performance.now();
  else clock.seconds += (performance.now() - clock.since) / 1000;
});

async function send(form) {
  const answer = await ask(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { ...csrfHeaders(), "HX-Request": "true", Accept: "application/json" },
    keepalive: true,
  });
  return answer.json();
}

async function judge(form, pressed = performance.now()) {
  if (busy) return;
  busy = true;
  const judged = item();
  const { report, next } = judged.dataset;
  form.querySelector("[name=seconds]").value = seconds().toFixed(1);
  document.getElementById("notices").replaceChildren();
  const kept = send(form);
  unsaved.set(report, kept);
  kept.catch(() => {}); // looked at below
  try {
    if (next) await showNext(next, pressed);
    const answer = await kept;
    say(`${DONE[answer.verdict]}.`);
    count(answer.progress);
    unsaved.delete(report);
    if (!next) await load(judged.dataset.end);
  } catch (problem) {
    unsaved.delete(report);
    takeBack(judged, problem);
  } finally {
    busy = false;
  }
}

async function showNext(next, pressed) {
  root.classList.add("rv-busy");
  try {
    show(await obtain(next));
  } finally {
    root.classList.remove("rv-busy");
  }
  busy = false; // the next key may come while this one is being kept
  requestAnimationFrame(() => {
    setTimeout(() => performance.measure("review:next", { start: pressed, end: performance.now() }));
  });
}

/** What was not kept stands on the screen again, as it was. */
function takeBack(judged, problem) {
  if (item() !== judged) show(judged);
  say("");
  fail(problem instanceof Problem ? new Problem(`Not kept: ${problem.message}`) : problem);
}

async function undo(form) {
  if (busy) return;
  busy = true;
  try {
    await Promise.allSettled(unsaved.values());
    const { address } = await send(form);
    ahead.clear();
    show(await fetchItem(address));
    say("Taken back.");
  } catch (problem) {
    fail(problem);
  } finally {
    busy = false;
  }
}

function count(progress) {
  const bar = find("progress");
  const line = find("[data-progress]");
  if (!bar || !line) return;
  const number = (value) => value.toLocaleString("en");
  bar.value = progress.done;
  line.textContent = `${number(progress.done)} of ${number(progress.total)} done · ${number(progress.left)} left for you`;
}

let silence = 0;

function say(text) {
  said.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => said.replaceChildren(), 4000);
}

addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// -- words of the text ------------------------------------------------------------------------

/** Ask what the selected words mean for a field; false where none are selected. */
function lookUp(address) {
  const chosen = words.selected();
  if (!chosen) return false;
  const url = new URL(address, location.href);
  url.searchParams.set("words", chosen.words.slice(0, 300));
  url.searchParams.set("near", chosen.near);
  load(url.pathname + url.search);
  return true;
}

function lookUpOpen() {
  const form = find("[data-words]");
  return Boolean(form) && lookUp(`${form.action}?${new URLSearchParams(new FormData(form))}`);
}

document.addEventListener("selectionchange", () => {
  const use = find(".rv-use");
  if (!use) return;
  const selection = getSelection();
  const some = !selection.isCollapsed && words.text?.contains(selection.anchorNode);
  use.hidden = !some;
});

// -- keys -------------------------------------------------------------------------------------

let keysOn = true;
try {
  keysOn = localStorage.getItem(KEYS) !== "off";
} catch {
  // storage may be forbidden
}

function showKeys() {
  const button = help.querySelector("[data-keys]");
  button.setAttribute("aria-pressed", String(keysOn));
  button.textContent = `Single keys are ${keysOn ? "on" : "off"}`;
}

function switchKeys() {
  keysOn = !keysOn;
  showKeys();
  try {
    localStorage.setItem(KEYS, keysOn ? "on" : "off");
  } catch {
    // it then holds for this page
  }
}

const follow = (selector) => {
  const link = find(selector);
  if (link) load(link.href);
  return Boolean(link);
};

function digit(key) {
  const reject = find("#reject[open]");
  if (reject) {
    const reason = reject.querySelectorAll("input[type=radio]")[Number(key) - 1];
    if (!reason) return;
    reason.checked = true;
    judge(reject.querySelector("form"));
  } else if (find("[data-editor]")) {
    follow(`[data-offer="${key}"]`);
  } else {
    const link = find(`[data-number="${key}"]`);
    if (link && !lookUp(link.href)) load(link.href);
  }
}

function escape() {
  const reject = find("#reject[open]");
  if (reject) {
    reject.open = false;
    find("[data-focus]").focus({ preventScroll: true });
  } else if (item().dataset.close) load(item().dataset.close);
  else words.clear();
}

/** Arrows: along the fields where one of them has the focus, else the word cursor. */
function arrow(event) {
  const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
  const lines = event.key === "ArrowUp" || event.key === "ArrowDown";
  const list = event.target.closest?.("#fields, .rv-offers");
  if (lines && list && event.target.matches("a")) {
    const links = Array.from(root.querySelectorAll("[data-field], .rv-offers a"));
    links[links.indexOf(event.target) + step]?.focus();
    return true;
  }
  if (lines && getSelection().isCollapsed) return false;
  if (!words.move(step, { lines, extend: event.shiftKey })) return false;
  return true;
}

const ACTIONS = {
  a: (event) => find('[data-judge="accepted"]') && judge(find('[data-judge="accepted"]'), event.timeStamp),
  s: (event) => find('[data-judge="skipped"]') && judge(find('[data-judge="skipped"]'), event.timeStamp),
  r: () => {
    const reject = find("#reject");
    if (!reject) return;
    reject.open = true;
    reject.querySelector("input[type=radio]").focus();
  },
  u: () => find("[data-undo]") && undo(find("[data-undo]")),
  e: () => find("#fields [data-field]")?.focus(),
  n: () => follow('[data-key="n"]'),
  p: () => follow('[data-key="p"]'),
  w: () => follow('[data-key="w"]'),
  t: () => find("#rv-words")?.focus(),
  "?": () => help.showModal(),
};
ACTIONS["/"] = ACTIONS.t;
const ONCE = new Set(["a", "s", "r", "u"]);

function isTyping(target) {
  return Boolean(target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select"));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Escape") {
    escape();
    return;
  }
  if (event.key === "?") {
    ACTIONS["?"]();
    event.preventDefault();
    return;
  }
  if (!keysOn) return;
  const onControl = event.target.closest?.("a, button, summary, input");
  const inReasons = event.target.matches?.("input[type=radio]");
  if (event.key.startsWith("Arrow")) {
    if (!inReasons && arrow(event)) event.preventDefault();
  } else if (event.key === "Enter") {
    if ((!onControl || onControl.dataset.field) && lookUpOpen()) event.preventDefault();
  } else if (/^\d$/.test(event.key)) {
    digit(event.key);
    event.preventDefault();
  } else if (Object.hasOwn(ACTIONS, event.key) && !(event.repeat && ONCE.has(event.key))) {
    ACTIONS[event.key](event);
    event.preventDefault();
  }
});

// -- mouse, forms, history --------------------------------------------------------------------

// Pressing one of these would else take the selection away before the click comes.
root.addEventListener("mousedown", (event) => {
  const wants = event.target.closest("[data-field], [data-use]");
  if (wants && !getSelection().isCollapsed) event.preventDefault();
});

root.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (event.target.closest("[data-use]")) lookUpOpen();
  const link = event.target.closest("a[data-swap], a[data-key=e]");
  if (!link || !plain) return;
  event.preventDefault();
  if (link.dataset.key === "e") ACTIONS.e();
  else if (!(link.dataset.field && !link.hasAttribute("aria-current") && lookUp(link.href))) load(link.href);
});

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-judge]")) judge(form, event.timeStamp);
  else if (form.matches("[data-undo]")) undo(form);
  else if (form.matches("[data-words]")) load(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
  else return;
  event.preventDefault();
});

help.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) switchKeys();
  if (event.target.closest("[data-close-help]") || event.target === help) help.close();
});

addEventListener("popstate", () => load(location.href, { push: false }));

showKeys();
words.reset(find("#text"));
find("[data-focus]")?.focus({ preventScroll: true });
prefetch(item().dataset.next);
