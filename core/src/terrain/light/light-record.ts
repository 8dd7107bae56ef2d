import { etToUtc, type LeapSeconds, type Window, type Windows } from '../../time/index.ts';
import type { HorizonProfile } from '../horizon/horizon-profile.ts';
import { placeRecord } from '../horizon/horizon-record.ts';
import type { PointLight } from './light-at-point.ts';

export interface LightWindowRecord {
  readonly kind: 'sunAny' | 'sunFull' | 'earthCentre';
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly fromEt: number;
  readonly toEt: number;
}

/** An eclipse of the Sun by the Earth; `totalFromUtc` and `totalToUtc` are null when some of the Sun stays in view beside the Earth. */
export interface EclipseRecord {
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly greatestUtc: string;
  /** Greatest share of the solar disc that the Earth covers. */
  readonly greatestCover: number;
  readonly totalFromUtc: string | null;
  readonly totalToUtc: string | null;
}

/** Light of a point as people and files have it: fractions 0..1, hours, UTC to the second; windows of each kind in order of time. */
export interface LightRecord {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  readonly sunDiscMean: number;
  readonly sunAnyFraction: number;
  readonly sunFullFraction: number;
  readonly earthFraction: number;
  readonly longestDarkH: number;
  readonly longestLitH: number;
  readonly windows: readonly LightWindowRecord[];
  readonly eclipses?: readonly EclipseRecord[];
}

export function lightRecord(profile: HorizonProfile, light: PointLight, lsk: LeapSeconds): LightRecord {
  const utc = (et: number): string => etToUtc(lsk, et, 0);
  const rows = (kind: LightWindowRecord['kind'], windows: Windows): LightWindowRecord[] =>
    windows.map(([fromEt, toEt]) => ({ kind, fromUtc: utc(fromEt), toUtc: utc(toEt), fromEt, toEt }));
  const { sunDiscMean, sunAnyFraction, sunFullFraction, earthFraction } = light;
  return {
    ...placeRecord(profile),
    fromUtc: utc(light.period[0]),
    toUtc: utc(light.period[1]),
    sunDiscMean,
    sunAnyFraction,
    sunFullFraction,
    earthFraction,
    longestDarkH: hours(light.longestDark),
    longestLitH: hours(light.longestLit),
    windows: [
      ...rows('sunAny', light.sunAny),
      ...rows('sunFull', light.sunFull),
      ...rows('earthCentre', light.earthCentre),
    ],
    eclipses: light.eclipses.map(({ window, total, greatestEt, greatestCover }) => ({
      fromUtc: utc(window[0]),
      toUtc: utc(window[1]),
      greatestUtc: utc(greatestEt),
      greatestCover: Number(greatestCover.toFixed(6)),
      totalFromUtc: total === null ? null : utc(total[0]),
      totalToUtc: total === null ? null : utc(total[1]),
    })),
  };
}

function hours(window: Window | null): number {
  return window === null ? 0 : (window[1] - window[0]) / 3600;
}
