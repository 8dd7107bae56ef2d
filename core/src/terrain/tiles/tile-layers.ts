/** A map that can be made by tiles. */
export type TileLayerId = 'elevation' | 'slope' | 'sunDiscMean' | 'earthFraction' | 'permanentShadow';

interface TileLayerText {
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  /** Seen from the height of the run; others are of the ground. */
  readonly raised: boolean;
  /** The numbers are classes (0, 1): one byte each, and smaller pictures do not average them. */
  readonly classes: boolean;
}

const ground = { raised: false, classes: false };

export const TILE_LAYERS: Readonly<Record<TileLayerId, TileLayerText>> = {
  elevation: { ...ground, title: 'Elevation', definition: 'Height above the sphere of 1737.4 km', unit: 'm' },
  slope: {
    ...ground,
    title: 'Slope',
    definition: 'Steepness by Horn over the eight neighbours: a baseline of two cells',
    unit: 'deg',
  },
  sunDiscMean: {
    title: 'Sunlight: mean visible share of the solar disc',
    definition:
      'sunDiscMean: share of the solar disc above the skyline, averaged over the period; eclipses of the Sun by the Earth are not counted (0.05 percentage points over 2031 to 2050)',
    unit: '1',
    raised: true,
    classes: false,
  },
  earthFraction: {
    title: 'Earth view',
    definition: "Share of the period with the Earth's centre above the skyline",
    unit: '1',
    raised: true,
    classes: false,
  },
  permanentShadow: {
    title: 'Permanent shadow',
    definition: '1 where no part of the solar disc is in view from the ground at any time of the period',
    unit: '1',
    raised: false,
    classes: true,
  },
};
