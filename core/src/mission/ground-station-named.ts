import { didYouMean, InputError } from '../errors/index.ts';
import type { GroundStation } from '../terrain/index.ts';

/** The ground station that a link names. @throws InputError `LINK_STATION` for one that nobody knows */
export function groundStationNamed(known: readonly GroundStation[], linkId: string, name: string): GroundStation {
  const station = known.find((candidate) => candidate.name === name);
  if (station) return station;
  const names = known.map((candidate) => candidate.name);
  throw new InputError('LINK_STATION', `there is no ground station "${name}"${didYouMean(name, names)}`, {
    where: `station.links.${linkId}.route.stations`,
    legal: inShort(names),
    remedy: 'Name stations by their id in data/stations/ground_stations.csv',
  });
}

/** Names that say who they are one by one; of those that are NAIF numbers only how many there are, and from where to where. */
function inShort(names: readonly string[]): string {
  const numbers = names.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b));
  const spoken = names.filter((name) => !/^\d+$/.test(name)).join(', ');
  return numbers.length === 0
    ? spoken
    : `${spoken}; and ${numbers.length} by their NAIF id, ${numbers[0]!} to ${numbers.at(-1)!}`;
}
