// The colours: as the system has them, light, or dark. Loaded before anything is drawn, so that a
// page never flashes in the other one. What was chosen is kept in this browser only.
(() => {
  "use strict";
  const KEY = "dateline.theme";
  const WORDS = { auto: ["◐", "as the system"], light: ["○", "light"], dark: ["●", "dark"] };
  const NEXT = { auto: "light", light: "dark", dark: "auto" };
  const root = document.documentElement;

  function kept() {
    try {
      const found = localStorage.getItem(KEY);
      return found in WORDS ? found : "auto";
    } catch {
      return "auto"; // storage may be forbidden
    }
  }

  function apply(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  function show(button, theme) {
    const [sign, words] = WORDS[theme];
    button.textContent = sign;
    button.setAttribute("aria-label", `Colours: ${words}`);
    button.title = `Colours: ${words}`;
  }

  apply(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    show(button, kept());
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = NEXT[kept()];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // it then holds for this page
      }
      apply(theme);
      show(button, theme);
      document.dispatchEvent(new CustomEvent("dateline:theme", { detail: theme }));
    });
  });
})();
