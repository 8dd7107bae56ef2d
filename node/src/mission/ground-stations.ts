import { readFileSync } from 'node:fs';
import { readCsv } from '@openilrs/core/programme';
import type { GroundStation } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';

/** The bundled deep-space stations that have a position, named by their id (`CN-JM66`, `399014`). Quality and source of each stand in the file. */
export function bundledGroundStations(): GroundStation[] {
  const file = bundledPath('stations/ground_stations.csv');
  return readCsv(readFileSync(file, 'utf8'), 'ground_stations.csv')
    .filter((row) => row.x_km !== '')
    .map((row) => ({
      name: row.id ?? '',
      itrf93M: [Number(row.x_km) * 1000, Number(row.y_km) * 1000, Number(row.z_km) * 1000],
    }));
}
