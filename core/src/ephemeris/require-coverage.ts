import { InputError, isInputError } from '../errors/index.ts';
import { etToUtc, type Window } from '../time/index.ts';
import type { Body } from './bodies.ts';
import type { Ephemeris } from './open-ephemeris.ts';

const SOLAR_SYSTEM_BARYCENTER = 0;

/**
 * Checks before long work that a period lies inside the kernels: asks for each body from the Moon in `frame`, with light time at both ends, and
 * geometrically (with the barycentre that light time needs) once in every piece of the period in which the same segments count. A gap of the trajectories
 * or of the orientation in the middle is found however short it is.
 *
 * @throws InputError `KERNEL_COVERAGE` with the gap, the files, their spans and the remedy, `FRAME_UNKNOWN`, `BODY_UNKNOWN`
 */
export function requireCoverage(
  ephemeris: Ephemeris,
  period: Window,
  frame: string,
  bodies: readonly Body[] = ['SUN', 'EARTH'],
): void {
  const out = new Float64Array(3);
  for (const et of period) for (const body of bodies) ephemeris.position(body, 'MOON', et, frame, 'LT+S', out);
  const pieces = piecesOf(ephemeris, period);
  const missing = (et: number): unknown => {
    try {
      for (const body of [SOLAR_SYSTEM_BARYCENTER, ...bodies]) ephemeris.position(body, 'MOON', et, frame, 'NONE', out);
      return null;
    } catch (cause) {
      return cause;
    }
  };
  const middle = ([from, to]: Window) => from + (to - from) / 2;
  const first = pieces.findIndex((piece) => missing(middle(piece)) !== null);
  if (first < 0) return;
  const whole = pieces.findIndex((piece, i) => i > first && missing(middle(piece)) === null);
  const gap: Window = [pieces[first]![0], pieces.at(whole < 0 ? -1 : whole - 1)![1]];
  throw gapError(ephemeris, gap, missing(middle(pieces[first]!)));
}

/** The period cut at every start and end of a segment: inside a piece nothing of the kernels begins or stops. */
function piecesOf(ephemeris: Ephemeris, [startEt, endEt]: Window): Window[] {
  if (!(startEt < endEt)) return [];
  const ends = ephemeris.coverage().flatMap(({ spans }) => spans.flatMap((span) => [span.startEt, span.endEt]));
  const cuts = [...new Set([startEt, ...ends, endEt])].filter((et) => et >= startEt && et <= endEt).sort((a, b) => a - b); // prettier-ignore
  return cuts.slice(1).map((to, i) => [cuts[i]!, to] as const);
}

function gapError({ leapSeconds }: Ephemeris, [fromEt, toEt]: Window, cause: unknown): unknown {
  if (!isInputError(cause) || cause.code !== 'KERNEL_COVERAGE') return cause;
  const utc = (et: number) => etToUtc(leapSeconds, et, 0);
  const error = new InputError(cause.code, `the kernels have a gap from ${utc(fromEt)} to ${utc(toEt)} UTC (et ${fromEt}..${toEt}): ${cause.message}`, { cause }); // prettier-ignore
  return Object.assign(error, { legal: cause.legal, remedy: cause.remedy });
}
