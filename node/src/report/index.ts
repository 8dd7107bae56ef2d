export { reportFacts, type ReportFacts, type ReportRequest } from './report-facts.ts';
export { namedStations, reportSources, sourcesOf } from './report-sources.ts';
export { siteReportHtml, type ReportOrigin, type ReportSource } from './site-report.ts';
export { writeSiteReport, type SiteReportOptions, type SiteReportRecord } from './write-site-report.ts';
