import { expect, it } from 'vitest';
import { groundStationNamed } from './ground-station-named.ts';

const known = ['399014', 'CN-JM66', 'RU-BEAR', '398990'].map((name) => ({ name, itrf93M: [0, 0, 0] as const }));

it('finds a ground station by its id', () => {
  expect(groundStationNamed(known, 'direct', 'RU-BEAR')).toBe(known[2]);
});

it('refuses one that nobody knows, with what was probably meant and the numbers in short', () => {
  const failure = () => groundStationNamed(known, 'direct', 'CN-JM67');
  expect(failure).toThrow(expect.objectContaining({ code: 'LINK_STATION', where: 'station.links.direct.route.stations' }));
  expect(failure).toThrow(/no ground station "CN-JM67", did you mean "CN-JM66"\? \(legal: CN-JM66, RU-BEAR; and 2 by their NAIF id, 398990 to 399014\)/);
}); // prettier-ignore
