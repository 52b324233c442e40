// The small map of one incident.
const element = document.getElementById("map");
if (element) {
  const { drawMap, areaOf } = await import("./map.js");
  const { longitude, latitude, radius, title } = element.dataset;
  const area = areaOf(Number(longitude), Number(latitude), Number(radius), { place: title, event_type: element.dataset.event });
  drawMap(element, { type: "FeatureCollection", features: [area] }, { maxZoom: 5.5 });
}
