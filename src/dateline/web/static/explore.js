// Explore: the map of what is seen, the brush on the timeline, the filter that shows as one types.
// One map serves every filter: the page that comes gets the canvas of the one before, and new marks are put in.
let map = null;
let asked = null;
const AT_ONCE = 1000; // areas made between two looks at what the user does

async function showMap() {
  let element = document.getElementById("map");
  if (!element || element.dataset.drawn) return;
  element.dataset.drawn = "yes";
  const { source } = element.dataset;
  if (map) {
    element.replaceWith(map.getContainer());
    element = map.getContainer();
    element.dataset.source = source;
    delete element.dataset.ready;
  }
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const [{ drawMap, showAreas, maplibre, ...made }, answer] = await Promise.all([import("./map.js"), fetch(source, { signal })]);
    const areas = await areasOf(made, (await answer.json()).features, signal);
    signal.throwIfAborted();
    if (map) showAreas(map, areas);
    else listen(maplibre, map = drawMap(element, areas));
  } catch (fault) {
    if (fault.name !== "AbortError") throw fault;
  }
}

// A circle for each mark, some at a time, so that a key or a click is answered between; AbortError once others are asked.
async function areasOf({ areaOf, cornersFor }, marks, signal) {
  const corners = cornersFor(marks.length);
  const features = [];
  for (let at = 0; at < marks.length; at += AT_ONCE) {
    if (at) await new Promise((done) => setTimeout(done));
    signal.throwIfAborted();
    for (const { geometry, properties } of marks.slice(at, at + AT_ONCE))
      features.push(areaOf(...geometry.coordinates, properties.radius_km ?? 1, properties, corners));
  }
  return { type: "FeatureCollection", features };
}

function listen(maplibre, map) {
  map.on("click", "points", (event) => say(maplibre, event));
  map.on("click", "groups", (event) => map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 }));
  for (const layer of ["points", "groups"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

// Text from reports is set as text, never as markup.
function say(maplibre, event) {
  const { id, title, when } = event.features[0].properties;
  const body = document.createElement("p");
  const link = document.createElement("a");
  link.href = `/incidents/${encodeURIComponent(id)}`;
  link.textContent = title;
  body.append(link, document.createElement("br"), when ?? "");
  new maplibre.Popup({ closeButton: false }).setLngLat(event.lngLat).setDOMContent(body).addTo(map);
}

const show = (address) =>
  window.htmx
    ? window.htmx.ajax("GET", address, { source: document.body, target: "#found", select: "#found", swap: "outerHTML show:none", push: "true" })
    : location.assign(address);

const addressOf = (form) => {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return query.size ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action");
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-filter]")) return;
  event.preventDefault();
  show(addressOf(event.target));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-filter]");
  if (form) show(addressOf(form));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".facets a:not([download]), .chips a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.getAttribute("href"));
});

// The brush: drag over the bars to keep those days; a click keeps one bar.
let from = null;
const at = (chart, event) => {
  const box = chart.getBoundingClientRect();
  return (Math.min(Math.max(event.clientX, box.left), box.right) - box.left) / box.width * chart.viewBox.baseVal.width;
};
document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest(".timeline");
  if (chart && !event.button) { from = { chart, x: at(chart, event) }; chart.setPointerCapture(event.pointerId); }
});
document.addEventListener("pointermove", (event) => {
  if (!from) return;
  const brush = from.chart.querySelector(".brush");
  const x = at(from.chart, event);
  brush.setAttribute("x", Math.min(x, from.x));
  brush.setAttribute("width", Math.abs(x - from.x));
});
document.addEventListener("pointerup", (event) => {
  if (!from) return;
  const [low, high] = [from.x, at(from.chart, event)].sort((a, b) => a - b);
  const bars = [...from.chart.querySelectorAll(".bar")].filter((bar) => {
    const left = Number(bar.dataset.x);
    return left <= high && left + Number(bar.dataset.width) >= low;
  });
  from.chart.querySelector(".brush").setAttribute("width", 0);
  from = null;
  if (!bars.length) return;
  const form = document.querySelector("[data-filter]");
  form.elements.since.value = bars[0].dataset.first;
  form.elements.until.value = bars.at(-1).dataset.last;
  show(addressOf(form));
});

document.addEventListener("htmx:after:swap", showMap);
document.addEventListener("htmx:after:history:replace", showMap);
showMap();
