import type { Survey } from '@openilrs/core/mission';
import { utcToEt } from '@openilrs/core/time';
import type { OpenWorld } from '../mission/index.ts';
import { namedStations, reportFacts, siteReportHtml, sourcesOf } from '../report/index.ts';

/** The page about the chosen site, `site.html`: map, skyline, light calendar, nights, Earth view, slopes, sources. */
export async function surveyReport({ result }: Survey, world: OpenWorld): Promise<string> {
  const { site, horizon, period, frame, missionId, provenance } = result;
  const { leapSeconds } = world.ephemeris;
  const facts = reportFacts({
    name: `${site.name}, site of ${missionId}`,
    latRad: (site.latDeg * Math.PI) / 180,
    lonRad: (site.lonDeg * Math.PI) / 180,
    heightM: horizon.heightM,
    fromEt: utcToEt(leapSeconds, period.fromUtc),
    toEt: utcToEt(leapSeconds, period.toUtc),
    terrain: world.terrain,
    ephemeris: world.ephemeris,
    frame,
    groundStations: namedStations(world.groundStations),
    azimuths: horizon.azimuthDeg.length,
  });
  const { software, command, inputs } = provenance;
  return siteReportHtml(facts, { software, command, sources: await sourcesOf(Object.entries(inputs)) });
}
