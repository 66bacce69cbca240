// Words selected in an article go into the form of a missed event, with the place where they stand.

import { Words } from "./review_words.js";

const text = document.getElementById("text");
const words = new Words();
words.reset(text);

function take() {
  const chosen = words.selected();
  if (!chosen) return;
  document.getElementById("f-words").value = chosen.words;
  document.getElementById("f-near").value = chosen.near;
}

document.addEventListener("mouseup", take);
document.addEventListener("touchend", take);
document.addEventListener("keyup", (event) => {
  if (event.shiftKey || event.key === "Shift") take();
});
document.getElementById("f-words").addEventListener("input", () => {
  document.getElementById("f-near").value = "";
});
