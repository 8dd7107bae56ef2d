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

/** How parallels and meridians are named: degrees south, degrees east. */
export interface GraticuleText {
  latitude(southDeg: number): string;
  longitude(eastDeg: number): string;
}

export const ENGLISH_LINES: GraticuleText = {
  latitude: (southDeg) => `${southDeg}° S`,
  longitude: (eastDeg) => `${eastDeg}° E`,
};

/**
 * Circles of latitude and meridians over a part of the south polar map, about six across, each with its label.
 *
 * @param extent left, bottom, right, top in metres
 */
export function graticule(extent: readonly number[], text: GraticuleText = ENGLISH_LINES): Feature<Geometry>[] {
  const seen = seenIn(extent as [number, number, number, number]);
  const latitudeStep = stepFor((fromPole(seen.farthest) - fromPole(seen.nearest)) / 7, LATITUDE_STEPS_DEG);
  const longitudeStep = stepFor(seen.widthDeg / 10, LONGITUDE_STEPS_DEG);
  return [...latitudes(seen, latitudeStep, text), ...meridians(seen, longitudeStep, text)];
}

/** A part of the map as the pole sees it; lengths in metres of the map. */
interface Seen {
  readonly nearest: number;
  readonly farthest: number;
  readonly poleInside: boolean;
  readonly widthDeg: number;
  /** Where labels stand: away from the centre, where the site usually is. */
  readonly labelAngle: number;
  readonly labelRho: number;
}

function seenIn([left, bottom, right, top]: readonly [number, number, number, number]): Seen {
  const [centreX, centreY] = [(left + right) / 2, (bottom + top) / 2];
  const centreRho = Math.hypot(centreX, centreY);
  const size = Math.min(right - left, top - bottom);
  const poleInside = left < 0 && right > 0 && bottom < 0 && top > 0;
  const halfWidth = Math.atan2(Math.hypot(right - left, top - bottom) / 2, centreRho);
  return {
    nearest: poleInside ? 0 : Math.hypot(Math.max(left, 0, -right), Math.max(bottom, 0, -top)),
    farthest: Math.max(...[left, right].flatMap((x) => [bottom, top].map((y) => Math.hypot(x, y)))),
    poleInside,
    widthDeg: poleInside ? 360 : (2 * halfWidth * 180) / Math.PI,
    labelAngle: poleInside ? Math.PI / 4 : Math.atan2(centreX, centreY) + (0.3 * size) / centreRho,
    labelRho: poleInside ? 0.4 * size : centreRho + 0.22 * size,
  };
}

const stepFor = (wanted: number, steps: readonly number[]) => steps.find((step) => step >= wanted) ?? steps.at(-1)!;

function latitudes({ nearest, farthest, labelAngle }: Seen, step: number, text: GraticuleText): Feature<Geometry>[] {
  const features: Feature<Geometry>[] = [];
  for (let i = Math.ceil(fromPole(nearest) / step); i * step <= fromPole(farthest); i += 1) {
    const radius = rho(i * step);
    if (radius === 0) continue;
    const at = new Point([radius * Math.sin(labelAngle), radius * Math.cos(labelAngle)]);
    features.push(new Feature({ geometry: new Circle([0, 0], radius) }));
    features.push(new Feature({ geometry: at, label: text.latitude(trim(90 - i * step)) }));
  }
  return features;
}

function meridians({ nearest, farthest, labelRho }: Seen, step: number, text: GraticuleText): Feature<Geometry>[] {
  const features: Feature<Geometry>[] = [];
  for (let lon = 0; lon < 360; lon += step) {
    const [sin, cos] = [Math.sin((lon * Math.PI) / 180), Math.cos((lon * Math.PI) / 180)];
    features.push(new Feature({ geometry: new LineString([[nearest * sin, nearest * cos], [farthest * sin, farthest * cos]]) })); // prettier-ignore
    features.push(new Feature({ geometry: new Point([labelRho * sin, labelRho * cos]), label: text.longitude(lon) }));
  }
  return features;
}

const trim = (deg: number) => Number(deg.toFixed(2));
