// A brush over the timeline: drag over the columns, or move the two handles with the arrow keys.
// The chart says in data attributes where its columns stand and which days they are.

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6 };
const WAIT = 700; // milliseconds after the last key until the period is taken
let refocus = ""; // the handle that had the focus when the chart was replaced

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The columns' days; those without incidents have no link and are filled in by their places. */
function daysOf(chart) {
  return [...chart.querySelectorAll("a.column")].map((link) => {
    const hit = link.querySelector("rect");
    const left = Number(hit.getAttribute("x"));
    const right = left + Number(hit.getAttribute("width"));
    const { first, last } = link.dataset;
    const label = link.getAttribute("aria-label").split(":")[0];
    return { left, right, first, last, label };
  });
}

/** Offer the brush on a chart. `take(since, until)` is called with days as 2020-08-24. */
export function brush(chart, since, until, take) {
  const days = daysOf(chart);
  if (!days.length || chart.querySelector(".brush")) return;
  const edge = (name) => Number(chart.dataset[name]);
  const [left, right, top, bottom] = ["left", "right", "top", "bottom"].map(edge);
  let from = Math.max(0, days.findIndex((one) => !since || one.last >= since));
  let to = until ? days.findLastIndex((one) => one.first <= until) : days.length - 1;
  if (to < from) to = from;
  let waiting = 0;

  const group = shape("g", { class: "brush" });
  const shade = shape("rect", { y: top, height: bottom - top, class: "brush-shade" });
  const handles = [handle("From", "since"), handle("To", "until")];
  group.append(shade, ...handles);
  chart.append(group);

  function handle(label, end) {
    return shape("rect", {
      y: top, width: 8, height: bottom - top, rx: 3, class: "brush-handle", tabindex: 0,
      role: "slider", "aria-label": label, "data-end": end, "aria-valuemin": 0,
      "aria-valuemax": days.length - 1,
    });
  }

  function show() {
    const isSet = Boolean(since || until || waiting);
    const [x1, x2] = [days[from].left, days[to].right];
    shade.setAttribute("x", x1);
    shade.setAttribute("width", Math.max(x2 - x1, 1));
    group.classList.toggle("set", isSet);
    [from, to].forEach((at, number) => {
      handles[number].setAttribute("x", (number ? x2 : x1) - 4);
      handles[number].setAttribute("aria-valuenow", at);
      handles[number].setAttribute("aria-valuetext", days[at].label);
    });
  }

  function taken() {
    clearTimeout(waiting);
    waiting = 0;
    const focused = handles.find((one) => one === document.activeElement);
    refocus = focused ? `#${chart.id} [data-end=${focused.dataset.end}]` : "";
    const whole = from === 0 && to === days.length - 1;
    take(whole ? "" : days[from].first, whole ? "" : days[to].last);
  }

  // -- keys
  handles.forEach((one, number) => {
    one.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && waiting) return taken();
      const at = number ? to : from;
      let next = at + (STEPS[event.key] ?? 0);
      if (event.key === "Home") next = 0;
      else if (event.key === "End") next = days.length - 1;
      else if (!(event.key in STEPS)) return undefined;
      event.preventDefault();
      next = Math.min(Math.max(next, 0), days.length - 1);
      if (number) to = Math.max(next, from);
      else from = Math.min(next, to);
      clearTimeout(waiting);
      waiting = setTimeout(taken, WAIT);
      return show();
    });
  });

  // -- pointer
  const xOf = (event) => {
    const box = chart.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
  };
  const column = (x) => {
    const at = days.findIndex((one) => x < one.right);
    return at < 0 ? days.length - 1 : at;
  };
  let start = null;
  let moved = false;

  chart.addEventListener("pointerdown", (event) => {
    const x = xOf(event);
    if (event.button || x < left - 4 || x > right + 4) return;
    const end = event.target.dataset.end;
    start = end ? (end === "since" ? days[to].right - 0.1 : days[from].left + 0.1) : x;
    moved = Boolean(end);
    if (end) event.preventDefault();
  });
  chart.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const x = xOf(event);
    if (!moved && Math.abs(x - start) < 4) return;
    if (!moved) chart.setPointerCapture(event.pointerId);
    moved = true;
    [from, to] = [column(Math.min(start, x)), column(Math.max(start, x))];
    group.classList.add("set");
    show();
    group.classList.add("set");
  });
  const end = (event) => {
    if (start === null) return;
    start = null;
    if (moved && event.type === "pointerup") taken();
  };
  chart.addEventListener("pointerup", end);
  chart.addEventListener("pointercancel", end);
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("click", (event) => {
    const link = event.target.closest("a.column");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!moved) take(link.dataset.first, link.dataset.last);
    moved = false;
  });

  show();
  if (refocus && chart.parentElement.querySelector(refocus)) {
    chart.parentElement.querySelector(refocus).focus();
    refocus = "";
  }
}
