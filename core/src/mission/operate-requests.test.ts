import { describe, expect, it } from 'vitest';
import { programmeSchema } from '../programme/index.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { programmeRequests } from './operate-requests.ts';

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
const DAY = 86400;

function programme(change: object = {}) {
  const proposal = {
    id: 'sky',
    title: 'Sky',
    partner: 'iloa',
    agreement: 'all',
    instrument: 'telescope',
    purpose: 'look',
    duration: q(6, 'h'),
    power: q(160, 'W'),
    data: q(10, 'Gbit'),
    recurrence: { every: q(7, 'd'), count: 3 },
    condition: 'dark',
    priority: 2,
    value: 4,
    source: 'assumed',
    ...change,
  };
  return programmeSchema.parse({
    partners: [{ id: 'iloa', name: 'ILOA', country: 'US', kind: 'organisation', joined: '2023', source: 'assumed' }],
    agreements: [
      {
        id: 'all',
        title: 'All',
        parties: ['iloa'],
        dataRights: { embargo: q(1, 'a'), readers: [], announced: true },
        source: 'assumed',
      },
    ],
    proposals: [proposal],
  });
}

describe('requests of a programme', () => {
  it('come from the proposals in SI, one for each period', () => {
    const requests = programmeRequests(programme(), RIDGE_STATION, 100, 100 + 60 * DAY);
    expect(requests).toHaveLength(3);
    expect(requests[1]).toEqual({
      id: 'sky-002',
      experimentId: 'sky',
      instrumentId: 'telescope',
      ownerId: 'iloa',
      earliestEt: 100 + 7 * DAY,
      latestEt: 100 + 14 * DAY,
      durationS: 6 * 3600,
      powerW: 160,
      dataBit: 1e10,
      condition: 'dark',
      priority: 2,
      value: 4,
    });
    expect(programmeRequests(programme({ recurrence: 'once' }), RIDGE_STATION, 0, 60 * DAY)).toHaveLength(1);
  });

  it.each([
    ['PROGRAMME_UNKNOWN_INSTRUMENT', { instrument: 'harp' }],
    ['PROPOSAL_DEMAND', { power: q(161, 'W') }],
    ['PROPOSAL_DEMAND', { data: q(1, 'Tbit') }],
  ])('are refused with %s', (code, change) => {
    expect(() => programmeRequests(programme(change), RIDGE_STATION, 0, DAY)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('keep clear of a crew that keeps their instrument still, or the robot that carries it', () => {
    const visit = { id: 'crew', fromUtc: '10', toUtc: '20', powerW: 0, nodeId: null, uses: [] };
    const keptOut = (keepOut: readonly string[], robotId?: string) => {
      const instruments = RIDGE_STATION.instruments.map((one) => ({
        ...one,
        ...(robotId !== undefined && { robotId }),
      }));
      const station = { ...RIDGE_STATION, instruments, visits: [{ ...visit, keepOut }] };
      return programmeRequests(programme(), station, 0, 20 * DAY, (utc) => Number(utc) * DAY)[0]!.keepOut;
    };
    expect(keptOut(['telescope'])).toEqual([[10 * DAY, 20 * DAY]]);
    expect(keptOut(['walker'], 'walker')).toEqual([[10 * DAY, 20 * DAY]]);
    expect(keptOut(['drill'], 'walker')).toBeUndefined();
  });
});
