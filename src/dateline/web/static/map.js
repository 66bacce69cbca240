// The base map for Leaflet, drawn from our own files: no tile server. Land, lakes and borders are
// lines of longitude and latitude (src/dateline/web/basemap/building.py); each tile is a canvas.

const NEAR = 5; // from this zoom on the finer file is drawn
const WORLD = 256; // pixels of the world at zoom 0
const STEEPEST = 85.05;
const SVG = "http://www.w3.org/2000/svg";

/** A file's lines as points between 0 and 1 on a web map, each with the box that it lies in. */
function projected(lines, scale) {
  return lines.map((line) => {
    const points = new Float64Array(line.length);
    const box = [1, 1, 0, 0];
    let lon = 0;
    let lat = 0;
    for (let at = 0; at < line.length; at += 2) {
      lon += line[at];
      lat += line[at + 1];
      const x = (lon / scale + 180) / 360;
      const steep = (Math.min(Math.max(lat / scale, -STEEPEST), STEEPEST) * Math.PI) / 180;
      const y = (1 - Math.asinh(Math.tan(steep)) / Math.PI) / 2;
      points[at] = x;
      points[at + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return { points, box };
  });
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the base map: ${answer.status}`);
  const { scale, ...layers } = await answer.json();
  return Object.fromEntries(
    Object.entries(layers).map(([name, lines]) => [name, projected(lines, scale)]),
  );
}

/** An edge along the antimeridian or at the south pole: there the data are cut, no coast is. */
function isCut(x1, y1, x2, y2) {
  const along = (a, b) => Math.abs(a - b) < 1e-6;
  return (along(x1, x2) && (x1 < 1e-4 || x1 > 1 - 1e-4)) || (y1 > 0.9999 && y2 > 0.9999);
}

/** Which sides of the tile a point is beyond. */
function beyond(x, y, size) {
  return (x < -8 ? 1 : x > size + 8 ? 2 : 0) | (y < -8 ? 4 : y > size + 8 ? 8 : 0);
}

/** One line as a path in a tile; points that make no difference there are left out. */
function trace(path, line, frame, isCoast) {
  const { points } = line;
  const { left, top, scale, size } = frame;
  const last = points.length - 2;
  let gone = null; // the last point that was left out
  let x = 0;
  let y = 0;
  let side = 0;
  for (let at = 0; at <= last; at += 2) {
    const nextX = points[at] * scale - left;
    const nextY = points[at + 1] * scale - top;
    const nextSide = beyond(nextX, nextY, size);
    if (at === 0) path.moveTo(nextX, nextY);
    else {
      const near = Math.abs(nextX - x) < 0.5 && Math.abs(nextY - y) < 0.5;
      if (at < last && (near || (side & nextSide) !== 0)) {
        gone = [nextX, nextY];
        if (near) continue;
        side &= nextSide;
        continue;
      }
      if (gone) path.lineTo(gone[0], gone[1]);
      const cut =
        isCoast && isCut(points[at - 2], points[at - 1], points[at], points[at + 1]);
      if (cut) path.moveTo(nextX, nextY);
      else path.lineTo(nextX, nextY);
    }
    gone = null;
    x = nextX;
    y = nextY;
    side = nextSide;
  }
}

function traced(lines, frame, isCoast = false) {
  const { left, top, scale, size } = frame;
  const [west, north] = [(left - 8) / scale, (top - 8) / scale];
  const [east, south] = [(left + size + 8) / scale, (top + size + 8) / scale];
  const path = new Path2D();
  for (const line of lines) {
    const [x1, y1, x2, y2] = line.box;
    if (x2 >= west && x1 <= east && y2 >= north && y1 <= south) trace(path, line, frame, isCoast);
  }
  return path;
}

function coloursOf(element) {
  const style = getComputedStyle(element);
  const names = ["sea", "land", "border", "border-soft"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function draw(canvas, frame, data, colours) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1.5); // between two zooms tiles are stretched
  canvas.width = canvas.height = frame.size * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.lineJoin = "round";
  pen.fillStyle = colours.land;
  pen.fill(traced(data.land, frame), "evenodd");
  if (data.regions) {
    pen.strokeStyle = colours["border-soft"];
    pen.lineWidth = 0.8;
    pen.stroke(traced(data.regions, frame));
  }
  pen.fillStyle = colours.sea;
  pen.fill(traced(data.lakes, frame), "evenodd");
  pen.strokeStyle = colours.border;
  pen.lineWidth = frame.zoom < 3 ? 0.6 : 0.9;
  pen.stroke(traced(data.land, frame, true));
  pen.stroke(traced(data.borders, frame));
}

/** The layer; `addresses` are those of the two files. */
function landLayer(addresses) {
  const files = {};
  const file = (name) => (files[name] ??= load(addresses[name]));
  const Land = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement("canvas");
      const size = this.getTileSize().x;
      const frame = {
        left: coords.x * size, top: coords.y * size, scale: WORLD * 2 ** coords.z, size,
        zoom: coords.z,
      };
      this._colours ??= coloursOf(this._map.getContainer());
      file(coords.z >= NEAR ? "regions" : "countries")
        .then((data) => {
          draw(canvas, frame, data, this._colours);
          done(null, canvas);
        })
        .catch((problem) => done(problem, canvas));
      return canvas;
    },
    recolour() {
      this._colours = undefined;
      this.redraw();
    },
  });
  return new Land({ attribution: "Natural Earth", minZoom: 0, maxZoom: 19 });
}

/** A Leaflet map on an element whose data attributes say where the base map is. */
export function baseMap(element) {
  const map = L.map(element, {
    zoomSnap: 0.5, zoomDelta: 1, minZoom: 0.5, maxZoom: 15, worldCopyJump: true,
    maxBounds: [[-85, -Infinity], [85, Infinity]], maxBoundsViscosity: 1,
    attributionControl: false, fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  const { countries, regions, tiles } = element.dataset;
  if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
  else {
    const land = landLayer({ countries, regions }).addTo(map);
    const recolour = () => land.recolour();
    document.addEventListener("dateline:theme", recolour);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  }
  return map;
}

/** South, west, north, east as Leaflet's bounds; a box across the antimeridian goes past 180. */
export function bounds(words) {
  const [south, west, north, east] = words.split(",").map(Number);
  return L.latLngBounds([south, west], [north, east < west ? east + 360 : east]);
}

// -- circles --------------------------------------------------------------------------------

function shape(name, attributes, ...inside) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function compact(count) {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}

/** What a circle stands for, in words. */
export function told(circle, kinds) {
  const parts = circle.kinds.flatMap((count, at) =>
    count ? [`${kinds[at].name} ${count.toLocaleString("en")}`] : [],
  );
  const many = circle.count === 1 ? "1 incident" : `${circle.count.toLocaleString("en")} incidents`;
  const share = Math.round(circle.region_only * 100);
  return `${many}: ${parts.join(", ")}${share ? `; ${share}% known by region only` : ""}`;
}

/** A dot for one incident; for more a disc of the commonest type in a ring of all of them. */
function drawn(circle, kinds) {
  const hollow = circle.region_only >= 0.5 ? " hollow" : "";
  const { radius, count } = circle;
  if (count === 1) return [shape("circle", { r: radius - 1, class: `single${hollow}` })];
  const parts = [shape("circle", { r: radius, class: "back" })];
  let gone = 0;
  circle.kinds.forEach((many, at) => {
    if (!many) return;
    const share = (100 * many) / count;
    parts.push(
      shape("circle", {
        r: radius - 1.5, class: `ring stroke-type ${kinds[at].class}`, fill: "none",
        "stroke-width": 3, pathLength: 100, "stroke-dasharray": `${share} 100`,
        "stroke-dashoffset": -gone, transform: "rotate(-90)",
      }),
    );
    gone += share;
  });
  parts.push(shape("circle", { r: radius - 4, class: `disc${hollow}` }));
  const text = { dy: "0.35em", "text-anchor": "middle", class: `count${hollow}` };
  parts.push(shape("text", text, compact(count)));
  return parts;
}

/** A circle as an icon of Leaflet. */
export function circleIcon(circle, kinds) {
  const commonest = circle.kinds.indexOf(Math.max(...circle.kinds));
  const edge = circle.radius + 2;
  const picture = shape(
    "svg",
    { viewBox: `${-edge} ${-edge} ${2 * edge} ${2 * edge}`, width: 2 * edge, height: 2 * edge,
      class: `circle ${kinds[commonest].class}`, "aria-hidden": "true" },
    shape("title", {}, told(circle, kinds)),
    ...drawn(circle, kinds),
  );
  return L.divIcon({ html: picture, className: "circle-icon", iconSize: [2 * edge, 2 * edge] });
}
