import { z } from 'zod';
import { didYouMean } from '../errors/index.ts';
import { quantity } from '../math/index.ts';
import { requestKindFaults } from './request-kind-faults.ts';
import { minimumSharesSchema, placeSchema, requestKindFields } from './request-kinds-schema.ts';
import { id, source, YEAR_S } from './schema-parts.ts';

export const partnerSchema = z.strictObject({
  id,
  name: z.string().min(1),
  /** Country, or seat of an organisation. */
  country: z.string().min(1),
  kind: z.enum(['founder', 'country', 'organisation', 'institute']),
  /** As precise as the source is: `2023-10`, `by 2025-04`. */
  joined: z.string().min(1),
  source,
});

/** Who may do what with the data of which experiments, and how the station's resources are shared. */
export const agreementSchema = z.strictObject({
  id,
  title: z.string().min(1),
  parties: z.array(id).min(1),
  dataRights: z.strictObject({
    /** From the end of a measurement until everybody may read it. */
    embargo: quantity('time', 0, 20 * YEAR_S),
    /** Partners that may read during the embargo, beside the owner. */
    readers: z.array(id),
    /** Whether everybody may know during the embargo that the data exist (never what they hold). */
    announced: z.boolean().default(false),
  }),
  /** Largest part of energy and data that the experiments of a partner may take, by partner. */
  resourceShares: z.record(id, quantity('fraction', 0, 1)).optional(),
  /** Least part of what is planned that a party is to have; the planner weighs it above value, and says what is lacking. */
  minimumShares: minimumSharesSchema.optional(),
  source,
});

export const CONDITIONS = ['any', 'sunlit', 'dark', 'linkAvailable'] as const;

const recurrence = z.strictObject({
  every: quantity('time', 60, 20 * YEAR_S),
  /** At most so many times; without it until the mission ends. */
  count: z.int().min(1).max(100_000).optional(),
});

/** An experiment that a partner asks for: what it needs of the station, when, and what it is worth. */
export const proposalSchema = z.strictObject({
  id,
  title: z.string().min(1),
  partner: id,
  /** Under which agreement; its data rights hold. */
  agreement: id,
  /** Instrument of the station. */
  instrument: id,
  purpose: z.string().min(1),
  /** Of one execution. */
  duration: quantity('time', 1, YEAR_S),
  /** Drawn while it runs. */
  power: quantity('power', 0, 1e7),
  /** Volume that one complete execution produces. */
  data: quantity('data', 0, 1e15),
  recurrence: z.union([z.literal('once'), recurrence]),
  condition: z.enum(CONDITIONS),
  /** 1 matters most, 5 least. */
  priority: z.int().min(1).max(5),
  /** Science value of one complete execution, in points; only ratios matter. */
  value: z.number().min(0).max(1e6),
  /** In place of that of the agreement. */
  embargo: quantity('time', 0, 20 * YEAR_S).optional(),
  ...requestKindFields,
  source,
});

/** The `programme` section of a mission file. Every id that is named must be declared. */
export const programmeSchema = z
  .strictObject({
    partners: z.array(partnerSchema).min(1),
    agreements: z.array(agreementSchema),
    proposals: z.array(proposalSchema),
    places: z.array(placeSchema).optional(),
  })
  .check((context) => {
    for (const fault of [...referenceFaults(context.value), ...requestKindFaults(context.value)]) {
      context.issues.push({ code: 'custom', input: context.value, path: fault.path, message: fault.message });
    }
  });

export type Partner = z.output<typeof partnerSchema>;
export type Agreement = z.output<typeof agreementSchema>;
export type Proposal = z.output<typeof proposalSchema>;
export type Place = z.output<typeof placeSchema>;
export type Condition = Proposal['condition'];
export type Programme = {
  readonly partners: readonly Partner[];
  readonly agreements: readonly Agreement[];
  readonly proposals: readonly Proposal[];
  readonly places?: readonly Place[] | undefined;
};

interface Fault {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Ids declared twice, and ids named that nobody declares. */
function referenceFaults({ partners, agreements, proposals }: Programme): Fault[] {
  const partnerIds = partners.map((partner) => partner.id);
  const agreementIds = agreements.map((agreement) => agreement.id);
  return [
    ...twice('partners', partnerIds),
    ...twice('agreements', agreementIds),
    ...twice(
      'proposals',
      proposals.map((proposal) => proposal.id),
    ),
    ...agreements.flatMap((agreement, i) => agreementFaults(agreement, i, partnerIds)),
    ...proposals.flatMap((proposal, i) => [
      ...unknown(['proposals', i, 'partner'], proposal.partner, partnerIds, 'partner'),
      ...unknown(['proposals', i, 'agreement'], proposal.agreement, agreementIds, 'agreement'),
      ...strangers(proposal, i, agreements),
    ]),
  ];
}

function agreementFaults(agreement: Agreement, i: number, partnerIds: readonly string[]): Fault[] {
  const shares = Object.entries(agreement.resourceShares ?? {});
  const total = shares.reduce((sum, [, share]) => sum + share.si, 0);
  const least = Object.entries(agreement.minimumShares?.shares ?? {});
  const leastTotal = least.reduce((sum, [, share]) => sum + share.si, 0);
  return [
    ...agreement.parties.flatMap((party, k) => unknown(['agreements', i, 'parties', k], party, partnerIds, 'partner')),
    ...agreement.dataRights.readers.flatMap((reader, k) =>
      unknown(['agreements', i, 'dataRights', 'readers', k], reader, partnerIds, 'partner'),
    ),
    ...shares.flatMap(([party]) =>
      unknown(['agreements', i, 'resourceShares', party], party, agreement.parties, 'party'),
    ),
    ...least.flatMap(([party]) => unknown(['agreements', i, 'minimumShares', 'shares', party], party, agreement.parties, 'party')), // prettier-ignore
    ...(leastTotal > 1 + 1e-9
      ? [{ path: ['agreements', i, 'minimumShares'], message: `least shares of "${agreement.id}" add up to ${leastTotal} (legal: at most 1)` }] // prettier-ignore
      : []),
    ...(total > 1 + 1e-9
      ? [
          {
            path: ['agreements', i, 'resourceShares'],
            message: `shares of "${agreement.id}" add up to ${total} (legal: at most 1)`,
          },
        ]
      : []),
  ];
}

/** A proposal must come from a party of the agreement it names. */
function strangers(proposal: Proposal, i: number, agreements: readonly Agreement[]): Fault[] {
  const agreement = agreements.find(({ id: known }) => known === proposal.agreement);
  if (agreement === undefined || agreement.parties.includes(proposal.partner)) return [];
  const message = `"${proposal.partner}" is no party of agreement "${agreement.id}" (legal: ${agreement.parties.join(', ')})`;
  return [{ path: ['proposals', i, 'partner'], message }];
}

function twice(section: string, ids: readonly string[]): Fault[] {
  return ids.flatMap((name, i) =>
    ids.indexOf(name) < i ? [{ path: [section, i, 'id'], message: `"${name}" is declared twice` }] : [],
  );
}

function unknown(path: PropertyKey[], name: string, known: readonly string[], what: string): Fault[] {
  if (known.includes(name)) return [];
  return [{ path, message: `no ${what} "${name}" is declared${didYouMean(name, known)} (legal: ${known.join(', ')})` }];
}
