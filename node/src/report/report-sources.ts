import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readCsv } from '@openilrs/core/programme';
import type { GroundStation, Terrain } from '@openilrs/core/terrain';
import { bundledPath } from '../bundled/index.ts';
import { bundledKernelPaths, readKernels } from '../kernels/index.ts';
import { sha256OfFile } from '../terrain/index.ts';
import type { ReportSource } from './site-report.ts';

interface SourceRow {
  /** Path in the bundled data; `*`, `(a|b)` as in the shell. */
  readonly files: string;
  readonly origin: string;
  readonly licence: string;
}

/** Terrain, bundled kernels and the user's own, with digests, and origin and licence of those that are bundled. */
export async function reportSources(terrain: Terrain, ownKernels: readonly string[] = []): Promise<ReportSource[]> {
  const kernels = await readKernels([...(await bundledKernelPaths()), ...ownKernels]);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  return sourcesOf([
    ...terrain.map(({ name, sha256 }): [string, string] => [name.replace(/ \(means of .*\)$/, ''), sha256]),
    ...kernels.map(({ name, bytes }): [string, string] => [name, digest(bytes)]),
  ]);
}

const FOLDERS = ['terrain', 'ephemeris', 'ephemeris/eop', 'stations', 'gravity'];

/** Origin and licence of files by name and digest: a file of the same name but other bytes is not the bundled one. */
export async function sourcesOf(files: Iterable<readonly [name: string, sha256: string]>): Promise<ReportSource[]> {
  const rows = JSON.parse(readFileSync(bundledPath('sources.json'), 'utf8')) as readonly SourceRow[];
  const found: ReportSource[] = [];
  for (const [name, sha256] of new Map([...files].map((file) => [file[1], file])).values()) {
    const path = FOLDERS.map((folder) => `${folder}/${name}`).find((one) => existsSync(bundledPath(one)));
    const own = path === undefined || (await sha256OfFile(bundledPath(path))) !== sha256;
    const row = own ? undefined : rows.find(({ files: glob }) => pattern(glob).test(path));
    found.push({ name, sha256, origin: row?.origin ?? 'the user’s own file', licence: row?.licence ?? 'as its owner says' }); // prettier-ignore
  }
  return found;
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
