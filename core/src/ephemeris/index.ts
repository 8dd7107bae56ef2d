export { openEphemeris, type Ephemeris, type KernelFile, type Tracker } from './open-ephemeris.ts';
export type { Body } from './bodies.ts';
export { CORRECTIONS, parseCorrection, type Correction } from './correction.ts';
export type { Coverage } from './coverage.ts';
export type { FrameFacts } from './frames.ts';
export type { KernelSpan } from './segment.ts';
export {
  azimuthElevation,
  earthPlace,
  geodeticOf,
  geodeticPosition,
  MOON_SPHERE_M,
  moonPlace,
  skyTracker,
  stationPlace,
  type Place,
  type SkyTracker,
} from './place.ts';
export { requireCoverage } from './require-coverage.ts';
