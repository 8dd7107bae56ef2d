export {
  complement,
  contains,
  difference,
  gaps,
  intersect,
  longest,
  totalS,
  toWindows,
  union,
  type Window,
  type Windows,
} from './windows.ts';
export { parseTextKernel, type KernelAssignment } from './text-kernel.ts';
export { dayLengthS, leapSecondsFromPool, parseLsk, taiMinusUtc, type LeapSeconds } from './leap-seconds.ts';
export { etToTai, etToTt, taiToEt, taiToUtcInstant, ttToEt, utcInstantToTai, type UtcInstant } from './scales.ts';
export { etToUtc, utcToEt } from './iso.ts';
