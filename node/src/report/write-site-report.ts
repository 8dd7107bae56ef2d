import { writeFile } from 'node:fs/promises';
import { reportFacts, type ReportRequest } from './report-facts.ts';
import { namedStations, reportSources } from './report-sources.ts';
import { siteReportHtml } from './site-report.ts';

export interface SiteReportOptions {
  readonly software: string;
  /** Makes the same report again. */
  readonly command: string;
  /** Kernels of the user's own that were loaded after the bundled ones. */
  readonly ownKernels?: readonly string[];
}

/** Works a site out and writes its report as one HTML file; returns the page. @throws InputError as `horizonAt`, `lunarSky`, `lightAt` */
export async function writeSiteReport(
  path: string,
  request: ReportRequest,
  options: SiteReportOptions,
): Promise<string> {
  const { software, command, ownKernels = [] } = options;
  const sources = await reportSources(request.terrain, ownKernels);
  const html = siteReportHtml(reportFacts({ ...request, groundStations: namedStations(request.groundStations) }), {
    software,
    command,
    sources,
  });
  await writeFile(path, html);
  return html;
}
