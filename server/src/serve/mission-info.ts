import type { MissionInfo, TimeTable } from '@openilrs/api/contract';
import type { Mission, SurveyResult } from '@openilrs/core/mission';
import { utcToEt, type LeapSeconds } from '@openilrs/core/time';

/** What the page needs to know of the mission before anything else. Place and notices come from the survey once it ran. */
export function missionInfo(mission: Mission, lsk: LeapSeconds, survey: SurveyResult | null): MissionInfo {
  const { id, title, start, end, seed } = mission.mission;
  const masts = mission.station.masts.map((mast) => mast.heightM);
  return {
    id,
    title,
    startUtc: start,
    endUtc: end,
    startEt: utcToEt(lsk, start),
    endEt: utcToEt(lsk, end),
    seed,
    frame: mission.frame,
    site: survey === null ? null : siteOf(survey.site),
    mastHeightM: masts.length === 0 ? null : Math.max(...masts),
    terrainNotices: (survey?.terrain ?? []).map(({ file, notice }) => ({ file, notice })),
    partners: mission.programme.partners.map((partner) => ({ ...partner })),
    instruments: mission.station.instruments.map((one) => ({ id: one.id, title: one.title })),
    time: timeTable(lsk),
  };
}

function siteOf({ name, latDeg, lonDeg, xM, yM, terrainHeightM }: SurveyResult['site']): MissionInfo['site'] {
  return { name, latDeg, lonDeg, xM, yM, terrainHeightM };
}

/** The leap seconds kernel for clients that turn `et` into UTC themselves. */
export function timeTable(lsk: LeapSeconds): TimeTable {
  return {
    deltaTAS: lsk.deltaTA,
    kS: lsk.k,
    eb: lsk.eb,
    m0Rad: lsk.m0,
    m1RadPerS: lsk.m1,
    leapSeconds: lsk.days.map((day, i) => ({
      fromUtc: new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10),
      taiMinusUtcS: lsk.offsets[i]!,
    })),
  };
}
