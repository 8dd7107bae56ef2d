import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lightRecord, type LightRecord } from '@openilrs/core/terrain';
import { writeFileWhole } from '../outputs/index.ts';
import { reportFacts, type ReportFacts, type ReportRequest, type StationFacts } from './report-facts.ts';
import { namedStations, reportSources } from './report-sources.ts';
import { siteReportHtml } from './site-report.ts';

export interface SiteReportOptions {
  readonly software: string;
  /** Makes the same report again. */
  readonly command: string;
  /** Kernels of the user's own that were loaded after the bundled ones. */
  readonly ownKernels?: readonly string[];
}

/** What a program learns of a report: the file, and the numbers on the page. */
export interface SiteReportRecord extends LightRecord {
  readonly name: string;
  readonly slopes: ReportFacts['slopes'];
  readonly stations: readonly StationFacts[];
  readonly anyStation: StationFacts;
  readonly command: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Works a site out and writes its report as one HTML file, whole or not at all.
 * @throws InputError as `horizonAt`, `lunarSky`, `lightAt`
 */
export async function writeSiteReport(
  path: string,
  request: ReportRequest,
  options: SiteReportOptions,
): Promise<SiteReportRecord> {
  const { software, command, ownKernels = [] } = options;
  const sources = await reportSources(request.terrain, ownKernels);
  const facts = reportFacts({ ...request, groundStations: namedStations(request.groundStations) });
  const page = Buffer.from(siteReportHtml(facts, { software, command, sources }));
  await mkdir(dirname(path), { recursive: true });
  await writeFileWhole(path, page);
  const { profile, light, slopes, stations, anyStation } = facts;
  return {
    name: request.name,
    ...lightRecord(profile, light, request.ephemeris.leapSeconds),
    slopes,
    stations,
    anyStation,
    command,
    path,
    bytes: page.length,
    sha256: createHash('sha256').update(page).digest('hex'),
  };
}
