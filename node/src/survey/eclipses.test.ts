import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ephemeris } from '@openilrs/core/ephemeris';
import { eclipsesAt, lightAt, lunarSky, type HorizonProfile, type LunarSky } from '@openilrs/core/terrain';
import { complement, intersect, totalS, utcToEt } from '@openilrs/core/time';
import { projectPath } from '../bundled/index.ts';
import { openBundledEphemeris } from '../kernels/index.ts';

// An eclipse of the Moon is an eclipse of the Sun on the Moon: the catalogue's durations are those from the first to the last place of the Moon that is touched.
const DAY = 86_400;
const J2000_MS = Date.UTC(2000, 0, 1, 12);

interface Row {
  readonly greatestEt: number;
  readonly td: string;
  readonly type: string;
  readonly minutes: readonly [penumbral: number, partial: number, total: number];
}

function catalogue(): Row[] {
  const file = projectPath('test/reference/eclipses/lunar-eclipses-2018-2030.csv');
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [td, type, , , , ...minutes] = line.split(',') as [string, string, ...string[]];
      const greatestEt = (Date.parse(`${td}Z`) - J2000_MS) / 1000; // TD is TT, 2 ms from TDB
      return { td, type, greatestEt, minutes: minutes.map(Number) as [number, number, number] };
    });
}

let ephemeris: Ephemeris;
beforeAll(async () => {
  ephemeris = await openBundledEphemeris();
});

const skyAround = (et: number): LunarSky => lunarSky(ephemeris, 'MOON_ME_DE421', et - DAY, et + DAY);
const CENTRE = { latRad: 0, lonRad: 0, aboveSphereM: -1_737_400 };

/** Places along the limb of the Moon as the Earth sees it, every 3 degrees. */
function limb(sky: LunarSky, et: number): { latRad: number; lonRad: number; aboveSphereM: number }[] {
  const middle = Math.round((et - sky.earth.fromEt) / sky.earth.stepS);
  const [x, y, z] = sky.earth.xyzM.slice(3 * middle, 3 * middle + 3) as unknown as [number, number, number];
  const r = Math.hypot(x, y, z);
  const a = [-y / Math.hypot(x, y), x / Math.hypot(x, y), 0] as const;
  const b = [(-z * a[1]) / r, (z * a[0]) / r, (x * a[1] - y * a[0]) / r] as const;
  return Array.from({ length: 120 }, (_, i) => {
    const [sin, cos] = [Math.sin((i * Math.PI) / 60), Math.cos((i * Math.PI) / 60)];
    const u = [0, 1, 2].map((k) => a[k]! * cos + b[k]! * sin) as [number, number, number];
    return { latRad: Math.asin(u[2]), lonRad: Math.atan2(u[1], u[0]), aboveSphereM: 0 };
  });
}

describe('eclipses of the Sun by the Earth', () => {
  it.each(catalogue().map((row) => [row.td, row] as const))(
    'of %s begin, culminate and end as NASA predicts for the Moon',
    (_td, { type, greatestEt, minutes }) => {
      const sky = skyAround(greatestEt);
      const seen = limb(sky, greatestEt).map((place) =>
        eclipsesAt(place, sky, greatestEt - DAY / 4, greatestEt + DAY / 4),
      );
      const touched = seen.flatMap((one) => one.map(({ window }) => window));
      const totals = seen.flatMap((one) => one.flatMap(({ total }) => (total === null ? [] : [total])));
      const first = (windows: typeof touched) => Math.min(...windows.map(([start]) => start));
      const last = (windows: typeof touched) => Math.max(...windows.map(([, end]) => end));
      // Grazing contacts are slow: the appearance of 2027-07-18 hangs on 2 arcseconds of shadow, so its whole 12 minutes are only asked to exist.
      const grazing = minutes[0] < 30;
      const minute = (windows: typeof touched) => (last(windows) - first(windows)) / 60;
      if (!grazing) expect(Math.abs(minute(touched) - minutes[0])).toBeLessThan(0.5);
      expect(totals.length > 0).toBe(type !== 'N');
      if (type !== 'N') expect(Math.abs(minute(totals) - minutes[1])).toBeLessThan(0.5);
      if (type === 'T') {
        const start = Math.max(...totals.map(([from]) => from));
        const end = Math.min(...totals.map(([, to]) => to));
        expect(totals.length).toBe(seen.length);
        expect(Math.abs((end - start) / 60 - minutes[2])).toBeLessThan(0.5);
      }
      const centre = eclipsesAt(CENTRE, sky, greatestEt - DAY / 4, greatestEt + DAY / 4)[0];
      if (centre !== undefined) expect(Math.abs(centre.greatestEt - greatestEt)).toBeLessThan(15);
    },
  );

  it('come two to five times a year, are in the light of a point, and can be left out', () => {
    const et = (utc: string) => utcToEt(ephemeris.leapSeconds, utc);
    const [from, to] = [et('2028-01-01'), et('2030-01-01')];
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', from, to);
    const flat: HorizonProfile = {
      latRad: -1.55,
      lonRad: 0.1,
      heightM: 10,
      terrainHeightM: 1000,
      elevationRad: new Float64Array(720).fill(-0.06),
      distanceM: new Float64Array(720),
    };
    const light = lightAt(flat, sky);
    const without = lightAt(flat, sky, from, to, { eclipses: false });
    expect([light.eclipses.length, without.eclipses.length]).toEqual([5, 0]); // 2028-01 and -07, 2028-12, 2029-06 and -12
    expect(without.sunAny).toEqual([[from, to]]);
    // The umbra of 2028-01 passes the north only.
    const dark = complement(light.sunAny, [from, to]);
    expect(dark).toEqual(light.eclipses.flatMap(({ total }) => (total === null ? [] : [total])));
    expect(light.longestDark![1] - light.longestDark![0]).toBeGreaterThan(3600);
    for (const { window, greatestEt, greatestCover } of light.eclipses) {
      expect(intersect(light.sunFull, [window])).toEqual([]);
      const node = light.share.et.findIndex((t) => t > greatestEt);
      const [t0, t1] = [light.share.et[node - 1]!, light.share.et[node]!];
      const part = (greatestEt - t0) / (t1 - t0);
      const share = light.share.share[node - 1]! * (1 - part) + light.share.share[node]! * part;
      expect(Math.abs(share - (1 - greatestCover))).toBeLessThan(0.01);
    }
    expect(totalS(light.sunFull) / (to - from)).toBeCloseTo(1 - totalS(light.eclipses.map(({ window }) => window)) / (to - from), 9); // prettier-ignore
    expect(without.sunDiscMean - light.sunDiscMean).toBeLessThan(0.001); // five in two years are many
  });

  it('count only when the Sun stands above the skyline', () => {
    const et = utcToEt(ephemeris.leapSeconds, '2029-06-26');
    const sky = lunarSky(ephemeris, 'MOON_ME_DE421', et - 2 * DAY, et + 2 * DAY);
    const walled: HorizonProfile = {
      latRad: -1.55,
      lonRad: 0.1,
      heightM: 0,
      terrainHeightM: 0,
      elevationRad: new Float64Array(720).fill(0.3),
      distanceM: new Float64Array(720),
    };
    expect(lightAt(walled, sky).eclipses).toEqual([]);
  });
});
