import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRouteMap, stationAt } from './construct.ts';
import { deliveredStation, programmeFor } from './delivered-station.ts';
import { parseMission } from './mission-file.ts';

const root = new URL('../../../', import.meta.url);
const mission = parseMission(
  readFileSync(new URL('examples/ilrs-reference.yaml', root), 'utf8'),
  'ilrs-reference.yaml',
);
const routeMap = parseRouteMap(readFileSync(new URL('data/programme/route-map.yaml', root), 'utf8'), 'route-map.yaml');
const at = (date: string) => deliveredStation(mission.station, stationAt(mission.route, routeMap, date));

describe('the station of a date', () => {
  it('lacks in 2035 only what comes with the astronomy facility at its end', () => {
    const { station, missing } = at('2035-01-01');
    expect(missing.map(({ part }) => part)).toEqual(['earth-radiometer']);
    expect(missing[0]!.because).toMatch(
      /astronomy.*not at the station on 2035-01-01: ilrs-5 delivers it by 2035-12-31 \(planned\)/,
    );
    expect(station.instruments.map(({ id }) => id)).not.toContain('earth-radiometer');
    expect(station.arrays).toHaveLength(3);
    expect(at('2035-12-31').missing).toEqual([]);
  });

  it('leaves out the experiments on missing instruments and says why', () => {
    const { programme, left } = programmeFor(mission.programme, at('2035-01-01').missing);
    expect(programme.proposals.length + left.length).toBe(mission.programme.proposals.length);
    expect(left.length).toBeGreaterThan(0);
    for (const one of left) expect(one.reason).toContain('ilrs-5');
  });

  it('lacks what stands on a missing part: no instrument of the science bay, and no fault of it, in early 2032', () => {
    const { station } = at('2032-06-30');
    expect(station.nodes.map(({ id }) => id)).toEqual(['command-centre-bay']);
    expect(station.instruments).toEqual([]);
    expect(station.faults.map(({ componentId }) => componentId)).not.toContain('seismometer');
    expect(station.faults.map(({ componentId }) => componentId)).toContain('array-a');
  });

  it('cannot be run before anything gives power', () => {
    expect(() => at('2030-06-30')).toThrow(expect.objectContaining({ code: 'STATION_NOT_DELIVERED' }));
  });
});
