import { shellWord } from '@openilrs/node/mission';
import type { Command } from 'commander';

/** What no result depends on. */
const WITHOUT_EFFECT: readonly string[] = ['workers', 'json'];

/** The command that makes a result again: its arguments (`words`, where they are to be named otherwise), then every option that has a value, its defaults included. */
export function commandLine(command: Command, words = command.args.map((word) => shellWord(word))): string {
  const options = command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (WITHOUT_EFFECT.includes(name) || value === undefined || value === false) return [];
    const values = value === true ? [] : Array.isArray(value) ? value : [value];
    return [option.long ?? option.flags, ...values.map((one) => shellWord(String(one)))];
  });
  return ['ilrs', command.name(), ...words, ...options].join(' ');
}
