import { openBundledEphemeris } from '@openilrs/node/kernels';
import { Command } from 'commander';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerState, stateAt, type StateAnswer } from './state.ts';

const question = {
  target: 'MOON',
  observer: 'EARTH',
  frame: 'J2000',
  correction: 'LT+S',
  at: '2026-11-21T00:00:00Z',
};
// spkezr of @rybosome/tspice (CSPICE N0067) on naif0012.tls and the bundled DE440 excerpt
const TRUTH = {
  et: 848491269.1828481,
  positionKm: [371578.25000451633, 49297.7496403057, 46959.98069830383],
  velocityKmS: [-0.24991710015049917, 0.9015245302625368, 0.45570728654192444],
  lightTimeS: 1.2600862345235033,
};
let ephemeris: Awaited<ReturnType<typeof openBundledEphemeris>>;

beforeAll(async () => {
  ephemeris = await openBundledEphemeris();
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  registerState(program);
  await program.parseAsync(['state', ...args], { from: 'user' });
  return lines.join('\n');
}

describe('ilrs state', () => {
  it('prints the four fields as JSON, equal to CSPICE N0067', async () => {
    const text = await run(...Object.entries(question).flatMap(([key, value]) => [`--${key}`, value]), '--json');
    const answer = JSON.parse(text) as StateAnswer;
    expect(Object.keys(answer)).toEqual(['et', 'positionKm', 'velocityKmS', 'lightTimeS']);
    expect(Math.abs(answer.et - TRUTH.et)).toBeLessThan(1e-6);
    answer.positionKm.forEach((km, i) => expect(Math.abs(km - TRUTH.positionKm[i]!)).toBeLessThan(1e-6));
    answer.velocityKmS.forEach((kmS, i) => expect(Math.abs(kmS - TRUTH.velocityKmS[i]!)).toBeLessThan(1e-12));
    expect(Math.abs(answer.lightTimeS - TRUTH.lightTimeS)).toBeLessThan(1e-12);
  });

  it('prints lines for people', async () => {
    const text = await run('--target', '10', '--observer', 'moon', '--at', '2035-01-01', '--frame', 'MOON_ME_DE421');
    expect(text).toMatch(
      /^10 from moon in MOON_ME_DE421, NONE, 2035-01-01 \(et 1104494469\.\d+\)\nposition .* km\nvelocity .* km\/s\nlight time  49\d\./,
    );
  });

  it.each([
    [{ target: 'MOOON' }, 'BODY_UNKNOWN'],
    [{ frame: 'IAU_MOON' }, 'FRAME_UNKNOWN'],
    [{ correction: 'S' }, 'CORRECTION_UNKNOWN'],
    [{ at: 'yesterday' }, 'TIME_SYNTAX'],
    [{ at: '2026-02-30' }, 'TIME_RANGE'],
    [{ at: '2070-01-01' }, 'KERNEL_COVERAGE'],
    [{ frame: 'MOON_ME_DE440_ME421', at: '2035-01-01' }, 'KERNEL_COVERAGE'],
  ])('refuses %j with %s', (wrong, code) => {
    expect(() => stateAt(ephemeris, { ...question, ...wrong })).toThrow(expect.objectContaining({ code }));
  });

  it('says which file cannot be read', async () => {
    await expect(
      run('--target', 'SUN', '--observer', 'MOON', '--at', '2030-01-01', '--kernel', 'none.bsp'),
    ).rejects.toMatchObject({
      code: 'KERNEL_FILE',
      message: expect.stringContaining('none.bsp: cannot be read') as string,
    });
  });
});
