import { z } from 'zod';
import { campaignSchema } from './campaign/campaign-schema.ts';
import { didYouMean } from '../errors/index.ts';
import { hubsSchema } from '../archive/index.ts';
import { programmeSchema, routeSchema } from '../programme/index.ts';
import { stationSchema } from '../station/index.ts';
import { surveySchema } from '../terrain/index.ts';

const words = z.string().min(1);

/** A title in the languages of the partners; the page shows the reader's own. One text alone, or one that is not translated, stands for all. */
const localized = z
  .union([words, z.strictObject({ en: words, zh: words.optional(), ru: words.optional() })])
  .transform((title) => {
    const { en, zh = en, ru = en } = typeof title === 'string' ? { en: title } : title;
    return { en, zh, ru };
  });

const utc = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/, {
  error: (issue) => `"${String(issue.input)}" is not a UTC date (legal: 2035-01-01 or 2035-01-01T00:00:00Z)`,
});

/** Moon-fixed frames in which places may be given. `IAU_MOON` is left out on purpose: it is up to 137 m off. */
export const MISSION_FRAMES = ['MOON_ME_DE421', 'MOON_ME_DE440_ME421'] as const;

/**
 * The mission file: one section for each verb, written by people, checked whole before anything runs.
 * What a private station need not say has a default: `kernels`, `route`, `hubs`, `campaign`, and of `survey` terrain, criteria, candidates, directions.
 */
export const missionSchema = z
  .strictObject({
    /** Version of this format. */
    openilrs: z.literal(1),
    mission: z.strictObject({
      /** Names the run folder. */
      id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens (at most 63)'),
      title: localized,
      description: z.string().optional(),
      start: utc,
      end: utc,
      seed: z.int().min(0).max(0xffffffff),
    }),
    /** `bundled`, or SPICE kernel files in the order in which they are loaded (later ones win), relative to the mission file. */
    kernels: z.union([z.literal('bundled'), z.array(z.string()).min(1)]).default('bundled'),
    frame: z.enum(MISSION_FRAMES),
    survey: surveySchema,
    route: routeSchema,
    station: stationSchema,
    programme: programmeSchema,
    hubs: hubsSchema,
    /** How far light, dust, durations and faults of a Monte Carlo campaign go from what is declared; sensible values are assumed without it. */
    campaign: campaignSchema,
  })
  .check((context) => {
    const { mission, hubs, programme, station } = context.value;
    const issue = (path: PropertyKey[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message });
    if (mission.end <= mission.start)
      issue(['mission', 'end'], `"${mission.end}" is not after the start ${mission.start}`);
    const partners = programme.partners.map(({ id }) => id);
    const instruments = station.instruments.map(({ id }) => id);
    programme.proposals.forEach(({ id, instrument }, i) => {
      if (instruments.includes(instrument)) return;
      const words = `proposal "${id}" needs instrument "${instrument}", which the station does not have`;
      issue(
        ['programme', 'proposals', i, 'instrument'],
        `${words}${didYouMean(instrument, instruments)} (legal: ${instruments.join(', ')})`,
      );
    });
    station.instruments.forEach(({ id, ownerId }, i) => {
      // of a station that is refused already the fields are still those of the file
      if (typeof ownerId !== 'string' || partners.includes(ownerId)) return;
      const words = `instrument "${id}" belongs to "${ownerId}", whom programme.partners does not declare`;
      issue(['station', 'instruments', i, 'owner'], `${words}${didYouMean(ownerId, partners)} (legal: ${partners.join(', ')})`); // prettier-ignore
    });
    for (const partner of Object.keys(hubs.depositAt))
      if (!partners.includes(partner))
        issue(
          ['hubs', 'depositAt', partner],
          `no partner "${partner}" is declared${didYouMean(partner, partners)} (legal: ${partners.join(', ')})`,
        );
  });

export type Mission = z.output<typeof missionSchema>;
