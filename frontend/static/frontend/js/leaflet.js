// Leaflet and its plug-ins are classic scripts: fetched once, when a map comes into view.
const loads = new Map();

function script(src) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement("script"), { src, async: false, onload: done, onerror: () => failed(new Error(src)) });
    document.head.append(element);
  });
}

function sheet(href) {
  return new Promise((done) => {
    const element = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.prepend(element);                  // before our own sheets, so that ours win
  });
}

function load(pair = "") {
  const [js, css] = pair.split(" ");
  if (!loads.has(js)) loads.set(js, Promise.all([script(js), css && sheet(css)]));
  return loads.get(js);
}

/** Leaflet's global `L`, with the plug-ins named ("cluster", "locate"); a plug-in that fails is left out.
    All are asked for at once: they run in the order in which they were asked for. */
export async function leaflet(data, ...plugins) {
  const core = load(data.leaflet);
  await Promise.all([core, ...plugins.map((name) => load(data[name]).catch(() => null))]);
  return globalThis.L;
}
