import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCsv } from '@openilrs/core/programme';
import type { GroundStation } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';

/** The bundled deep-space stations that have a position, named by their id (`CN-JM66`, `399014`). Quality and source of each stand in the file. */
export function bundledGroundStations(): GroundStation[] {
  return readCsv(readFileSync(stationsFile(), 'utf8'), 'ground_stations.csv')
    .filter((row) => row.x_km !== '')
    .map((row) => ({
      name: row.id ?? '',
      itrf93M: [Number(row.x_km) * 1000, Number(row.y_km) * 1000, Number(row.z_km) * 1000],
    }));
}

/** The file of {@link bundledGroundStations} among the inputs of a result: its name and digest. */
export function groundStationsInput(): readonly [name: string, sha256: string] {
  const sha256 = createHash('sha256').update(readFileSync(stationsFile())).digest('hex');
  return ['data/stations/ground_stations.csv', sha256];
}

function stationsFile(): string {
  return bundledPath('stations/ground_stations.csv');
}
