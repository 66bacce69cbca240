// Lights the words of whatever one points at or tabs to: a report, a value, a tie. Without this
// module links lead to the words all the same, and `?report=3` lights those of a report.

const texts = [...document.querySelectorAll(".text")];
const byKey = new Map(); // the marks of each value, and of each card
for (const mark of document.querySelectorAll("mark[data-k]")) {
  for (const key of mark.dataset.k.split(" ")) {
    for (const name of new Set([key, key.split("-", 1)[0]])) {
      if (!byKey.has(name)) byKey.set(name, []);
      byKey.get(name).push(mark);
    }
  }
}
const atFirst = [...document.querySelectorAll("mark.lit")];

function show(marks) {
  const own = new Set(marks);
  for (const mark of document.querySelectorAll("mark.lit")) if (!own.has(mark)) mark.classList.remove("lit");
  for (const mark of own) mark.classList.add("lit");
  for (const text of texts) text.classList.toggle("dimmed", marks.some((mark) => text.contains(mark)));
  bringIntoView(marks);
}

// Where the text scrolls by itself, beside the cards, and none of the words is to be seen there.
function bringIntoView(marks) {
  const box = marks.length && marks[0].closest(".sticky");
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const { top, bottom, height } = box.getBoundingClientRect();
  const places = marks.map((mark) => mark.getBoundingClientRect());
  if (places.some((place) => place.top >= top && place.bottom <= bottom)) return;
  box.scrollTop += places[0].top - top - height / 3;
}

function keyOf(element) {
  const value = element.closest("[data-lights]");
  if (value) return value.dataset.lights;
  const card = element.closest("[data-card]");
  return card && card.dataset.card;
}

function light(event) {
  const key = event.target instanceof Element && keyOf(event.target);
  if (key) show(byKey.get(key) ?? []);
}

function back(event) {
  const to = event.relatedTarget;
  if (!(to instanceof Element && keyOf(to))) show(atFirst);
}

document.addEventListener("mouseover", light);
document.addEventListener("mouseout", back);
document.addEventListener("focusin", light);
document.addEventListener("focusout", back);

// The other way: a mark that one points at shows its cards.
function cardsOf(mark, on) {
  for (const key of mark.dataset.k.split(" ")) {
    document.getElementById(key.split("-", 1)[0])?.classList.toggle("on", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(name, (event) => {
    const mark = event.target instanceof Element && event.target.closest("mark[data-k]");
    if (mark) cardsOf(mark, on);
  });
}
