import Feature from 'ol/Feature.js';
import Circle from 'ol/geom/Circle.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import type { Geometry } from 'ol/geom.js';

const RADIUS_M = 1_737_400;
const LATITUDE_STEPS_DEG = [0.05, 0.1, 0.25, 0.5, 1, 2, 5];
const LONGITUDE_STEPS_DEG = [1, 2, 5, 10, 15, 30];

const rho = (fromPoleDeg: number) => 2 * RADIUS_M * Math.tan((fromPoleDeg * Math.PI) / 360);
const fromPole = (rhoM: number) => (Math.atan(rhoM / (2 * RADIUS_M)) * 360) / Math.PI;

/**
 * Circles of latitude and meridians over a part of the south polar map, about six across, each with its label.
 *
 * @param extent left, bottom, right, top in metres
 */
export function graticule(extent: readonly number[]): Feature<Geometry>[] {
  const [left, bottom, right, top] = extent as [number, number, number, number];
  const corners = [left, right].flatMap((x) => [bottom, top].map((y) => Math.hypot(x, y)));
  const [centreX, centreY] = [(left + right) / 2, (bottom + top) / 2];
  const poleInside = left < 0 && right > 0 && bottom < 0 && top > 0;
  const nearest = poleInside ? 0 : Math.hypot(Math.max(left, 0, -right), Math.max(bottom, 0, -top));
  const farthest = Math.max(...corners);
  const latitudeStep = stepFor((fromPole(farthest) - fromPole(nearest)) / 7, LATITUDE_STEPS_DEG);
  const widthDeg = poleInside
    ? 360
    : (2 * Math.atan2(Math.hypot(right - left, top - bottom) / 2, Math.hypot(centreX, centreY)) * 180) / Math.PI;
  const longitudeStep = stepFor(widthDeg / 10, LONGITUDE_STEPS_DEG);
  return [
    ...latitudes(nearest, farthest, latitudeStep, [centreX, centreY], poleInside),
    ...meridians(
      nearest,
      farthest,
      longitudeStep,
      Math.hypot(centreX, centreY),
      poleInside,
      Math.min(right - left, top - bottom) * 0.4,
    ),
  ];
}

const stepFor = (wanted: number, steps: readonly number[]) => steps.find((step) => step >= wanted) ?? steps.at(-1)!;

function latitudes(
  nearest: number,
  farthest: number,
  step: number,
  centre: number[],
  poleInside: boolean,
): Feature<Geometry>[] {
  const angle = poleInside ? Math.PI / 4 : Math.atan2(centre[0]!, centre[1]!);
  const features: Feature<Geometry>[] = [];
  for (let i = Math.ceil(fromPole(nearest) / step); i * step <= fromPole(farthest); i += 1) {
    const radius = rho(i * step);
    if (radius === 0) continue;
    features.push(new Feature({ geometry: new Circle([0, 0], radius) }));
    const label = `${trim(90 - i * step)}° S`;
    features.push(new Feature({ geometry: new Point([radius * Math.sin(angle), radius * Math.cos(angle)]), label }));
  }
  return features;
}

function meridians(
  nearest: number,
  farthest: number,
  step: number,
  centreRho: number,
  poleInside: boolean,
  poleLabelRho: number,
): Feature<Geometry>[] {
  const features: Feature<Geometry>[] = [];
  for (let lon = 0; lon < 360; lon += step) {
    const [sin, cos] = [Math.sin((lon * Math.PI) / 180), Math.cos((lon * Math.PI) / 180)];
    features.push(new Feature({ geometry: new LineString([[nearest * sin, nearest * cos], [farthest * sin, farthest * cos]]) })); // prettier-ignore
    const at = poleInside ? poleLabelRho : centreRho;
    features.push(new Feature({ geometry: new Point([at * sin, at * cos]), label: `${lon}° E` }));
  }
  return features;
}

const trim = (deg: number) => String(Number(deg.toFixed(2)));
