import type { Body } from './bodies.ts';
import type { Ephemeris } from './open-ephemeris.ts';
import type { Window } from '../time/index.ts';

/**
 * Checks before long work that a period lies inside the kernels: asks for each body from the Moon, with light time, in `frame` at both ends.
 *
 * @throws InputError `KERNEL_COVERAGE` with the files, their spans and the remedy, `FRAME_UNKNOWN`, `BODY_UNKNOWN`
 */
export function requireCoverage(
  ephemeris: Ephemeris,
  period: Window,
  frame: string,
  bodies: readonly Body[] = ['SUN', 'EARTH'],
): void {
  const out = new Float64Array(3);
  for (const et of period) for (const body of bodies) ephemeris.position(body, 'MOON', et, frame, 'LT+S', out);
}
