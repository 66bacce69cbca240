// The explore page: a filter changes one part of the page, the map stays and asks for its circles.
import { baseMap, bounds, circleIcon, told } from "./map.js";
import { brush } from "./brush.js";
import { notice } from "./notices.js";

const NEAREST = 12; // zoom from which a click on a circle filters instead of going nearer
let map = null;
let circles = null;
let frame = null; // the filter's box
let fitted = null; // which places the map was last moved to
let asking = null;

const card = () => document.querySelector(".map-card");
const query = () => new URLSearchParams(card().dataset.query.split("?")[1] ?? "");

/** Show another address of this page in place. */
function go(changes) {
  const words = query();
  words.delete("after");
  for (const [name, value] of Object.entries(changes)) {
    if (value) words.set(name, value);
    else words.delete(name);
  }
  const address = words.size ? `/explore?${words}` : "/explore";
  htmx.ajax("GET", address, { source: "#explore", target: "#explore", swap: "outerHTML" });
}

// -- map ------------------------------------------------------------------------------------

function boxOf(view) {
  const wide = view.getEast() - view.getWest() >= 360;
  const turned = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const [west, east] = wide ? [-180, 180] : [turned(view.getWest()), turned(view.getEast())];
  const edges = [Math.max(view.getSouth(), -90), west, Math.min(view.getNorth(), 90), east];
  return edges.map((one) => one.toFixed(4)).join(",");
}

function click(circle) {
  if (circle.id) {
    location.assign(`/incidents/${encodeURIComponent(circle.id)}`);
    return;
  }
  if (circle.same_place || map.getZoom() >= NEAREST) {
    go({ bbox: circle.bbox });
    return;
  }
  const box = bounds(circle.bbox);
  const zoom = Math.max(map.getBoundsZoom(box.pad(0.15)), map.getZoom() + 1);
  const turns = Math.round((map.getCenter().lng - box.getCenter().lng) / 360) * 360;
  const { lat, lng } = box.getCenter();
  map.setView([lat, lng + turns], Math.min(zoom, 15));
}

function show({ kinds, clusters }) {
  circles.clearLayers();
  const middle = map.getCenter().lng;
  for (const one of clusters.toReversed()) {
    const lon = one.lon + 360 * Math.round((middle - one.lon) / 360);
    const icon = circleIcon(one, kinds);
    L.marker([one.lat, lon], { icon, keyboard: false, alt: told(one, kinds) })
      .on("click", () => click(one))
      .addTo(circles);
  }
  card().dataset.ready = "true";
}

async function ask() {
  const words = query();
  words.delete("after");
  words.set("view", boxOf(map.getBounds().pad(0.1)));
  words.set("zoom", map.getZoom());
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(`/explore/map.json?${words}`, { signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
  } catch (problem) {
    if (problem.name !== "AbortError") notice("The map's circles could not be had.", "problem");
  }
}

function fit() {
  const { fit: words, places, box } = card().dataset;
  frame?.remove();
  frame = null;
  if (box) {
    const found = bounds(box);
    frame = L.rectangle(found, { className: "box", interactive: false }).addTo(map);
  }
  if (fitted === places) return false;
  fitted = places;
  map.fitBounds(bounds(words), {
    paddingTopLeft: [44, 34], paddingBottomRight: [26, 26], maxZoom: 9, animate: false,
  });
  return true;
}

function areaControl() {
  const Area = L.Control.extend({
    onAdd() {
      const button = L.DomUtil.create("button", "area");
      button.type = "button";
      button.textContent = "Only this area";
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", () => {
        go({ bbox: boxOf(map.getBounds()) });
      });
      return button;
    },
  });
  return new Area({ position: "topright" });
}

function setMap() {
  const element = document.getElementById("map");
  if (!map || map.getContainer() !== element) {
    map?.remove();
    element.hidden = false;
    element.setAttribute("role", "region");
    element.setAttribute("aria-label", "Map of the incidents; as text in the list of places");
    fitted = null;
    frame = null;
    map = baseMap(element);
    map.setView([20, 10], 2, { animate: false });
    circles = L.layerGroup().addTo(map);
    fit();
    areaControl().addTo(map);
    map.on("moveend", ask);
    ask();
    return;
  }
  map.invalidateSize({ animate: false, pan: false });
  if (!fit()) ask();
}

// -- what a filter replaces -----------------------------------------------------------------

const open = new Map(); // which parts are unfolded

function remember() {
  for (const one of document.querySelectorAll("details[data-keep]")) open.set(one.dataset.keep, one.open);
}

function recall() {
  for (const one of document.querySelectorAll("details[data-keep]")) {
    if (open.has(one.dataset.keep)) one.open = open.get(one.dataset.keep);
  }
}

function setUp() {
  recall();
  setMap();
  const words = query();
  const take = (since, until) => go({ since, until });
  for (const chart of document.querySelectorAll("svg.timeline[data-unit]")) {
    brush(chart, words.get("since"), words.get("until"), take);
  }
  for (const hint of document.querySelectorAll(".brush-hint")) hint.hidden = false;
}

document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:historyCacheMiss", remember);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "explore" || event.target.id === "explore") setUp();
});
document.addEventListener("htmx:historyRestore", setUp);
// Empty fields of a form say nothing: they need not stand in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const [name, value] of Object.entries(parameters)) if (value === "") delete parameters[name];
});
// On a phone the filters are folded until somebody wants them.
if (matchMedia("(max-width: 900px)").matches) open.set("filters", false);
setUp();
