import { skylineAt, type HorizonProfile } from '../horizon/horizon-profile.ts';
import { observerOf } from '../light/light-at-point.ts';
import { lookFrom, sunRadiusRad, type LunarSky } from '../light/light-sky.ts';
import type { DarkSamples } from './partner-cells.ts';

/** Samples of a period at most, and seconds between them at least: 10 hours for 19 years, 2 hours for 3.7 years or less. Enough to choose what is then worked out exactly. */
const MOST_SAMPLES = 16_384;
const LEAST_STEP_S = 7200;

/** When places are dark: the upper limb of the Sun below the skyline at its azimuth. */
export function darkSamples(profiles: readonly HorizonProfile[], sky: LunarSky): DarkSamples {
  const stepS = Math.max(LEAST_STEP_S, (sky.toEt - sky.fromEt) / MOST_SAMPLES);
  const samples = Math.floor((sky.toEt - sky.fromEt) / stepS);
  const words = Math.ceil(samples / 32);
  const dark = new Uint32Array(words * profiles.length);
  const seen = new Float64Array(3);
  for (const [i, profile] of profiles.entries()) {
    const look = lookFrom(observerOf(profile), sky.sun);
    for (let s = 0; s < samples; s++) {
      look(sky.fromEt + (s + 0.5) * stepS, seen);
      const isDark = seen[1]! + sunRadiusRad(seen[2]!) < skylineAt(profile, seen[0]!);
      if (isDark) dark[i * words + (s >>> 5)]! |= 1 << (s & 31);
    }
  }
  return { places: profiles.length, words, dark };
}
