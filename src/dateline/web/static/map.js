// A map that needs no network: land, borders and names from files beside this one, incidents as areas.
import * as maplibre from "./vendor/maplibre-gl.mjs";

const VENDOR = new URL("./vendor/", import.meta.url).href;
const COLOURS = {
  light: { sea: "#dbe6e8", land: "#f7f4ec", line: "#a9a394", admin: "#d8d2c3", name: "#56574f", halo: "#f7f4ec", mark: "#2b4a52", count: "#ffffff" },
  dark: { sea: "#12181b", land: "#252b2e", line: "#626c70", admin: "#3a4347", name: "#b6b8ab", halo: "#1b1f22", mark: "#9db4b8", count: "#1b1f22" },
};
// The colours of the kinds of event stand in map.css, where the legend has them from too.
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const KIND_COLOURS = ["coalesce", ["get", "colour"], [
  "match", ["get", "event_type"],
  "Battles", cssColour("--kind-battles"),
  "Explosions/Remote violence", cssColour("--kind-explosions"),
  "Violence against civilians", cssColour("--kind-civilians"),
  "Protests", cssColour("--kind-protests"),
  "Riots", cssColour("--kind-riots"),
  "Strategic developments", cssColour("--kind-strategic"),
  cssColour("--kind-other"),
]];

const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function style(areas, named) {
  const colour = COLOURS[dark() ? "dark" : "light"];
  const file = (name) => ({ type: "geojson", data: VENDOR + name });
  return {
    version: 8,
    sources: {
      land: file("land.geojson"),
      countries: file("countries.geojson"),
      admin1: file("admin1.geojson"),
      labels: file("labels.geojson"),
      provinces: file("admin1-labels.geojson"),
      areas: { type: "geojson", data: areas },
      middles: { type: "geojson", data: middles(areas), cluster: !named, clusterRadius: 34, clusterMaxZoom: 9 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour.land, "fill-antialias": true } },
      { id: "admin1", type: "line", source: "admin1", minzoom: 3, paint: { "line-color": colour.admin, "line-width": 0.8, "line-dasharray": [3, 2] } },
      { id: "countries", type: "line", source: "countries", paint: { "line-color": colour.line, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 7, 1.6] } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": KIND_COLOURS, "fill-opacity": 0.22 } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": KIND_COLOURS, "line-width": 1.4, "line-opacity": 0.9 } },
      {
        id: "groups", type: "circle", source: "middles", filter: ["has", "point_count"],
        paint: { "circle-color": colour.mark, "circle-opacity": 0.9, "circle-stroke-color": colour.land, "circle-stroke-width": 2, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 9, 10, 20, 100, 38] },
      },
      {
        id: "points", type: "circle", source: "middles", filter: ["!", ["has", "point_count"]],
        paint: { "circle-color": KIND_COLOURS, "circle-radius": ["interpolate", ["linear"], ["zoom"], 1, 7, 9, 5], "circle-stroke-color": colour.land, "circle-stroke-width": 1.5 },
      },
      {
        id: "provinces", type: "symbol", source: "provinces", minzoom: 4.5,
        filter: [">", ["get", "size"], ["interpolate", ["linear"], ["zoom"], 4.5, 4, 6, 0.8, 8, 0]],
        layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": 11.5, "text-max-width": 7 },
        paint: { "text-color": colour.name, "text-opacity": 0.75, "text-halo-color": colour.halo, "text-halo-width": 1.2 },
      },
      {
        id: "names", type: "symbol", source: "labels", minzoom: 1.5,
        filter: [">", ["get", "size"], ["interpolate", ["linear"], ["zoom"], 1, 120, 4, 8, 6, 0.05]],
        layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": 12, "text-letter-spacing": 0.04, "text-max-width": 7 },
        paint: { "text-color": colour.name, "text-halo-color": colour.halo, "text-halo-width": 1.4 },
      },
      {
        id: "places", type: "symbol", source: "middles", minzoom: named ? 0 : 5, filter: ["!", ["has", "point_count"]],
        layout: { "text-field": ["get", "place"], "text-font": ["sans-serif"], "text-size": 13, "text-anchor": "left", "text-offset": [0.8, 0], "text-optional": true, "text-allow-overlap": Boolean(named), "text-variable-anchor": ["left", "right", "top", "bottom"] },
        paint: { "text-color": colour.name, "text-halo-color": colour.halo, "text-halo-width": 1.6 },
      },
      {
        id: "counts", type: "symbol", source: "middles", filter: ["has", "point_count"],
        layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": ["sans-serif"], "text-size": 12 },
        paint: { "text-color": colour.count },
      },
    ],
  };
}

// A place is an area: the radius of the text in kilometres, drawn as a ring of points on the globe.
const EARTH_KM = 6371;
const RING = 48;
const CORNERS = 300_000; // of all areas together: thousands of rings are coarser, so that the map stays quick
export const cornersFor = (count) => Math.max(12, Math.min(RING, Math.floor(CORNERS / Math.max(count, 1))));
export function areaOf(longitude, latitude, radiusKm, properties, corners = RING) {
  const angle = Math.max(radiusKm, 0.2) / EARTH_KM;
  const [lat, lon] = [latitude, longitude].map((degrees) => (degrees * Math.PI) / 180);
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const bearing = (2 * Math.PI * i) / corners;
    const north = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const east = lon + Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(north));
    return [(east * 180) / Math.PI, (north * 180) / Math.PI];
  });
  return { type: "Feature", properties: { ...properties, middle: [longitude, latitude] }, geometry: { type: "Polygon", coordinates: [ring] } };
}

const middles = (areas) => ({
  type: "FeatureCollection",
  features: areas.features.map(({ properties }) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: properties.middle } })),
});

const PADDING = 48;
const boundsOf = (areas) => {
  const bounds = new maplibre.LngLatBounds();
  for (const { geometry } of areas.features) for (const point of geometry.coordinates[0]) bounds.extend(point);
  return bounds;
};

// The marks that each map shows; a style that is made anew in other colours takes them over.
const shown = new WeakMap();

export function drawMap(element, areas, options = {}) {
  const bounds = boundsOf(areas);
  const map = new maplibre.Map({
    container: element,
    style: style(areas, options.named),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    ...(bounds.isEmpty() ? { center: [20, 15], zoom: 1 } : { bounds, fitBoundsOptions: { padding: PADDING, maxZoom: options.maxZoom ?? 6.5 } }),
  });
  shown.set(map, areas);
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }));
  map.getCanvas().setAttribute("aria-label", "Map of the incidents; the table holds the same");
  map.on("idle", () => { element.dataset.ready = "yes"; });
  document.addEventListener("theme", () => map.setStyle(style(shown.get(map), options.named)));
  return map;
}

// Other marks on a map that is there already.
export function showAreas(map, areas) {
  shown.set(map, areas);
  const bounds = boundsOf(areas);
  map.resize();
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: PADDING, maxZoom: 6.5, animate: false });
  const put = () => {
    map.getSource("areas").setData(areas);
    map.getSource("middles").setData(middles(areas));
  };
  if (map.getSource("areas")) put();
  else map.once("load", put);
}

export { maplibre };
