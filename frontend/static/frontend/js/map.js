// <civic-map>: one place (view), many (list), or a place being marked (pick). What it needs to know stands in its attributes;
// the page works without it, so whatever fails here fails quietly.
import { leaflet } from "civic/leaflet";
import { drawn, middle, pin } from "civic/map-style";
import { word } from "civic/words";

const MOST = 1000;

class CivicMap extends HTMLElement {
  connectedCallback() {
    if (this.watch || this.map) return;
    this.watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.watch.disconnect();
      this.start().catch(() => this.say(word("The map could not be loaded. Everything on it is in the list too.")));
    }, { rootMargin: "200px" });
    this.watch.observe(this);
  }

  get mode() { return this.getAttribute("mode") || "view"; }

  async start() {
    const plugins = { list: ["cluster"], pick: ["locate"] }[this.mode] ?? [];
    const L = this.L = await leaflet(this.dataset, ...plugins);
    this.setAttribute("role", "region");
    this.draw(L);
    if (this.mode === "pick") (await import("civic/map-pick")).pick(this, L);
    else await this.fill(L);
    this.dispatchEvent(new CustomEvent("map:ready", { bubbles: true }));
  }

  draw(L) {
    const data = this.dataset;
    const [w, s, e, n] = data.bounds.split(",").map(Number);
    const frame = Object.assign(document.createElement("div"), { className: "map-frame" });
    this.append(frame);
    const still = this.mode === "view";
    this.map = L.map(frame, {
      minZoom: Number(data.minZoom), maxZoom: Number(data.maxZoom), maxBounds: L.latLngBounds([s, w], [n, e]).pad(0.5), maxBoundsViscosity: 0.8,
      zoomSnap: 0.5, scrollWheelZoom: !still, dragging: !(still && L.Browser.mobile), zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    }).setView(data.center.split(",").map(Number), Number(data.zoom));
    this.map.attributionControl.setPrefix(false);
    const crossOrigin = new URL(data.tiles.replaceAll(/[{}]/g, ""), location.href).origin !== location.origin;
    L.tileLayer(data.tiles, { attribution: data.attribution, minZoom: Number(data.minZoom), maxZoom: Number(data.maxZoom), bounds: [[s, w], [n, e]], crossOrigin: crossOrigin || undefined }).addTo(this.map);
    if (this.mode !== "pick") L.control.scale({ imperial: false }).addTo(this.map);
    new ResizeObserver(() => { this.map.invalidateSize(); this.refit?.(); }).observe(this);
  }

  async features() {
    const inline = this.querySelector('script[type="application/json"]');
    const all = inline ? asFeatures(JSON.parse(inline.textContent)) : [];
    let next = this.getAttribute("src");
    while (next && all.length < MOST) {
      const response = await fetch(next, { headers: { Accept: "application/geo+json, application/json" }, credentials: "same-origin" });
      if (!response.ok) break;
      const page = await response.json();
      all.push(...asFeatures(page));
      next = page.next;
    }
    if (next) this.say(word("Showing the first {n}. Use the filters to see fewer.", { n: MOST }));
    return all.filter((feature) => feature.geometry).slice(0, MOST);
  }

  async fill(L) {
    const features = await this.features();
    const pins = this.mode === "list" && L.markerClusterGroup ? L.markerClusterGroup({ iconCreateFunction: (cluster) => bundle(L, cluster), showCoverageOnHover: false, maxClusterRadius: 52 }) : L.featureGroup();
    const shapes = L.featureGroup();
    for (const feature of features) {
      const { properties = {}, geometry } = feature;
      const popup = properties.title ? card(properties) : null;
      if (geometry.type !== "Point") {
        const shape = L.geoJSON(geometry, { style: drawn(feature) });
        if (popup) shape.bindPopup(() => card(properties));
        shapes.addLayer(shape);
        if (this.mode !== "list") continue;
      }
      const marker = L.marker(middle(geometry), { icon: pin(L, feature, this.dataset.sprite), title: properties.title ?? "", keyboard: Boolean(popup), interactive: Boolean(popup), riseOnHover: true });
      if (popup) marker.bindPopup(popup);
      pins.addLayer(marker);
    }
    this.map.addLayer(shapes).addLayer(pins);
    const all = L.latLngBounds([]).extend(shapes.getBounds()).extend(pins.getBounds());
    if (!all.isValid()) return;
    this.refit = () => { this.map.fitBounds(all, { padding: [28, 36], maxZoom: 17, animate: false }); if (this.clientHeight) this.refit = null; };
    this.refit();
  }

  say(text) {
    this.status ??= this.appendChild(Object.assign(document.createElement("p"), { className: "map-status" }));
    this.status.setAttribute("role", "status");
    this.status.textContent = text;
  }
}

const asFeatures = (data) => data.features ?? (data.type === "Feature" ? [data] : data.type ? [{ type: "Feature", geometry: data, properties: {} }] : []);

function bundle(L, cluster) {
  const n = cluster.getChildCount();
  const html = Object.assign(document.createElement("span"), { textContent: n, title: word("{n} here", { n }) });
  return L.divIcon({ html, className: "map-cluster", iconSize: [44, 44] });
}

function card({ title, url, detail, state_label: state, place }) {
  const box = document.createElement("div");
  const name = Object.assign(document.createElement(url ? "a" : "strong"), { textContent: title });
  if (url) name.href = url;
  box.append(name);
  for (const text of [state, place ?? detail]) if (text) box.append(Object.assign(document.createElement("div"), { textContent: text }));
  return box;
}

customElements.define("civic-map", CivicMap);
