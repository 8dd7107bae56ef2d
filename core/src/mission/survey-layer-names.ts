import { InputError } from '../errors/index.ts';
import type { GroundStation, Panel } from '../terrain/index.ts';

/** A map that can be asked for, with what its name says besides. */
export type LayerRequest =
  | { readonly kind: PlainLayer; readonly id: string }
  | { readonly kind: 'energy'; readonly id: string; readonly panel: Panel }
  | { readonly kind: 'nights'; readonly id: string; readonly longerThanS: number }
  | { readonly kind: 'station'; readonly id: string; readonly station: GroundStation };

const PLAIN = [
  'elevation',
  'slope',
  'sunDiscMean',
  'sunAnyFraction',
  'sunFullFraction',
  'earthFraction',
  'earthDiscMean',
  'longestDark',
  'longestLit',
  'permanentShadow',
  'doubleShadow',
  'shadowDistance',
  'score',
] as const;
export type PlainLayer = (typeof PLAIN)[number];

/** Layers that a survey of maps always makes. */
export const USUAL_LAYERS = ['sunDiscMean', 'sunAnyFraction', 'longestDark', 'slope'] as const;

const WITH_PARAMETERS =
  'nightsLongerThan:HOURS, energyHorizontal, energyTracking, energyVerticalTracking, energyVertical:AZIMUTH_DEG, station:NAME';

/**
 * Reads names of layers: those of {@link PLAIN}, `nightsLongerThan:48`, `energyVertical:90`, `station:399063`. Names come once.
 * @throws InputError `SURVEY_LAYERS` with every legal name
 */
export function parseLayers(names: readonly string[], stations: readonly GroundStation[]): LayerRequest[] {
  return [...new Set(names.map((name) => name.trim()))].map((name) => parseLayer(name, stations));
}

function parseLayer(name: string, stations: readonly GroundStation[]): LayerRequest {
  const plain = PLAIN.find((one) => one === name);
  if (plain !== undefined) return { kind: plain, id: plain };
  const [head, parameter = ''] = name.split(':') as [string, string?];
  const number = parameter === '' ? NaN : Number(parameter);
  if (head === 'nightsLongerThan' && number > 0) return { kind: 'nights', id: `nightsLongerThan${parameter}h`, longerThanS: number * 3600 }; // prettier-ignore
  if (name === 'energyHorizontal') return { kind: 'energy', id: name, panel: { kind: 'horizontal' } };
  if (name === 'energyTracking') return { kind: 'energy', id: name, panel: { kind: 'tracking' } };
  if (name === 'energyVerticalTracking') return { kind: 'energy', id: name, panel: { kind: 'verticalTracking' } };
  if (head === 'energyVertical' && number >= 0 && number < 360)
    return { kind: 'energy', id: `energyVertical${parameter}`, panel: { kind: 'vertical', azimuthRad: (number * Math.PI) / 180 } }; // prettier-ignore
  if (head === 'station') {
    const station = stations.find((one) => one.name === parameter);
    if (station !== undefined) return { kind: 'station', id: `station-${parameter}`, station };
    throw new InputError('SURVEY_LAYERS', `there is no ground station "${parameter}"`, {
      where: 'layers',
      legal: stations.map((one) => one.name).join(', '),
    });
  }
  throw new InputError('SURVEY_LAYERS', `"${name}" is not a map that can be made`, {
    where: 'layers',
    legal: `${PLAIN.join(', ')}, ${WITH_PARAMETERS}`,
  });
}
