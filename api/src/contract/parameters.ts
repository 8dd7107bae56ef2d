import { HIGHEST_EYE_M } from '@openilrs/core/terrain';
import { z } from 'zod';
import { liveLayerIdSchema } from './live-survey-schemas.ts';
import { stationEventSchema } from './operate-schemas.ts';
import { layerIdSchema } from './survey-schemas.ts';

// Query and path parameters arrive as text; `coerce` turns them into numbers and refuses what is none.
const number = z.coerce.number();
const et = number.describe('TDB seconds past J2000');
/** Words for the catalogue: no control characters, which no name has and no database takes. */
const plain = z.string().regex(/^\P{Cc}*$/u, 'control characters are not allowed');
const utc = z.string().min(4).describe('ISO 8601 UTC, e.g. 2035-06-01 or 2035-06-01T12:00:00Z');

export const place = {
  latDeg: number.min(-90).max(90).describe('planetocentric latitude'),
  lonDeg: number.min(-360).max(360).describe('longitude, east positive'),
  heightM: number.min(0).max(HIGHEST_EYE_M).default(0).describe('above the ground'),
};
export const placeQuery = z.object(place);
export const lightQuery = z.object({ ...place, fromUtc: utc, toUtc: utc });
export const skyQuery = z.object({
  ...place,
  fromUtc: utc,
  toUtc: utc,
  stepS: number.min(1).max(31_557_600).default(3600).describe('at most 20 000 instants per answer'),
});
export const mapPointQuery = z.object({
  xM: number.describe('polar stereographic x'),
  yM: number.describe('polar stereographic y'),
});
export const fileParams = z.object({ name: z.string().describe('a name that the survey result gives') });
export const rasterParams = z.object({ layer: z.enum(layerIdSchema.options) });
export const liveSurveyQuery = z.object({
  heightM: number.min(0).max(50).describe('above the ground'),
  fromUtc: utc,
  toUtc: utc,
  cellM: number.min(1).max(5000).describe('cells of the finest picture: one of those that the options name'),
  spells: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('with the layer longestDark, which costs far more than the others: 1 ms of a core for each cell over 19 years'), // prettier-ignore
  client: plain
    .min(1)
    .max(64)
    .describe('who asks, a name of its own choice: a new question of the same client ends the one before'),
});
const map = z.string().describe('id of a live map');
export const liveLayerParams = z.object({ map, layer: z.enum(liveLayerIdSchema.options) });
export const liveFileParams = z.object({
  map,
  name: z
    .string()
    .regex(/^[A-Za-z]+\.(tif|csv)$/, 'a layer or `score`, and .tif or .csv')
    .describe('a layer or `score`, and its kind: `sunDiscMean.tif`, `score.csv`'),
});
export const liveFileQuery = z.object({
  weights: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, 'numbers with commas between')
    .optional()
    .describe('of the score, in the order of the criteria of the options; those of the mission file when left out'),
});
export const networkQuery = z.object({
  heightM: place.heightM,
  fromUtc: utc,
  toUtc: utc,
  sites: number.int().min(2).max(6).default(3),
  goal: z
    .enum(['light', 'disc', 'night'])
    .default('light')
    .describe('most time lit, greatest mean share of the disc at the best site, shortest common night'),
  mostKm: number.min(0.1).max(1000).optional().describe('greatest distance of any two'),
  sight: z.enum(['yes', 'no']).default('no').describe('whether any two must see each other'),
});
export const traverseQuery = z.object({
  points: z
    .string()
    .regex(/^-?[\d.]+,-?[\d.]+(;-?[\d.]+,-?[\d.]+){1,5}$/, 'two to six places: lat,lon;lat,lon')
    .describe('latitude and longitude of start, places on the way and end: -89.45,222.7;-89.46,221.9'),
  departUtc: utc,
  slopeDeg: number.min(0.5).max(45).default(15).describe('steepest, along and across'),
  darkH: number.min(0).max(400).default(0).describe('longest spell in the dark; 0 stays in light'),
  withinDays: number.min(0.05).max(30).default(5),
});
export const stationQuery = z.object({ at: utc });

const live = z.string().optional().describe('live session whose simulation is asked for; without it the run on disk');
export const liveQuery = z.object({ live });
export const profilesQuery = z.object({
  fromEt: et.optional(),
  toEt: et.optional(),
  points: number.int().min(2).max(20_000).default(1000).describe('largest number of samples per series'),
  series: z.string().optional().describe('comma-separated ids; all when left out'),
  live,
});
export const eventsQuery = z.object({
  fromEt: et.optional(),
  toEt: et.optional(),
  severity: stationEventSchema.shape.severity.optional().describe('this severity and graver ones'),
  limit: number.int().min(1).max(10_000).default(500),
  live,
});

export const telemetryQuery = z.object({ et, live });

export const sessionParams = z.object({ id: z.string() });

const reader = {
  as: plain
    .default('public')
    .describe('partner id that the reader declares. First version: declared, not proven; every answer repeats it.'),
};
export const readerQuery = z.object(reader);
export const productParams = z.object({ lidvid: plain.describe('logical identifier with version, URL-encoded') });
export const productsQuery = z.object({
  mission: plain.optional(),
  instrument: plain.optional(),
  owner: plain.optional(),
  fromUtc: utc.optional(),
  toUtc: utc.optional(),
  bbox: z
    .string()
    .regex(/^-?[\d.]+(,-?[\d.]+){3}$/, 'four numbers: west,south,east,north in degrees')
    .optional()
    .describe('west,south,east,north in degrees, longitudes east positive'),
  text: plain.max(200).optional().describe('words in title or identifier'),
  page: number.int().min(1).default(1),
  pageSize: number.int().min(1).max(500).default(50),
  ...reader,
});

export type ProductsQuery = z.infer<typeof productsQuery>;
export type ProfilesQuery = z.infer<typeof profilesQuery>;
export type EventsQuery = z.infer<typeof eventsQuery>;
export type LightQuery = z.infer<typeof lightQuery>;
export type SkyQuery = z.infer<typeof skyQuery>;
export type PlaceQuery = z.infer<typeof placeQuery>;
export type LiveSurveyQuery = z.infer<typeof liveSurveyQuery>;
export type NetworkQuery = z.infer<typeof networkQuery>;
export type TraverseQuery = z.infer<typeof traverseQuery>;
export type MapPointQuery = z.infer<typeof mapPointQuery>;
