import { openWorld, readMission } from '@openilrs/node/mission';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { lasting } from './lasting.ts';

const REFERENCE = fileURLToPath(new URL('../../examples/ilrs-reference.yaml', import.meta.url));
const DAY_S = 86_400;

describe('a run of so many days', () => {
  const onDisk = readMission(REFERENCE);
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld(onDisk);
  });

  it('ends so many days after its start, whatever the end of the mission file; as it is when nothing is asked', () => {
    const long = lasting(onDisk, world, '410');
    // no leap second is announced for 2035 and 2036; TDB runs 1.7 ms ahead of and behind TT within a year
    expect(Math.abs(long.world.endEt - world.startEt - 410 * DAY_S)).toBeLessThan(0.0035);
    expect(long.onDisk.mission.mission.end).toBe('2036-02-15T00:00:00.000Z');
    expect(lasting(onDisk, world, undefined)).toEqual({ onDisk, world });
  });

  it.each(['0', 'soon', '-3', '20001'])('refuses %s days and names the option', (days) => {
    expect(() => lasting(onDisk, world, days)).toThrow(
      expect.objectContaining({ code: 'OPTION_NUMBER', where: '--days' }) as Error,
    );
  });

  it('says how many days the kernels reach to: so many are taken, and a day more is refused', () => {
    let legal = '';
    try {
      lasting(onDisk, world, '20000');
    } catch (error) {
      expect(error).toMatchObject({ code: 'KERNEL_COVERAGE', where: '--days' });
      legal = (error as { legal: string }).legal;
    }
    const [, most] = /^1 to (\d+) days, to 20\d\d-\d\d-\d\d$/.exec(legal)!;
    expect(Math.abs(lasting(onDisk, world, most).world.endEt - world.startEt - Number(most) * DAY_S)).toBeLessThan(
      0.0035,
    );
    expect(() => lasting(onDisk, world, String(Number(most) + 1))).toThrow(
      expect.objectContaining({ code: 'KERNEL_COVERAGE' }) as Error,
    );
  });
});
