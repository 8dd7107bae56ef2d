import { requireCoverage } from '@openilrs/core/ephemeris';
import { InputError, isInputError } from '@openilrs/core/errors';
import { etToUtc, utcToEt } from '@openilrs/core/time';
import type { MissionOnDisk, OpenWorld } from '@openilrs/node/mission';
import { numberOption } from './place-options.ts';

interface Opened {
  readonly onDisk: MissionOnDisk;
  readonly world: OpenWorld;
}

const DAY_S = 86_400;

/**
 * A mission that ends so many days after its start, in place of its own end; as it is without `days`.
 *
 * @throws InputError `OPTION_NUMBER`; `KERNEL_COVERAGE` with the option's name and the days that kernels and frame reach to
 */
export function lasting(onDisk: MissionOnDisk, world: OpenWorld, days: string | undefined): Opened {
  if (days === undefined) return { onDisk, world };
  const count = numberOption('--days', days, 1, 20_000, 'days');
  const { mission } = onDisk.mission;
  const [date, clock = '00:00:00'] = mission.start.replace(/Z$/, '').split('T');
  const end = new Date(Date.parse(`${date}T${clock}Z`) + count * DAY_S * 1000).toISOString();
  const endEt = utcToEt(world.ephemeris.leapSeconds, end);
  if (uncovered(world, endEt) !== null) throw tooLong(world, days, count, endEt);
  return {
    onDisk: { ...onDisk, mission: { ...onDisk.mission, mission: { ...mission, end } } },
    world: { ...world, endEt },
  };
}

/** What the kernels say to a run that ends at `endEt`; null when they cover it. */
function uncovered({ ephemeris, frame, startEt }: OpenWorld, endEt: number): unknown {
  try {
    requireCoverage(ephemeris, [startEt, endEt], frame);
    return null;
  } catch (cause) {
    if (!isInputError(cause)) throw cause;
    return cause;
  }
}

function tooLong(world: OpenWorld, days: string, count: number, endEt: number): InputError {
  const { startEt, ephemeris } = world;
  const date = (et: number) => etToUtc(ephemeris.leapSeconds, et, 0).slice(0, 10);
  // the most whole days that are covered: a day more is not
  let [most, tooMany] = [0, Math.ceil(count)];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (uncovered(world, startEt + middle * DAY_S) === null) most = middle;
    else tooMany = middle;
  }
  return new InputError('KERNEL_COVERAGE', `${days} days from ${date(startEt)} on end on ${date(endEt)}, which the kernels do not cover`, {
    where: '--days',
    legal: `1 to ${most} days, to ${date(startEt + most * DAY_S)}`,
    remedy: 'Ask for fewer days, or name kernels in the mission file that reach further',
    cause: uncovered(world, endEt),
  }); // prettier-ignore
}
