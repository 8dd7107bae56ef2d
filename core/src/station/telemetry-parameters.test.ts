import { describe, expect, it } from 'vitest';
import { createStation, isValid, telemetryParameters, withinLimits } from './index.ts';
import { FULL_STATION, fullEnvironment } from './testing/full-station.ts';
import { polarEnvironment, RIDGE } from './testing/polar-environment.ts';

const START = 1.1e9;
const environment = fullEnvironment(polarEnvironment(RIDGE, START, 40));
const parameters = telemetryParameters(FULL_STATION);

describe('telemetry parameters', () => {
  it('name every value once, with unit and limits in order', () => {
    expect(new Set(parameters.map(({ id }) => id)).size).toBe(parameters.length);
    for (const { id, unit, low, high, least, most, states } of parameters) {
      expect(['J', 'W', 'K', 'bit', 'm', 'kg', 'kg/s', 's', '1'], id).toContain(unit);
      expect(least, id).toBeLessThanOrEqual(most);
      if (low !== null && high !== null) expect(low, id).toBeLessThan(high);
      if (states !== null) expect(most, id).toBe(states.length - 1);
    }
  });

  it('read a valid value of every component at any time, and leave no value of a component out', () => {
    const station = createStation(FULL_STATION, environment);
    for (let day = 1; day < 40; day += 3) {
      while (station.telemetry().et < START + day * 86400) station.advance(START + day * 86400);
      const seen = station.telemetry();
      for (const parameter of parameters) expect([parameter.id, isValid(parameter, parameter.read(seen))]).toEqual([parameter.id, true]); // prettier-ignore
      const values = Object.values(seen.parts!).flatMap((part) => Object.keys(part)).length;
      const ofParts = parameters.filter(({ read }) => read(seen) !== null && read({ ...seen, parts: {} }) === null);
      expect(ofParts).toHaveLength(values);
    }
  });

  it('say what is beyond its limit and what cannot be', () => {
    const temperature = parameters.find(({ id }) => id === 'shed.temperature')!;
    expect(withinLimits(temperature, 250)).toBe(true);
    expect(withinLimits(temperature, 200)).toBe(false);
    expect([200, -1, null, NaN].map((value) => isValid(temperature, value))).toEqual([true, false, false, false]);
  });
});
