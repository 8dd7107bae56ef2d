import { fileURLToPath } from 'node:url';
import { sumCosts } from '@openilrs/core/terrain';
import { describe, expect, it } from 'vitest';
import { capRequest, missionOf, queueAddress, type MapOptions } from './cap-options.ts';
import { inWords, sayTiles } from './cap-progress.ts';

const file = fileURLToPath(new URL('../../../examples/ilrs-reference.yaml', import.meta.url));
const given: MapOptions = { southOf: '80', cell: '20', layers: 'sunDiscMean,permanentShadow', tile: '512' };
const mission = missionOf(file, given);

const codeOf = (options: Partial<MapOptions>): string => {
  try {
    capRequest(mission, { ...given, ...options });
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the options of ilrs cap', () => {
  it('say which map is wanted; height, directions and period come from the mission', () => {
    expect(capRequest(mission, given)).toEqual({
      where: { southOfDeg: 80 },
      cellM: 20,
      heightM: 10,
      layers: ['sunDiscMean', 'permanentShadow'],
      directions: 720,
      tileCells: 512,
    });
    const { southOf: _, ...rest } = given;
    const square = { ...rest, region: '-89.46,222.5,20', height: '2', directions: '360' };
    expect(capRequest(mission, square)).toMatchObject({
      where: { latDeg: -89.46, lonDeg: 222.5, sizeKm: 20 },
      heightM: 2,
      directions: 360,
    });
    expect(missionOf(file, { ...given, from: '2034-01-01' }).mission.survey.period).toEqual({ from: '2034-01-01', to: '2050-01-01' }); // prettier-ignore
  });

  it('are refused with what would be right', () => {
    expect(codeOf({ region: '-89,0,20' })).toBe('CAP_REGION'); // both
    expect(codeOf({ southOf: '20' })).toBe('OPTION_NUMBER');
    expect(codeOf({ cell: 'small' })).toBe('OPTION_NUMBER');
    expect(codeOf({ layers: 'sunDiscMean,illumination' })).toBe('CAP_LAYERS');
    expect(codeOf({ layers: 'toString' })).toBe('CAP_LAYERS');
    const { southOf: _, ...rest } = given;
    expect(() => capRequest(mission, rest)).toThrow(/one of the two/);
    expect(() => capRequest(mission, { ...rest, region: '-89,0' })).toThrow(/LAT,LON,SIZE_KM/);
    expect(() => capRequest(mission, { ...rest, region: '89,0,20' })).toThrow(/-90 to -60/);
  });

  it('take name and password from the environment, not from the command line', () => {
    const env = { NATS_USER: 'cap', NATS_PASSWORD: 'secret' };
    expect(queueAddress('tls://a:4222', { stream: 's', tlsCa: 'ca.pem' }, env)).toEqual({
      url: 'tls://a:4222',
      stream: 's',
      user: 'cap',
      password: 'secret',
      tlsCaFile: 'ca.pem',
    });
  });
});

describe('progress of tiles', () => {
  it('estimates the time left from the cost of cells and the cores that work', () => {
    const cost = sumCosts([
      { cells: 1000, seconds: 9 },
      { cells: 1000, seconds: 11 },
    ]);
    const state = { total: 8, done: 2, cellsTotal: 8000, cellsDone: 2000, cost, workedS: 20, failed: [] };
    expect(sayTiles(state, 10)).toBe('cap  25 %  2 of 8 tiles  10.0 core-s each  about 30 s left'); // 60 core-s on two cores
    expect(sayTiles({ ...state, done: 0, cellsDone: 0, cost: sumCosts([]), workedS: 0 }, 3)).toBe(
      'cap  0 %  0 of 8 tiles',
    );
    expect(sayTiles({ ...state, done: 8, cellsDone: 8000 }, 50)).toBe('cap  100 %  8 of 8 tiles  10.0 core-s each');
  });

  it('says times as people do', () => {
    expect([inWords(39.2), inWords(170), inWords(7805)]).toEqual(['40 s', '3 min', '2 h 11 min']);
  });
});
