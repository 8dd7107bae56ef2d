import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { readCsv } from '@openilrs/core/programme';
import type { GroundStation, Terrain } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { bundledKernelPaths, readKernels } from '../kernels/index.ts';
import type { ReportSource } from './site-report.ts';

interface SourceRow {
  /** Path in the bundled data; `*`, `(a|b)` as in the shell. */
  readonly files: string;
  readonly origin: string;
  readonly licence: string;
}

/** Terrain, bundled kernels and the user's own, with digests, and origin and licence where the bundled list knows them. */
export async function reportSources(terrain: Terrain, ownKernels: readonly string[] = []): Promise<ReportSource[]> {
  const rows = JSON.parse(readFileSync(bundledPath('sources.json'), 'utf8')) as readonly SourceRow[];
  const of = (file: string): Pick<ReportSource, 'origin' | 'licence'> => {
    const found = rows.find(({ files }) => pattern(files).test(file));
    return { origin: found?.origin ?? 'the user’s own file', licence: found?.licence ?? 'as its owner says' };
  };
  const seen = new Set<string>();
  const grids = terrain
    .filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
    .map(({ name, sha256 }) => ({ name, sha256, ...of(`terrain/${name}`) }));
  const paths = [...(await bundledKernelPaths()), ...ownKernels];
  const kernels = await readKernels(paths);
  return [
    ...grids,
    ...kernels.map(({ name, bytes }, i) => ({
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...of(relative(bundledPath('.'), paths[i]!).replaceAll('\\', '/')),
    })),
  ];
}

/** The bundled ground stations under the names that people use, e.g. `DSS-14 (DSN)`. */
export function namedStations(stations: readonly GroundStation[]): GroundStation[] {
  const file = 'stations/ground_stations.csv';
  const rows = new Map(readCsv(readFileSync(bundledPath(file), 'utf8'), file).map((row) => [row.id, row]));
  return stations.map((station) => {
    const row = rows.get(station.name);
    return row === undefined ? station : { ...station, name: `${row.name} (${row.network})` };
  });
}

function pattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
