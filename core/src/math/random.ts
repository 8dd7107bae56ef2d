/** A seeded stream of random numbers. Draw order is part of a run's result: give each concern its own named {@link Random.stream}. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform integer in [0, n), n from 1 to 2^32; without bias. */
  int(n: number): number;
  /** Normal deviate of mean 0 and standard deviation 1. */
  normal(): number;
  /** Waiting time of a Poisson process with mean 1 (divide by the rate). */
  exponential(): number;
  /** An independent stream that depends only on this generator's seed and the name, not on what was drawn before. */
  stream(name: string): Random;
}

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2018, https://prng.di.unimi.it), state seeded by splitmix32 from `seed`.
 *
 * @param seed any safe integer; both 32-bit halves count
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a safe integer, got ${seed}`);
  return fromKey(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

function fromKey(low: number, high: number): Random {
  const state = seededState(low, high);
  const u32 = () => xoshiro128ss(state);
  const next = () => ((u32() >>> 5) * 67108864 + (u32() >>> 6)) / 2 ** 53;
  return {
    next,
    int: (n) => unbiased(u32, n),
    // Box-Muller without the cached second value, so that a draw always costs the same
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: () => -Math.log(1 - next()),
    stream: (name) => fromKey(hash(name, low ^ 0x811c9dc5), hash(name, high ^ 0x9e3779b9)),
  };
}

function seededState(low: number, high: number): Uint32Array {
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i += 1)
    state[i] = mix((i < 2 ? low : high) + Math.imul(0x9e3779b9, i + 1)) ^ mix(i < 2 ? high : low);
  if (state.every((word) => word === 0)) state[0] = 1; // the only forbidden state
  for (let i = 0; i < 8; i += 1) xoshiro128ss(state);
  return state;
}

/** Finaliser of splitmix32 / MurmurHash3. */
function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units, finalised. */
function hash(text: string, basis: number): number {
  let h = basis | 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** One draw; exported for the test against the published sequence. */
export function xoshiro128ss(s: Uint32Array): number {
  const s1 = s[1]!;
  const product = Math.imul(s1, 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  s[2]! ^= s[0]!;
  s[3]! ^= s1;
  s[1]! ^= s[2]!;
  s[0]! ^= s[3]!;
  s[2]! ^= s1 << 9;
  s[3] = (s[3]! << 11) | (s[3]! >>> 21);
  return result;
}

/** Rejects the few draws that would favour small results. */
function unbiased(u32: () => number, n: number): number {
  if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 32)) throw new RangeError(`int(n) needs 1 <= n <= 2^32, got ${n}`);
  const limit = 2 ** 32 - (2 ** 32 % n);
  for (;;) {
    const draw = u32();
    if (draw < limit) return draw % n;
  }
}
