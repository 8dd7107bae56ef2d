import { InputError } from '@openilrs/core/errors';

/** The seed that a user gave, or undefined for that of the mission file. @throws InputError `OPTION_VALUE` */
export function seedOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff) return seed;
  throw new InputError('OPTION_VALUE', `"${text}" is not a seed`, {
    where: '--seed',
    legal: 'an integer from 0 to 4294967295',
  });
}
