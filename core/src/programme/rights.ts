import { InputError } from '../errors/index.ts';
import type { Programme, Proposal } from './programme-schema.ts';

/** Who may read the data of an experiment, and when everybody may. */
export interface DataRights {
  readonly owner: string;
  /** Owner first, then the readers of the agreement. */
  readonly readers: readonly string[];
  /** Seconds from the end of the measurement until it is public; 0 is public at once. */
  readonly embargoS: number;
  readonly agreement: string;
}

/**
 * Data rights of the products of a proposal: its own embargo before that of its agreement.
 *
 * @throws InputError `PROGRAMME_UNKNOWN_PROPOSAL`
 */
export function rightsOf(programme: Programme, proposalId: string): DataRights {
  const proposal = proposalOf(programme, proposalId);
  const agreement = programme.agreements.find(({ id }) => id === proposal.agreement)!; // the schema saw to it
  const readers = [proposal.partner, ...agreement.dataRights.readers];
  return {
    owner: proposal.partner,
    readers: [...new Set(readers)],
    embargoS: (proposal.embargo ?? agreement.dataRights.embargo).si,
    agreement: agreement.id,
  };
}

/** The proposal of that id. @throws InputError `PROGRAMME_UNKNOWN_PROPOSAL` naming those that exist */
export function proposalOf(programme: Programme, proposalId: string): Proposal {
  const found = programme.proposals.find(({ id }) => id === proposalId);
  if (found !== undefined) return found;
  throw new InputError('PROGRAMME_UNKNOWN_PROPOSAL', `no proposal "${proposalId}" is declared`, {
    where: 'programme.proposals',
    legal: programme.proposals.map(({ id }) => id).join(', '),
  });
}

/**
 * Holds that every proposal names an instrument that the station has.
 *
 * @throws InputError `PROGRAMME_UNKNOWN_INSTRUMENT` naming proposal and instrument
 */
export function checkInstruments(programme: Programme, instrumentIds: readonly string[]): void {
  const index = programme.proposals.findIndex(({ instrument }) => !instrumentIds.includes(instrument));
  if (index < 0) return;
  const { id, instrument } = programme.proposals[index]!;
  throw new InputError(
    'PROGRAMME_UNKNOWN_INSTRUMENT',
    `proposal "${id}" needs instrument "${instrument}", which the station does not have`,
    {
      where: `programme.proposals.${index}.instrument`,
      legal: instrumentIds.join(', '),
      remedy: 'Add the instrument to the station or correct its id',
    },
  );
}
