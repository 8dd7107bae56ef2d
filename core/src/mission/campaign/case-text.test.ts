import { expect, it } from 'vitest';
import { etToUtc, parseLsk } from '../../time/index.ts';
import { ridgeRun } from '../testing/operate-year.ts';
import { NOMINAL } from './campaign-schema.ts';
import { caseFrom, caseText } from './case-text.ts';
import { runSeed, type CampaignCase } from './run-seed.ts';

const leapSeconds = parseLsk(
  `\\begindata
DELTET/DELTA_T_A = 32.184
DELTET/K = 1.657D-3
DELTET/EB = 1.671D-2
DELTET/M = ( 6.239996D0 1.99096871D-7 )
DELTET/DELTA_AT = ( 10, @1972-JAN-1 37, @2017-JAN-1 )
\\begintext`,
);

it('makes a case that lives the same life, and the same text again', async () => {
  const { seed: _, provenance, ...operations } = ridgeRun(1, 20);
  const steps = [{ rateBitS: 1e6, minElevationRad: 0, maxRangeM: Infinity }];
  const links = operations.station.links.map((link) => ({ ...link, steps }));
  const linkRate = () => ({ et: [operations.environment.startEt], rateBitS: [1e6] });
  const environment = { ...operations.environment, linkRate };
  const made: CampaignCase = {
    operations: {
      ...operations,
      environment,
      station: { ...operations.station, links },
      utc: (et) => etToUtc(leapSeconds, et, 0),
    },
    spreads: NOMINAL,
    provenance: { ...provenance, command: 'x {seed} --seeds 1' },
  };
  const text = caseText(made, leapSeconds);
  const again = caseFrom(text);
  expect(again.operations.station).toEqual(made.operations.station);
  expect(caseText(again, leapSeconds)).toBe(text);
  const [a, b] = [await runSeed(made, { id: 'full' }, 5), await runSeed(again, { id: 'full' }, 5)];
  expect(b.record).toEqual(a.record);
  expect(b.output.eventLog).toBe(a.output.eventLog);
});
