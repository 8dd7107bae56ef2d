import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addCommands, COMMANDS } from './command-table.ts';

const program = () => new Command('ilrs').exitOverride().configureOutput({ writeErr: () => {}, outputError: () => {} });

async function programFor(...words: string[]): Promise<Command> {
  const made = program();
  await addCommands(made, words);
  return made;
}

describe('the table of commands', () => {
  it('says of every command what the command says of itself', async () => {
    const whole = program();
    for (const { load } of COMMANDS) (await load())(whole);
    expect((await programFor('--help')).helpInformation()).toBe(whole.helpInformation());
    expect(whole.commands.length).toBe(COMMANDS.length);
  });
});

describe('of the commands', () => {
  const loadedBy = (made: Command) =>
    made.commands.filter(({ options }) => options.length > 0).map((one) => one.name());

  it.each([
    [['--help'], []],
    [['--version'], []],
    [['statt'], []],
    [['state', '--target', 'light'], ['state']],
    [['help', 'state'], ['state']],
    [['--bogus', 'state'], ['state']],
  ])('%j loads %j alone', async (words, loaded) => {
    expect(loadedBy(await programFor(...words))).toEqual(loaded);
  });

  it('one that is misspelt is refused with the one that was meant', async () => {
    const made = await programFor('sruvey', 'mission.yaml');
    await expect(made.parseAsync(['sruvey', 'mission.yaml'], { from: 'user' })).rejects.toMatchObject({
      code: 'commander.unknownCommand',
      message: "error: unknown command 'sruvey'\n(Did you mean survey?)",
    });
  });
});
