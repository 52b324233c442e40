// The map of places one may choose among: a click on one chooses it, a click beside them sets a point.
let drawn = null;

async function draw() {
  const element = document.querySelector("[data-spots]");
  if (!element || element === drawn) return;
  drawn = element;
  withStyle("/static/vendor/maplibre-gl.css");
  withStyle("/static/map.css");
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

function withStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href });
  document.head.append(link);
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
