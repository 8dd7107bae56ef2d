import { CORRECTIONS, type Ephemeris } from '@openilrs/core/ephemeris';
import { isInputError, locatedError } from '@openilrs/core/errors';
import { openBundledEphemeris } from '@openilrs/node/kernels';
import type { Command } from 'commander';
import { timeOption } from '../place-options.ts';

/** What `ilrs state --json` prints. */
export interface StateAnswer {
  readonly et: number;
  readonly positionKm: readonly number[];
  readonly velocityKmS: readonly number[];
  readonly lightTimeS: number;
}

interface StateOptions {
  readonly target: string;
  readonly observer: string;
  readonly frame: string;
  readonly correction: string;
  readonly at: string;
  readonly kernel?: readonly string[];
  readonly json?: boolean;
}

/** `ilrs state`: position and velocity of a body or ground station, as SPICE's SPKEZR. */
export function registerState(program: Command): void {
  program
    .command('state')
    .description('position and velocity of a body seen from another, as SPKEZR of SPICE gives them')
    .requiredOption('--target <body>', 'NAIF name or id: SUN, EARTH, MOON, EMB, SSB, DSS-34, 399508 ...')
    .requiredOption('--observer <body>', 'NAIF name or id')
    .option(
      '--frame <name>',
      'J2000, ECLIPJ2000, MOON_ME_DE421, MOON_ME_DE440_ME421, MOON_PA_DE440, ITRF93 ...',
      'J2000',
    )
    .option('--correction <kind>', CORRECTIONS.join(', '), 'NONE')
    .requiredOption('--at <utc>', 'ISO 8601 UTC, e.g. 2026-11-21T00:00:00Z')
    .option('--kernel <file...>', 'your own SPICE kernels, loaded after the bundled ones')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs state --target MOON --observer EARTH --correction LT+S --at 2026-11-21T00:00:00Z',
    )
    .action(async (options: StateOptions) => {
      const ephemeris = await openBundledEphemeris(options.kernel);
      const answer = stateAt(ephemeris, options);
      console.log(options.json ? JSON.stringify(answer) : inWords(options, answer));
    });
}

/** Exported for the test. */
export function stateAt(ephemeris: Ephemeris, options: Omit<StateOptions, 'kernel' | 'json'>): StateAnswer {
  const et = timeOption('--at', options.at, ephemeris.leapSeconds);
  const state = new Float64Array(6);
  const { target, observer, frame, correction } = options;
  let lightTimeS: number;
  try {
    lightTimeS = ephemeris.state(target, observer, et, frame, correction, state);
  } catch (cause) {
    throw locatedByOption(cause, options);
  }
  const km = Array.from(state, (metres) => metres / 1000);
  return { et, positionKm: km.slice(0, 3), velocityKmS: km.slice(3), lightTimeS };
}

/** The option that gave what was refused: bodies are known by their names in the message. */
function locatedByOption(cause: unknown, { target }: Pick<StateOptions, 'target'>): unknown {
  if (!isInputError(cause) || cause.where !== undefined) return cause;
  switch (cause.code) {
    case 'KERNEL_COVERAGE':
      return locatedError(cause, '--at');
    case 'FRAME_UNKNOWN':
      return locatedError(cause, '--frame');
    case 'BODY_UNKNOWN':
      return locatedError(cause, cause.message.includes(target) ? '--target' : '--observer');
    default:
      return cause;
  }
}

function inWords(options: StateOptions, answer: StateAnswer): string {
  const row = (values: readonly number[], digits: number) => values.map((value) => value.toFixed(digits)).join('  ');
  return [
    `${options.target} from ${options.observer} in ${options.frame}, ${options.correction}, ${options.at} (et ${answer.et.toFixed(6)})`,
    `position    ${row(answer.positionKm, 6)} km`,
    `velocity    ${row(answer.velocityKmS, 9)} km/s`,
    `light time  ${answer.lightTimeS.toFixed(9)} s`,
  ].join('\n');
}
