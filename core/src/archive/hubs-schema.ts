import { z } from 'zod';

const hub = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected a short id in lower case, e.g. beijing'),
  title: z.string().min(1),
  /** ISO 3166-1 alpha-2 of where the bytes lie: copies in k countries make a deposit safe. */
  country: z.string().regex(/^[A-Z]{2}$/, 'expected a country as two capitals, e.g. CN'),
  /** Where the choice of this hub comes from, or the word "assumed". */
  source: z.string().min(1),
});

/** Where the data lies when the mission file does not say: with the user alone, in a country that is not known (ZZ, which ISO 3166-1 leaves to users). */
const OWN_HUB = { id: 'own', title: 'Own data hub', country: 'ZZ', source: 'assumed: the mission file names no hubs' };

/** Section `hubs:` of the mission file; one hub of one's own without it. */
export const hubsSchema = z
  .strictObject({
    /** A deposit is safe when this many hubs in as many countries have returned signed receipts. */
    k: z.int().min(1).max(16).default(2),
    /** Partner id -> hub that it deposits with first; others use the first hub. */
    depositAt: z.record(z.string(), z.string()).default({}),
    list: z.array(hub).min(1),
  })
  .superRefine((hubs, context) => {
    const ids = hubs.list.map((one) => one.id);
    const countries = new Set(hubs.list.map((one) => one.country)).size;
    ids.forEach((id, i) => {
      if (ids.indexOf(id) !== i)
        context.addIssue({ code: 'custom', path: ['list', i, 'id'], message: `hub "${id}" is there twice` });
    });
    for (const [partner, id] of Object.entries(hubs.depositAt))
      if (!ids.includes(id))
        context.addIssue({
          code: 'custom',
          path: ['depositAt', partner],
          message: `there is no hub "${id}" (legal: ${ids.join(', ')})`,
        });
    if (hubs.k > countries)
      context.addIssue({
        code: 'custom',
        path: ['k'],
        message: `k = ${hubs.k} hubs in as many countries, but the hubs lie in ${countries} (legal: 1 to ${countries})`,
      });
  })
  .prefault({ k: 1, list: [OWN_HUB] });

export type HubsSection = z.infer<typeof hubsSchema>;
export type HubSpec = HubsSection['list'][number];
