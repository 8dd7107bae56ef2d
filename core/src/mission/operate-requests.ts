import { expandExperiment, type Request } from '../autonomy/index.ts';
import { InputError } from '../errors/index.ts';
import { checkInstruments, type Programme, type Proposal } from '../programme/index.ts';
import type { StationSpec } from '../station/index.ts';

/**
 * The requests of a programme at a station over a run.
 *
 * @throws InputError `PROGRAMME_UNKNOWN_INSTRUMENT`; `PROPOSAL_DEMAND` when a proposal draws more power or data than its instrument gives
 */
export function programmeRequests(
  programme: Programme,
  station: StationSpec,
  startEt: number,
  endEt: number,
): Request[] {
  checkInstruments(
    programme,
    station.instruments.map(({ id }) => id),
  );
  return programme.proposals.flatMap((proposal, i) => {
    checkDemand(proposal, i, station);
    const recurrence = proposal.recurrence === 'once' ? null : proposal.recurrence;
    const experiment = {
      experimentId: proposal.id,
      instrumentId: proposal.instrument,
      ownerId: proposal.partner,
      durationS: proposal.duration.si,
      powerW: proposal.power.si,
      dataBit: proposal.data.si,
      condition: proposal.condition,
      priority: proposal.priority,
      value: proposal.value,
      everyS: recurrence?.every.si ?? null,
      count: recurrence?.count ?? null,
    };
    return expandExperiment(experiment, startEt, endEt);
  });
}

function checkDemand(proposal: Proposal, i: number, station: StationSpec): void {
  const where = (field: string) => `programme.proposals.${i}.${field}`;
  const instrument = station.instruments.find(({ id }) => id === proposal.instrument)!;
  if (proposal.power.si > instrument.powerW)
    throw new InputError('PROPOSAL_DEMAND', `"${proposal.id}" draws ${proposal.power.si} W on "${instrument.id}"`, {
      where: where('power'),
      legal: `at most ${instrument.powerW} W`,
      remedy: 'Correct the proposal or the instrument',
    });
  const rate = proposal.data.si / proposal.duration.si;
  if (rate > instrument.dataRateBitS * (1 + 1e-9))
    throw new InputError(
      'PROPOSAL_DEMAND',
      `"${proposal.id}" produces ${Math.round(rate)} bit/s on "${instrument.id}"`,
      {
        where: where('data'),
        legal: `at most ${instrument.dataRateBitS} bit/s`,
        remedy: 'Correct the proposal or the instrument',
      },
    );
}
