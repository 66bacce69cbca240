"use strict";
(function () {
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  var marks = {};
  document.querySelectorAll("mark[data-k], .dot[data-k]").forEach(function (mark) {
    mark.dataset.k.split(" ").forEach(function (key) { (marks[key] = marks[key] || []).push(mark); });
    mark.addEventListener("mouseenter", function () { point(mark, true); });
    mark.addEventListener("mouseleave", function () { point(mark, false); });
  });
  function point(mark, on) {
    mark.dataset.k.split(" ").forEach(function (key) {
      var card = document.getElementById(key);
      if (card) card.classList.toggle("hit", on);
    });
  }
  function light(card, on) {
    card.closest(".coded").classList.toggle("dimmed", on);
    (marks[card.id] || []).forEach(function (mark) { mark.classList.toggle("lit", on); });
  }
  function relight() {
    document.querySelectorAll(".lit, .dimmed").forEach(function (one) { one.classList.remove("lit", "dimmed"); });
    var card = document.querySelector("[data-card]:hover") || document.querySelector("[data-card]:focus-within, [data-card]:focus");
    if (card) light(card, true);
  }
  function go(card) {
    var goal = document.getElementById(card.id + "-t");
    if (!goal) return;
    var mark = goal.nextElementSibling;
    while (mark && mark.tagName !== "MARK") mark = mark.nextElementSibling;
    (mark || goal).scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
  document.querySelectorAll("[data-card]").forEach(function (card) {
    ["mouseenter", "mouseleave", "focusin", "focusout"].forEach(function (kind) {
      card.addEventListener(kind, function () { requestAnimationFrame(relight); });
    });
    card.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (link && link.getAttribute("href") !== "#" + card.id + "-t") return;
      if (String(window.getSelection())) return;
      event.preventDefault();
      go(card);
    });
    card.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === card) go(card);
    });
  });
})();
