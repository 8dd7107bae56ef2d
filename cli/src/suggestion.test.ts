import { Command, CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { withSuggestion } from './suggestion.ts';

function messageOf(...args: string[]): string {
  const program = new Command('ilrs').exitOverride().configureOutput({ outputError: () => {}, writeErr: () => {} });
  const horizon = program.command('horizon').requiredOption('--lat <degrees>').option('--terrain <file...>');
  horizon.option('--json').action(() => {});
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const said = withSuggestion(error, program, args);
    expect(said).toBeInstanceOf(CommanderError);
    return (said as Error).message.replace(/\n/g, ' ');
  }
  return '';
}

it.each([
  [['horizon', '--latitude', '-89'], "unknown option '--latitude' (Did you mean --lat?)"],
  [['horizon', '--latitude=-89'], "unknown option '--latitude' (Did you mean --lat?)"],
  [['horizon', '--lat', '-89', '--ter', 'x.tif'], "unknown option '--ter' (Did you mean --terrain?)"],
  [['horizon', '--lta', '-89'], "unknown option '--lta' (Did you mean --lat?)"],
  [['horizon', '--lat', '-89', '--jsno'], "unknown option '--jsno' (Did you mean --json?)"],
  [['horizon', '--lat', '-89', '--workers', '2'], "unknown option '--workers'"],
  [['horizon', '--json'], "required option '--lat <degrees>' not specified"],
  [['horizom'], "unknown command 'horizom' (Did you mean horizon?)"],
])('answers %j with what was meant', (args, message) => {
  expect(messageOf(...args)).toBe(`error: ${message}`);
});
