import type { SurveySpec } from '../terrain/index.ts';
import type { LayerId, MapLayer } from './results/survey-result.ts';

interface LayerText {
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly scale: string;
  /** True when the map is made from the height of the survey above the ground. */
  readonly raised?: true;
  /** Ends of the colour scale, when not those of the data. */
  readonly range?: readonly [min: number, max: number];
}

const LAYERS: Readonly<Record<LayerId, LayerText>> = {
  elevation: {
    title: 'Elevation',
    definition: 'Height above the sphere of 1737.4 km',
    unit: 'm',
    scale: 'cividis',
  },
  slope: {
    title: 'Slope',
    definition: 'Steepness by Horn over the eight neighbours: a baseline of two cells',
    unit: 'deg',
    scale: 'magma',
  },
  sunDiscMean: {
    title: 'Sunlight: mean visible share of the solar disc',
    definition:
      'sunDiscMean: share of the solar disc above the skyline, averaged over the period; eclipses of the Sun by the Earth are not counted (0.05 percentage points over 2031 to 2050)',
    unit: '1',
    scale: 'viridis',
    raised: true,
    range: [0, 1],
  },
  earthFraction: {
    title: 'Earth view',
    definition: "Share of the period with the Earth's centre above the skyline",
    unit: '1',
    scale: 'cividis',
    raised: true,
    range: [0, 1],
  },
  permanentShadow: {
    title: 'Permanent shadow',
    definition: '1 where no part of the solar disc is in view from the ground at any time of the period',
    unit: '1',
    scale: 'shadow',
    range: [0, 1],
  },
  score: {
    title: 'Score of sites',
    definition:
      'Weighted mean of the terms known on the map (light, slope, Earth view, distance to permanent shadow of at least LEAST m2 within the region); empty where a limit is failed',
    unit: '1',
    scale: 'viridis',
    raised: true,
  },
};

/** The records of the layers: titles, definitions, ranges, names of their files. */
export function mapLayers(maps: Readonly<Record<LayerId, Float32Array>>, spec: SurveySpec): MapLayer[] {
  return (Object.keys(LAYERS) as LayerId[]).map((id) => {
    const { title, definition: text, unit, scale, raised, range } = LAYERS[id];
    const definition = text.replace('LEAST', String(spec.leastShadow.si));
    const [min, max] = range ?? extent(maps[id]);
    return {
      id,
      title,
      definition,
      unit,
      heightM: raised ? spec.height.si : id === 'permanentShadow' ? 0 : null,
      min,
      max,
      scale,
      overlayPng: `${id}-overlay.png`,
      figurePng: `${id}.png`,
      geotiff: `${id}.tif`,
    };
  });
}

/** In what steps sky and skylines of a map were taken; empty for a map of the ground. */
export function mapBins(id: LayerId, directions: number): string {
  switch (id) {
    case 'sunDiscMean':
    case 'permanentShadow':
      return `${directions} directions; heights in steps of 0.0001 (tangent); the Sun every half hour`;
    case 'earthFraction':
      return `${2 * directions} directions; heights in steps of 0.0001 (tangent); the Earth every hour`;
    default:
      return '';
  }
}

/** Least and greatest number of a map; 0 and 1 when it is empty. */
function extent(values: Float32Array): [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? [min, max] : [0, 1];
}
