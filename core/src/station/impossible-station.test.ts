import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { stationSchema } from './index.ts';

const FILE = new URL('../../../examples/stations/extended.yaml', import.meta.url);
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file that is made wrong on purpose
type Lists = Record<string, any>;

/** Faults of the extended example after a change, as `path: message`. */
function faultsAfter(change: (station: Lists) => void): string[] {
  const { station } = parse(readFileSync(FILE, 'utf8')) as { station: Lists };
  change(station);
  const parsed = stationSchema.safeParse(station);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' }) as never;

describe('a station that cannot be', () => {
  it('is the only thing refused', () => expect(faultsAfter(() => undefined)).toEqual([]));

  it.each<[string, (station: Lists) => void, RegExp]>([
    ['a floor above 1', (s) => (s['battery']!['floor'] = q(1.2, '1')), /^battery\.floor\.value: 1\.2 is out of range \(legal: 0 to 0\.9\)$/],
    ['a battery that hands over under its floor', (s) => (s['battery']!['reserve'] = q(5, '%')), /^battery\.reserve: the battery hands over to other storages at 5 %, under its own floor of \d+ % \(legal: \d+ % to 95 %\)$/],
    ['essential loads that no storage carries', (s) => s['loads']!.forEach((l: Lists) => l['essential'] && (l['sleepPower'] = q(200, 'kW'))), /^battery\.maxDischarge: \d+ W do not carry the essential loads asleep in the dark \(legal: at least [\d.]+ W: /],
    ['a battery without capacity', (s) => (s['battery']!['capacity'] = q(0, 'kWh')), /^battery\.capacity\.value: 0 kWh is out of range/],
    ['tanks without water', (s) => (s['storages']![0]!['water'] = q(0, 'kg')), /^storages\.0\.water\.value: 0 kg is out of range/],
    ['a partition without capacity', (s) => (s['store']!['partitions']![0]!['capacity'] = q(0, 'bit')), /^store\.partitions\.0\.capacity\.value: 0 bit is out of range/],
    ['a robot without a battery', (s) => (s['robots']![0]!['capacity'] = q(0, 'kWh')), /^robots\.0\.capacity\.value: 0 kWh is out of range/],
    ['feeders in a circle', (s) => (s['feeders']![1]!['from'] = 'bench' as never), /^feeders\.1\.from: the feeders run in a circle: ridge-line <- bench <- ridge-line \(legal: every feeder leads to "bus"\)$/],
    ['a load on no feeder', (s) => (s['loads']![0]!['feeder'] = 'attic' as never), /^loads\.0\.feeder: no feeder "attic" is declared \(legal: habitat-line, ridge-line, bench\)$/],
    ['a coupling to nowhere', (s) => (s['couplings']![0]!['between'] = ['core', 'cellar'] as never), /^couplings\.0\.between\.1: no thermal node "cellar" is declared/],
    ['a node coupled to itself', (s) => (s['couplings']![0]!['between'] = ['core', 'core'] as never), /^couplings\.0\.between: coupling "wall" joins "core" to itself/],
    ['a storage left out of the order', (s) => (s['storageOrder']!['charge'] = ['battery', 'fuel-cell'] as never), /^storageOrder\.charge: the order is battery, fuel-cell \(legal: each of battery, fuel-cell, rover-pack once\)$/],
    ['an instrument on no robot', (s) => (s['instruments']![5]!['robot'] = 'ghost' as never), /^instruments\.5\.robot: no robot "ghost" is declared \(legal: work-robot, viper-class\)$/],
    ['a crew that uses what there is not', (s) => (s['visits']![0]!['uses']![0]!['consumable'] = 'wine' as never), /^visits\.0\.uses\.0\.consumable: no consumable "wine"/],
    ['a crew that leaves before it comes', (s) => (s['visits']![0]!['to'] = '2028-01-01' as never), /^visits\.0\.to: a visit must end after it begins/],
    ['a fault of no reactor', (s) => (s['fission'] = [] as never), /^faults\.\d+\.component: no component "reactor" with faults of kind sourceTrip is declared/],
    ['steps of a relay', (s) => (s['links']![1]!['steps'] = [{ rate: q(1, 'Mbit/s') }] as never), /^links\.1\.steps: link "relay" has steps and a route of kind "pattern"/],
  ])('%s: one sentence with the path', (_, change, message) => {
    const found = faultsAfter(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  }); // prettier-ignore
});
