import { openEphemeris, type KernelFile } from '@openilrs/core/ephemeris';
import { createRandom } from '@openilrs/core/math';
import { loadBundledKernels } from '@openilrs/node/kernels';
import { openCspice, type Cspice } from '../core/src/ephemeris/testing/kernels.ts';

export const title = 'State and direction queries beside CSPICE';

interface Contestant {
  readonly name: string;
  readonly ask: (et: number) => number;
}

const ROUNDS = 7;
const EPOCHS = 6000;

/**
 * CPU is shared and CSPICE is called through its JavaScript binding, so ratios are those of what a JavaScript program gets.
 * Nanoseconds per query: median of rounds in which the contestants take turns on the same random epochs, results summed so that nothing is optimised away. */
export async function run(print: (line: string) => void): Promise<void> {
  const kernels = await loadBundledKernels();
  const ephemeris = openEphemeris(kernels);
  const peers = await openPeers(kernels);
  const random = createRandom(1);
  const scattered = Float64Array.from({ length: EPOCHS }, () => random.next() * 9.4e8);
  const inOrder = Float64Array.from({ length: EPOCHS }, (_, i) => 8e8 + i * 600); // as a survey asks: every ten minutes
  const out = new Float64Array(6);
  const questions = [
    ['Moon from Earth, J2000, geometric, in order', 'MOON', 'EARTH', 'J2000', 'NONE', inOrder],
    ['Moon from Earth, J2000, geometric, scattered 2000-2030', 'MOON', 'EARTH', 'J2000', 'NONE', scattered],
    ['Moon from Earth, J2000, LT+S, in order', 'MOON', 'EARTH', 'J2000', 'LT+S', inOrder],
    ['Sun from Moon, MOON_ME_DE421, LT+S, in order', 'SUN', 'MOON', 'MOON_ME_DE421', 'LT+S', inOrder],
  ] as const;
  for (const [label, target, observer, frame, correction, ets] of questions) {
    const track = ephemeris.tracker(target, observer, frame, correction);
    const contestants: Contestant[] = [
      {
        name: 'OpenILRS state',
        ask: (et) => (ephemeris.state(target, observer, et, frame, correction, out), out[0]! / 1000),
      },
      { name: 'OpenILRS tracker (position)', ask: (et) => (track(et, out), out[0]! / 1000) },
      ...peers.map(({ name, cspice }) => ({
        name,
        ask: (et: number) => cspice.spkezr(target, et, frame, correction, observer).state[0]!,
      })),
    ];
    checkEqual(contestants, ets);
    const times = race(contestants, ets);
    print(`${label}: ${contestants.map(({ name }, i) => `${name} ${times[i]!.toFixed(0)} ns`).join(', ')}`);
    peers.forEach(({ name }, i) => print(`  ${name} takes ${(times[2 + i]! / times[0]!).toFixed(1)} times as long`));
  }
}

async function openPeers(kernels: readonly KernelFile[]) {
  const peers: { name: string; cspice: Cspice }[] = [];
  for (const [backend, name] of [
    ['node', 'CSPICE N0067 native'],
    ['wasm', 'CSPICE N0067 WASM'],
  ] as const) {
    try {
      peers.push({ name, cspice: await openCspice(kernels, backend) });
    } catch {
      continue; // the native addon exists for linux-x64 and macOS only
    }
  }
  return peers;
}

/** No speed without the same answer: 1 mm of the Moon, 1e-6 km of the Sun. */
function checkEqual(contestants: readonly Contestant[], ets: Float64Array): void {
  for (const et of ets.subarray(0, 200)) {
    const answers = contestants.map(({ ask }) => ask(et));
    for (const answer of answers)
      if (!(Math.abs(answer - answers[0]!) < 1e-6))
        throw new Error(`answers differ at et ${et}: ${answers.join(', ')} km`);
  }
}

function race(contestants: readonly Contestant[], ets: Float64Array): number[] {
  const times = contestants.map((): number[] => []);
  let sum = 0;
  for (let round = -1; round < ROUNDS; round += 1) {
    contestants.forEach(({ ask }, i) => {
      const start = performance.now();
      for (const et of ets) sum += ask(et);
      if (round >= 0) times[i]!.push(((performance.now() - start) * 1e6) / ets.length);
    });
  }
  if (!Number.isFinite(sum)) throw new Error('a query gave no number');
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1]!);
}
