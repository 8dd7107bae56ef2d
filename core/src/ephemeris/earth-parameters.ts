import { InputError } from '../errors/index.ts';
import { taiMinusUtc, taiToUtcInstant, type LeapSeconds } from '../time/index.ts';
import { ARCSEC_RAD } from './precession-nutation.ts';

/** Earth orientation parameters, one row a day at 0 h UTC. */
export interface EarthParameters {
  readonly file: string;
  /** UTC days since 2000-01-01 of the first row, of the last row that was observed, and of the last predicted. */
  readonly firstDay: number;
  readonly lastObservedDay: number;
  readonly lastDay: number;
  /** Polar motion (rad), UT1 - TAI (s), celestial pole offsets (rad; 0 where not given), five numbers a row. */
  readonly rows: Float64Array;
}

/** Parameters at one time. */
export interface EarthOrientationValues {
  xp: number;
  yp: number;
  ut1MinusTai: number;
  dX: number;
  dY: number;
}

const WIDTH = 5;
const MJD_OF_2000 = 51544;
const MAS_RAD = ARCSEC_RAD / 1000;

/** True for the text of an IERS `finals2000A` file. */
export function isFinals2000A(bytes: Uint8Array): boolean {
  return /^[ \d]{6} \d{5}\.\d{2} [IP ]/.test(String.fromCharCode(...bytes.subarray(0, 20)));
}

/**
 * Reads IERS `finals2000A` (Bulletin A columns), daily rows without gaps; rows at the end that have no UT1 yet are left out.
 *
 * @throws InputError `EOP_SYNTAX` with file and line
 * @see IERS, readme.finals2000A
 */
export function parseFinals2000A(lsk: LeapSeconds, text: string, file: string): EarthParameters {
  const lines = text.split(/\r?\n/).filter((line) => line.slice(58, 68).trim() !== '');
  const rows = new Float64Array(lines.length * WIDTH);
  let firstDay = 0;
  let lastObservedDay = 0;
  lines.forEach((line, i) => {
    const field = (from: number, to: number, required = true) => {
      const value = line.slice(from - 1, to).trim();
      const number = Number(value);
      if ((required && value === '') || !Number.isFinite(number))
        throw syntax(file, i + 1, `columns ${from}-${to} are not a number`);
      return number;
    };
    const day = field(8, 15) - MJD_OF_2000;
    if (i === 0) firstDay = day;
    if (day !== firstDay + i) throw syntax(file, i + 1, 'the rows are not one a day');
    if (line[57] === 'I') lastObservedDay = day;
    const values = [
      field(19, 27) * ARCSEC_RAD,
      field(38, 46) * ARCSEC_RAD,
      field(59, 68) - taiMinusUtc(lsk, day),
      field(98, 106, false) * MAS_RAD,
      field(117, 125, false) * MAS_RAD,
    ];
    rows.set(values, i * WIDTH);
  });
  if (lines.length < 4) throw syntax(file, 1, 'there are fewer than four rows');
  return { file, firstDay, lastObservedDay, lastDay: firstDay + lines.length - 1, rows };
}

/**
 * Parameters at a TAI, by cubic interpolation of the daily rows.
 *
 * Outside the table the pole is the IERS secular pole (within 0.3 arcsec = 9 m) and UT1 - TAI that of the nearest row: a wrong UT1 turns the Earth by 15 arcsec a
 * second, and it has drifted by up to 1 s a year since 1972. There is no honest better guess; to refuse would lose the visibility of ground stations, which needs no arcseconds.
 */
export function earthParametersAt(
  table: EarthParameters,
  lsk: LeapSeconds,
  tai: number,
  out: EarthOrientationValues,
): void {
  const utc = taiToUtcInstant(lsk, tai);
  const at = utc.day + utc.secondS / 86400 - table.firstDay;
  const rowCount = table.rows.length / WIDTH;
  if (at < 0 || at > rowCount - 1) {
    secularPole(tai, out);
    out.ut1MinusTai = table.rows[(at < 0 ? 0 : rowCount - 1) * WIDTH + 2]!;
    return;
  }
  const first = Math.min(Math.max(Math.floor(at) - 1, 0), rowCount - 4);
  const x = at - first;
  const w0 = (-(x - 1) * (x - 2) * (x - 3)) / 6;
  const w1 = (x * (x - 2) * (x - 3)) / 2;
  const w2 = (-x * (x - 1) * (x - 3)) / 2;
  const w3 = (x * (x - 1) * (x - 2)) / 6;
  const value = (column: number) => {
    const i = first * WIDTH + column;
    const rows = table.rows;
    return w0 * rows[i]! + w1 * rows[i + WIDTH]! + w2 * rows[i + 2 * WIDTH]! + w3 * rows[i + 3 * WIDTH]!;
  };
  out.xp = value(0);
  out.yp = value(1);
  out.ut1MinusTai = value(2);
  out.dX = value(3);
  out.dY = value(4);
}

/** IERS Conventions (2010), updated 2018, section 7.1.4. */
function secularPole(tai: number, out: EarthOrientationValues): void {
  const years = tai / 31557600;
  out.xp = (55 + 1.677 * years) * MAS_RAD;
  out.yp = (320.5 + 3.46 * years) * MAS_RAD;
  out.dX = 0;
  out.dY = 0;
}

function syntax(file: string, line: number, what: string): InputError {
  return new InputError('EOP_SYNTAX', what, {
    where: `${file}:${line}`,
    legal: 'fixed columns of IERS finals2000A',
    remedy: 'Fetch finals2000A.all from the IERS again',
  });
}
