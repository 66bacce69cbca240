// Says in the notice line what went wrong with a request of htmx; other modules may say things too.

const line = document.getElementById("notices");

/** Show one line of text (never markup). Kinds: "ok", "problem". */
export function notice(text, kind = "ok") {
  const words = document.createElement("p");
  words.className = `notice ${kind}`;
  words.textContent = text;
  line.replaceChildren(words);
}

/** What to send with fetch() where something is changed. */
export function csrfHeaders() {
  const meta = document.querySelector("meta[name=csrf]");
  return { "X-CSRF-Token": meta ? meta.content : "" };
}

/** The one line of an error page, or of a JSON error. */
function saidBy(answer) {
  try {
    return JSON.parse(answer).error;
  } catch {
    const page = new DOMParser().parseFromString(answer, "text/html");
    const said = page.querySelector(".problem-line");
    return said ? said.textContent.trim() : "";
  }
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  notice(saidBy(answer.responseText) || `That did not work (${answer.status}).`, "problem");
});
document.addEventListener("htmx:sendError", () => {
  notice("The workbench does not answer. Is it still running?", "problem");
});
document.addEventListener("htmx:beforeRequest", () => line.replaceChildren());

// A menu closes when one clicks elsewhere or presses Escape.
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
