// Marking a place: a point under a fixed cross, a line or an area point by point. Writes GeoJSON into the target input.
// By keyboard: the arrow keys move the map, "Add a point here" sets a point under the cross.
import { word } from "civic/words";

const NAMES = { Point: "Place", LineString: "Line", Polygon: "Area" };
const FEWEST = { Point: 1, LineString: 2, Polygon: 3 };
const HINTS = { Point: "Move the map until the cross is on the place, or tap it.", LineString: "Tap along the line, point by point.", Polygon: "Tap around the area, point by point." };
const round = (number) => Math.round(number * 1e6) / 1e6;

function button(text, act, kind = "secondary") {
  const element = Object.assign(document.createElement("button"), { type: "button", className: `button button--small button--${kind}`, textContent: word(text) });
  element.addEventListener("click", (event) => { event.stopPropagation(); act(); });
  return element;
}

class Pick {
  constructor(host, L) {
    Object.assign(this, { host, L, map: host.map, corners: [], finished: false });
    this.target = document.querySelector(host.getAttribute("target"));
    this.types = (host.getAttribute("types") || "Point").split(/[\s,]+/).filter((type) => NAMES[type]);
    this.type = this.types[0];
    this.ink = L.layerGroup().addTo(this.map);
    this.tools = Object.assign(document.createElement("div"), { className: "map-tools" });
    host.append(Object.assign(document.createElement("div"), { className: "map-cross" }), this.tools);
    L.DomEvent.disableClickPropagation(this.tools);
    if (this.types.length > 1) this.switcher();
    this.locator();
    this.read();
    this.map.on("click", ({ latlng }) => this.tap(latlng));
    this.map.on("moveend", () => this.moved());
    this.map.on("dragstart zoomstart keydown", () => { this.touched = true; });
    this.target?.addEventListener("change", () => this.read());
  }

  switcher() {
    const bar = Object.assign(document.createElement("div"), { className: "map-tools map-tools--top" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", word("What do you want to mark?"));
    this.choices = this.types.map((type) => button(NAMES[type], () => this.choose(type)));
    bar.append(...this.choices);
    this.L.DomEvent.disableClickPropagation(bar);
    this.host.append(bar);
  }

  locator() {
    const failed = () => this.host.say(word("We could not find where you are. Move the map instead."));
    const outside = () => this.host.say(word("You are outside the area of this map. Move the map instead."));
    const [west, south, east, north] = this.host.dataset.bounds.split(",").map(Number);
    const town = this.L.latLngBounds([south, west], [north, east]);
    this.map.on("locationfound", ({ latlng }) => { if (!town.contains(latlng)) { outside(); return; } this.touched = true; this.map.setView(latlng, Math.max(this.map.getZoom(), 17)); });
    if (this.L.control.locate) this.L.control.locate({ setView: false, drawCircle: true, showPopup: false, flyTo: false, onLocationError: failed, onLocationOutsideMapBounds: outside, locateOptions: { enableHighAccuracy: true, watch: false }, strings: { title: word("Where I am") } }).addTo(this.map);
  }

  read() {
    let shape;
    try { shape = JSON.parse(this.target?.value || "null"); } catch { shape = null; }
    if (shape && this.types.includes(shape.type)) {
      this.type = shape.type;
      const list = { Point: (c) => [c], LineString: (c) => c, Polygon: (c) => c[0].slice(0, -1) }[shape.type](shape.coordinates);
      this.corners = list.map(([x, y]) => this.L.latLng(y, x));
      this.finished = true;
      if (this.type === "Point") { this.touched = true; this.map.setView(this.corners[0], Math.max(this.map.getZoom(), 17), { animate: false }); }
      else this.map.fitBounds(this.L.latLngBounds(this.corners).pad(0.3), { animate: false });
    }
    this.draw();
  }

  choose(type) {
    Object.assign(this, { type, corners: [], finished: false });
    if (type === "Point" && this.touched) this.corners = [this.map.getCenter()];
    this.write();
  }

  tap(latlng) {
    this.touched = true;
    if (this.type === "Point") { this.map.panTo(latlng); if (this.map.getCenter().distanceTo(latlng) < 0.5) this.moved(); return; }
    if (this.finished) return;
    this.corners.push(latlng);
    this.write();
  }

  moved() {
    if (this.type !== "Point" || !this.touched) return;
    this.corners = [this.map.getCenter()];
    this.write();
  }

  write() {
    const points = this.corners.map(({ lat, lng }) => [round(lng), round(lat)]);
    const enough = points.length >= FEWEST[this.type];
    const coordinates = { Point: () => points[0], LineString: () => points, Polygon: () => [[...points, points[0]]] }[this.type];
    if (this.target) {
      this.target.value = enough ? JSON.stringify({ type: this.type, coordinates: coordinates() }) : "";
      this.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.draw();
  }

  draw() {
    const { L, corners, type } = this;
    this.ink.clearLayers();
    this.host.toggleAttribute("data-drawing", type !== "Point");
    this.choices?.forEach((choice, at) => choice.setAttribute("aria-pressed", String(this.types[at] === type)));
    if (type !== "Point" && corners.length) {
      const style = { color: "#0b5d4b", weight: 5, fillOpacity: 0.2, dashArray: this.finished ? null : "8 8" };
      this.ink.addLayer(type === "Polygon" ? L.polygon(corners, style) : L.polyline(corners, style));
      const dot = L.divIcon({ className: "map-vertex", iconSize: [18, 18] });
      corners.forEach((corner) => this.ink.addLayer(L.marker(corner, { icon: dot, interactive: false, keyboard: false })));
    }
    this.toolbar();
    this.host.say(this.words());
  }

  toolbar() {
    const had = document.activeElement?.textContent;
    const n = this.corners.length;
    const acts = [];
    if (this.type !== "Point" && !this.finished) {
      acts.push(button("Add a point here", () => this.tap(this.map.getCenter())));
      if (n) acts.push(button("Undo", () => { this.corners.pop(); this.write(); }));
      if (n >= FEWEST[this.type]) acts.push(button("Finish", () => { this.finished = true; this.draw(); }, "primary"));
    }
    if (this.type !== "Point" && this.finished) acts.push(button("Change", () => { this.finished = false; this.draw(); }));
    if (this.type !== "Point" && n) acts.push(button("Clear", () => { this.corners = []; this.finished = false; this.write(); }));
    const inside = this.tools.contains(document.activeElement);
    this.tools.replaceChildren(...acts);
    if (inside) (acts.find((act) => act.textContent === had) ?? acts[0])?.focus();
  }

  words() {
    const n = this.corners.length;
    if (this.type === "Point") return n ? word("The place is marked.") : word(HINTS.Point);
    if (n < 2) return word(HINTS[this.type]);
    const round = this.type === "Polygon" && n > 2 ? [...this.corners, this.corners[0]] : this.corners;
    const metres = round.slice(1).reduce((sum, corner, at) => sum + corner.distanceTo(round[at]), 0);
    const length = metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
    return word(this.finished ? "Finished: {n} points, {length}." : "{n} points, {length}.", { n, length });
  }
}

export const pick = (host, L) => new Pick(host, L);
