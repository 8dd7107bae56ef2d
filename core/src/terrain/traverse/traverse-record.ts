import { etToUtc, type LeapSeconds } from '../../time/index.ts';
import { placeOfCell, type DriveField } from './drive-field.ts';
import type { Traverse } from './traverse.ts';

/** A place on the way. */
export interface TraversePoint {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly xM: number;
  readonly yM: number;
  readonly heightM: number;
  /** Along the way, on the map. */
  readonly distanceM: number;
  readonly arrivalUtc: string;
  readonly departureUtc: string;
  readonly batteryWh: number;
  /** Of the stretch that begins here. */
  readonly slopeDeg: number;
  readonly sunlit: boolean;
}

/** {@link Traverse} as plain JSON: degrees, metres, hours, watt hours, UTC. */
export interface TraverseRecord {
  readonly departUtc: string;
  readonly arriveUtc: string;
  readonly durationH: number;
  readonly driveH: number;
  readonly waitH: number;
  readonly distanceM: number;
  readonly energyWh: number;
  readonly lowestBatteryWh: number;
  readonly longestDarkH: number;
  readonly steepestDeg: number;
  readonly search: {
    readonly cells: number;
    readonly cellM: number;
    readonly expanded: number;
    readonly labels: number;
  };
  readonly points: readonly TraversePoint[];
}

export function traverseRecord(field: DriveField, traverse: Traverse, lsk: LeapSeconds): TraverseRecord {
  const { region, ground } = field;
  const utc = (et: number) => etToUtc(lsk, et, 0);
  let [distanceM, before] = [0, null as { readonly xM: number; readonly yM: number } | null];
  const points = traverse.legs.map((leg): TraversePoint => {
    const { latRad, lonRad, xM, yM } = placeOfCell(region, leg.cell);
    if (before !== null) distanceM += Math.hypot(xM - before.xM, yM - before.yM);
    before = { xM, yM };
    return {
      latDeg: rounded(degrees(latRad), 6),
      lonDeg: rounded((degrees(lonRad) + 360) % 360, 6),
      xM: rounded(xM, 1),
      yM: rounded(yM, 1),
      heightM: rounded(ground.heightM[leg.cell]!, 1),
      distanceM: rounded(distanceM, 0),
      arrivalUtc: utc(leg.arrivalEt),
      departureUtc: utc(leg.departureEt),
      batteryWh: rounded(leg.batteryJ / 3600, 1),
      slopeDeg: rounded(degrees(Math.atan(leg.rise)), 2),
      sunlit: leg.sunlit,
    };
  });
  return {
    departUtc: utc(field.fromEt),
    arriveUtc: points.at(-1)!.arrivalUtc,
    durationH: rounded((traverse.driveS + traverse.waitS) / 3600, 4),
    driveH: rounded(traverse.driveS / 3600, 4),
    waitH: rounded(traverse.waitS / 3600, 4),
    distanceM: rounded(traverse.distanceM, 1),
    energyWh: rounded(traverse.energyJ / 3600, 1),
    lowestBatteryWh: rounded(traverse.lowestBatteryJ / 3600, 1),
    longestDarkH: rounded(traverse.longestDarkS / 3600, 4),
    steepestDeg: Math.max(0, ...points.map(({ slopeDeg }) => Math.abs(slopeDeg))),
    search: {
      cells: ground.columns * ground.rows,
      cellM: rounded(ground.stepM, 3),
      expanded: traverse.expanded,
      labels: traverse.labels,
    },
    points,
  };
}

/** Legs that follow one another as one drive: the end of a leg is the start of the next. */
export function joinedRecord(legs: readonly TraverseRecord[]): TraverseRecord {
  const [first, last] = [legs[0]!, legs.at(-1)!];
  const sum = (value: (leg: TraverseRecord) => number) => legs.reduce((total, leg) => total + value(leg), 0);
  const points: TraversePoint[] = [];
  for (const leg of legs) {
    const before = points.pop();
    const [start, ...rest] = leg.points as [TraversePoint, ...TraversePoint[]];
    points.push(
      before === undefined ? start : { ...start, distanceM: before.distanceM, arrivalUtc: before.arrivalUtc },
    );
    points.push(...rest.map((point) => ({ ...point, distanceM: point.distanceM + (before?.distanceM ?? 0) })));
  }
  return {
    departUtc: first.departUtc,
    arriveUtc: last.arriveUtc,
    durationH: rounded(sum(({ durationH }) => durationH), 4), // prettier-ignore
    driveH: rounded(sum(({ driveH }) => driveH), 4), // prettier-ignore
    waitH: rounded(sum(({ waitH }) => waitH), 4), // prettier-ignore
    distanceM: rounded(sum((leg) => leg.distanceM), 1), // prettier-ignore
    energyWh: rounded(sum(({ energyWh }) => energyWh), 1), // prettier-ignore
    lowestBatteryWh: Math.min(...legs.map(({ lowestBatteryWh }) => lowestBatteryWh)),
    longestDarkH: Math.max(...legs.map(({ longestDarkH }) => longestDarkH)),
    steepestDeg: Math.max(...legs.map(({ steepestDeg }) => steepestDeg)),
    search: {
      ...first.search,
      expanded: sum(({ search }) => search.expanded),
      labels: sum(({ search }) => search.labels),
    },
    points,
  };
}

function degrees(rad: number): number {
  return (rad * 180) / Math.PI;
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
