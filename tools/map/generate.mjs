// Draws the world for the map of the first page, from Natural Earth (public domain).
//
// In:  the packages of package.json; world-atlas holds Natural Earth 4.1 as TopoJSON.
// Out: ../../jurisdictions/charts/world.json
//        width, height   of the drawing
//        shapes          ISO 3166 code → path, for every country of the 1:110m set
//        dots            ISO 3166 code, or slug of a place without one → x and y, for every
//                        place that has no shape or too small a one to press
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const WIDTH = 2000;
// The share of the points of borders that is kept, and the area of a ring too small to be seen.
const KEPT_POINTS = 0.45;
const SMALLEST_RING = 0.5;
// A shape whose longer side is below this (14 px on a wide screen) is too small to press.
const PRESSABLE = 24;
// Turned so that the edge of the map runs through the Bering Strait and cuts no country in two.
const projection = geoEqualEarth().rotate([-11, 0]).precision(1);

// Places that Natural Earth's countries don't hold, by hand: longitude and latitude of the city
// or island where the authority sits, to a tenth of a degree. ADGM, a free zone, has no ISO code
// and goes by its slug; it lies on Al Maryah Island in Abu Dhabi.
const PARTS = {
  "AE-DU": [55.3, 25.3],
  "AE-AZ": [54.4, 24.5],
  adgm: [54.4, 24.5],
};
// Codes that name the same place as another.
const ALSO = { "CN-HK": "HK", "CN-MO": "MO" };
const ANTARCTICA = "AQ";

function atlas(scale) {
  const path = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`);
  return JSON.parse(readFileSync(path));
}

/** The countries of a topology by ISO code; those without one (disputed) by their name. */
function byCode(topology) {
  const named = feature(topology, topology.objects.countries).features.map((country) => [
    countries.numericToAlpha2(country.id) ?? country.properties.name,
    country,
  ]);
  return named.filter(([code, country]) => code !== ANTARCTICA && country.geometry);
}

function simplified(topology) {
  const weighted = presimplify(topology);
  return simplify(weighted, quantile(weighted, 1 - KEPT_POINTS));
}

/** The rings of a country on the map, in whole units; what vanishes by rounding is left out. */
function rings(country) {
  const found = [];
  const last = () => found[found.length - 1];
  const add = (x, y) => {
    const [px, py] = last().at(-1) ?? [];
    const [nx, ny] = [Math.round(x), Math.round(y)];
    if (nx !== px || ny !== py) last().push([nx, ny]);
  };
  const context = {
    moveTo: (x, y) => (found.push([]), add(x, y)),
    lineTo: add,
    closePath: () => {},
  };
  geoPath(projection, context)(country);
  return found.filter((ring) => area(ring) >= SMALLEST_RING);
}

function area(ring) {
  const sum = ring.reduce((total, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length];
    return total + x * ny - nx * y;
  }, 0);
  return Math.abs(sum) / 2;
}

/** A path in relative whole numbers, as short as SVG allows. */
function path(rings) {
  let [x, y] = [0, 0];
  const step = ([nx, ny]) => {
    const text = `${nx - x}${ny < y ? "" : " "}${ny - y}`;
    [x, y] = [nx, ny];
    return text;
  };
  const draw = (ring, i) => {
    const start = `${i ? "m" : "M"}${step(ring[0])}`;
    const steps = ring.slice(1).map(step).join(" ").replaceAll(" -", "-");
    // After closing, the pen is back where the ring began.
    [x, y] = ring[0];
    return `${start}l${steps}z`;
  };
  return rings.map(draw).join("");
}

function longerSide(rings) {
  const points = rings.flat();
  const side = (axis) => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(side(0), side(1));
}

function onMap(place) {
  return projection(place).map(Math.round);
}

/** The middle of the largest part, so that a dot lies on land that belongs to it. */
function middle(country) {
  const { type, coordinates } = country.geometry;
  const parts = type === "Polygon" ? [coordinates] : coordinates;
  const areas = parts.map((part) => geoArea({ type: "Polygon", coordinates: part }));
  const largest = parts[areas.indexOf(Math.max(...areas))];
  return geoCentroid({ type: "Polygon", coordinates: largest });
}

const coarse = byCode(simplified(atlas("110m")));
const all = { type: "FeatureCollection", features: coarse.map(([, country]) => country) };
projection.fitWidth(WIDTH, { type: "Sphere" });
const [[, top], [, bottom]] = geoPath(projection).bounds(all);
const [across, down] = projection.translate();
projection.translate([across, down - top]);
const height = Math.ceil(bottom - top);

const drawn = coarse.map(([code, country]) => [code, rings(country)]);
const pressable = new Set(
  drawn.filter(([, its]) => its.length && longerSide(its) >= PRESSABLE).map(([code]) => code),
);
const shapes = drawn.filter(([, its]) => its.length).map(([code, its]) => [code, path(its)]);
// The finest set alone holds Gibraltar.
const small = byCode(atlas("10m"))
  .filter(([code]) => /^[A-Z]{2}$/.test(code) && !pressable.has(code))
  .map(([code, country]) => [code, onMap(middle(country))]);
const dots = Object.fromEntries(small);
for (const [code, place] of Object.entries(PARTS)) dots[code] = onMap(place);
for (const [code, same] of Object.entries(ALSO)) if (dots[same]) dots[code] = dots[same];

/** One entry a line, in order, so that a change shows as a small difference. */
function lines(entries) {
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(",\n");
}

const out = new URL("../../jurisdictions/charts/world.json", import.meta.url);
writeFileSync(
  out,
  `{\n"width": ${WIDTH},\n"height": ${height},\n"shapes": {\n${lines(shapes)}\n},\n"dots": {\n${lines(Object.entries(dots))}\n}\n}\n`,
);
