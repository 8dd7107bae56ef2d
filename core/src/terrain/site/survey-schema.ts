import { z } from 'zod';
import { quantity } from '../../math/index.ts';
import { HIGHEST_EYE_M } from '../horizon/highest-eye.ts';

const utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, 'expected a UTC date, e.g. 2035-01-01T06:00Z');

const degrees = (min: number, max: number) => z.number().min(min).max(max);

/** A place on the Moon in the mission's frame: planetocentric latitude, east longitude. */
const place = z.strictObject({ latDeg: degrees(-90, 90), lonDeg: degrees(-180, 360), source: z.string().min(1) });

/**
 * How one property of a place counts: `worst` earns 0, `best` 1, straight in between, times `weight`. With a `limit`, places beyond it (on the side of
 * `worst`) are not considered at all.
 */
const criterion = (value: ReturnType<typeof quantity>) =>
  z
    .strictObject({
      weight: z.number().min(0).max(100),
      worst: value,
      best: value,
      limit: value.optional(),
    })
    .refine(({ worst, best }) => worst.si !== best.si, {
      path: ['best'],
      error: 'best and worst are the same: there is nothing between them to judge by',
    });

export const CRITERIA = ['sunDiscMean', 'longestDark', 'slope', 'earthFraction', 'shadowDistance'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What `survey.leastShadow` is unless told. */
const LEAST_SHADOW_M2 = 30_000;

/** What a good place is unless told: the best that is published of the south pole earns 1, and no place is shut out. */
const ASSUMED_CRITERIA = {
  sunDiscMean: {
    weight: 4,
    worst: { value: 0, unit: '%', source: 'assumed' },
    best: { value: 93, unit: '%', source: 'Glaeser 2014 Icarus 243:78: 92.55 % at 10 m on the connecting ridge' },
  },
  longestDark: {
    weight: 3,
    worst: { value: 354, unit: 'h', source: 'assumed: half a lunar day' },
    best: { value: 66, unit: 'h', source: 'Mazarico 2011 Icarus 211:1066: 10 m mast on the connecting ridge' },
  },
  slope: {
    weight: 2,
    worst: { value: 20, unit: 'deg', source: 'assumed' },
    best: { value: 3, unit: 'deg', source: 'assumed' },
  },
  earthFraction: {
    weight: 1,
    worst: { value: 0, unit: '%', source: 'assumed' },
    best: { value: 60, unit: '%', source: 'assumed' },
  },
  shadowDistance: {
    weight: 1,
    worst: { value: 5, unit: 'km', source: 'assumed' },
    best: { value: 0.5, unit: 'km', source: 'assumed' },
  },
};

/** Section `survey` of a mission file: where to look, from how high, over which years, and what a good place is. */
export const surveySchema = z.strictObject({
  /** `bundled`, or GeoTIFFs of your own (relative to the mission file), which are used before the bundled grids. */
  terrain: z.union([z.literal('bundled'), z.array(z.string().min(1)).min(1)]).default('bundled'),
  /** A square of the south polar map. */
  region: z
    .strictObject({
      centre: place,
      size: quantity('length', 1000, 300e3),
      cell: quantity('length', 1, 5000),
    })
    .refine(({ size, cell }) => size.si / cell.si >= 16 && size.si / cell.si <= 4096, {
      error: 'the region must have 16 to 4096 cells along a side',
    })
    .refine(({ centre }) => centre.latDeg <= -80, {
      error: 'the centre must lie south of 80 S: maps are made in the south polar projection',
    }),
  /** Sun and Earth are followed over these years, for maps and candidates. */
  period: z
    .strictObject({ from: utc, to: utc })
    .refine(({ from, to }) => to > from, { error: 'the period must end after its start' }),
  /** Height of the eye (array, antenna) above the ground for light and Earth view. */
  height: quantity('length', 0, HIGHEST_EYE_M),
  /** Directions of the sweep: a multiple of 4. */
  directions: z.int().min(360).max(2880).multipleOf(4).default(720),
  /** Patches of permanent shadow smaller than this are pits of single cells: they are on the map but no place to walk to, so that distances to shadow leave them out. */
  leastShadow: quantity('area', 0, 1e12).default({
    si: LEAST_SHADOW_M2,
    value: LEAST_SHADOW_M2,
    unit: 'm2',
    source: 'assumed: 19 cells of 40 m, a patch that a rover can cross',
  }),
  /** `choose`, or the place that is given from elsewhere. */
  site: z.union([z.literal('choose'), place.extend({ name: z.string().min(1) })]),
  /** All five or none: a criterion that is not to count has the weight 0. */
  criteria: z
    .strictObject({
      sunDiscMean: criterion(quantity('fraction', 0, 1)),
      longestDark: criterion(quantity('time', 0, 1e9)),
      slope: criterion(quantity('angle', 0, Math.PI / 2)),
      earthFraction: criterion(quantity('fraction', 0, 1)),
      shadowDistance: criterion(quantity('length', 0, 1e6)),
    })
    .prefault(ASSUMED_CRITERIA),
  candidates: z
    .strictObject({
      count: z.int().min(1).max(50),
      /** Least distance between two candidates. */
      spacing: quantity('length', 0, 50e3),
    })
    .prefault({ count: 5, spacing: { value: 500, unit: 'm', source: 'assumed' } }),
});

export type SurveySpec = z.output<typeof surveySchema>;
