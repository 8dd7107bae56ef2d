import { describe, expect, it } from 'vitest';
import { createStation } from '../station/index.ts';
import { polarEnvironment, RIDGE } from '../station/testing/polar-environment.ts';
import { RIDGE_STATION } from '../station/testing/ridge-station.ts';
import { watchLinks } from './operate-links.ts';
import { DAY, HOUR, START } from './testing/operate-year.ts';

describe('the use of a link', () => {
  it('ends with the command, and with a restart of the computer that closes it', () => {
    const environment = polarEnvironment(RIDGE, START, 3);
    const reset = {
      et: START + DAY,
      componentId: 'computer',
      kind: 'computerReset',
      durationS: null,
      effect: 1,
    } as const;
    const twin = createStation({ ...RIDGE_STATION, faults: [] }, environment, { faults: [reset] });
    const { port, linkUse } = watchLinks(twin);
    const until = (et: number) => {
      while (port.telemetry().et < et) twin.advance(et);
    };
    port.command({ kind: 'link', id: 'direct', on: true });
    until(START + HOUR);
    port.command({ kind: 'link', id: 'direct', on: false });
    port.command({ kind: 'link', id: 'relay', on: true });
    until(START + 2 * DAY);
    port.command({ kind: 'link', id: 'relay', on: true });
    const used = linkUse(START + 3 * DAY);
    expect(used.get('direct')).toEqual([[START, START + HOUR]]);
    expect(used.get('relay')).toEqual([
      [START + HOUR, START + DAY],
      [START + 2 * DAY, START + 3 * DAY],
    ]);
  });
});
