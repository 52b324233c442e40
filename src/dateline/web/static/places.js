// The map of places one may choose among: a click on one chooses it, a click beside them sets a point.
let drawn = null;

async function draw() {
  const element = document.querySelector("[data-spots]");
  if (!element || element === drawn) return;
  drawn = element;
  await Promise.all(["/static/vendor/maplibre-gl.css", "/static/map.css"].map(withStyle)); // the map takes its colours from them
  const { drawMap, areaOf } = await import("./map.js");
  const spots = JSON.parse(element.dataset.spots);
  const colour = (pick) => getComputedStyle(document.documentElement).getPropertyValue(pick ? "--kind-strategic" : "--kind-battles").trim();
  const areas = spots.map(({ longitude, latitude, radius_km, label, pick }) =>
    areaOf(longitude, latitude, radius_km, { place: label, pick, colour: colour(pick) }));
  const map = drawMap(element, { type: "FeatureCollection", features: areas }, { named: true, maxZoom: 7 });
  map.on("click", (event) => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: ["points"] });
    if (hit) choose(hit.properties.pick);
    else setPoint(event.lngLat);
  });
}

// Resolves when the style sheet is there, or when it cannot be had, of which the browser tells.
function withStyle(href) {
  let link = document.querySelector(`link[href="${href}"]`);
  if (link?.sheet) return Promise.resolve();
  if (!link) {
    link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    document.head.append(link);
  }
  return new Promise((there) => {
    for (const told of ["load", "error"]) link.addEventListener(told, there, { once: true });
  });
}

const editor = () => document.querySelector("form.edit");

function choose(pick) {
  const choice = pick && editor()?.querySelector(`input[type=radio][value="${CSS.escape(pick)}"]`);
  if (choice) choice.checked = true;
}

function setPoint({ lat, lng }) {
  const form = editor();
  if (!form?.elements.latitude) return;
  for (const choice of form.querySelectorAll("input[type=radio]")) choice.checked = false;
  form.elements.latitude.value = lat.toFixed(4);
  form.elements.longitude.value = lng.toFixed(4);
}

// Inside a closed editor a map has no size: it is drawn when the editor opens.
document.addEventListener("toggle", (event) => { if (event.target.open) draw(); }, true);
const visible = () => { if (document.querySelector("[data-spots]")?.offsetParent) draw(); };
document.addEventListener("htmx:after:swap", visible);
visible();
