// How places look on the map. The basemap is always light, so these colours don't follow the dark scheme.
const looks = {
  received: ["#8a6d00", "ring"], planned: ["#0b4f8a", "calendar"], in_progress: ["#6b3fa0", "half"], needs_info: ["#9a4d00", "question"],
  fixed: ["#0b5d4b", "tick"], will_not_fix: ["#4a4f55", "cross"], not_ours: ["#4a4f55", "away"], duplicate: ["#4a4f55", "copies"], withdrawn: ["#4a4f55", "back"],
};

export const colour = (feature) => looks[feature?.properties?.state]?.[0] ?? "#0b5d4b";

/** Leaflet's options for a line or an area. */
export const drawn = (feature) => ({ color: colour(feature), weight: 5, opacity: 0.9, fillOpacity: 0.18 });

const NS = "http://www.w3.org/2000/svg";

/** A pin in its state's colour, with its state's shape in it. */
export function pin(L, feature, sprite) {
  const shape = looks[feature?.properties?.state]?.[1] ?? "dot";
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 32 42");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "map-pin");
  const drop = document.createElementNS(NS, "path");
  for (const [name, value] of Object.entries({ d: "M16 41S30 26 30 15.5A14 14 0 0 0 2 15.5C2 26 16 41 16 41z", fill: colour(feature), stroke: "#fff", "stroke-width": "2" })) drop.setAttribute(name, value);
  const use = document.createElementNS(NS, "use");
  for (const [name, value] of Object.entries({ href: `${sprite}#s-${shape}`, x: 8, y: 7, width: 16, height: 16, class: "map-pin__shape" })) use.setAttribute(name, value);
  svg.append(drop, use);
  return L.divIcon({ html: svg, className: "map-marker", iconSize: [32, 42], iconAnchor: [16, 41], popupAnchor: [0, -36] });
}

/** The middle vertex of a line, the mean corner of an area, a point itself: [lat, lon]. */
export function middle({ type, coordinates }) {
  if (type === "Point") return [coordinates[1], coordinates[0]];
  if (type === "LineString") { const [x, y] = coordinates[Math.floor(coordinates.length / 2)]; return [y, x]; }
  const ring = type === "Polygon" ? coordinates[0] : coordinates[0][0];
  const corners = ring.slice(0, -1);
  return [1, 0].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length);
}
