import { Command, CommanderError } from 'commander';

/**
 * Says first what the user mistyped, and what was probably meant. Commander asks for a missing option before it looks at unknown ones, so `--latitude` would be
 * answered with "`--lat` not specified"; and it suggests what is a few letters away only, not `--lat` for `--latitude`. Other errors pass unchanged.
 */
export function withSuggestion(error: unknown, program: Command, args: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error;
  if (!['commander.unknownOption', 'commander.missingMandatoryOptionValue'].includes(error.code)) return error;
  const known = longOptions(commandAsked(program, args));
  const unknown = args
    .filter((word) => /^--[a-z]/i.test(word))
    .map((word) => word.split('=')[0]!)
    .find((word) => word !== '--help' && !known.includes(word));
  if (unknown === undefined) return error;
  const alike = known.filter((one) => one.startsWith(unknown) || unknown.startsWith(one));
  if (alike.length === 0) return commanderSays(unknown, known) ?? error;
  const suggestion = `(Did you mean ${alike.length > 1 ? 'one of ' : ''}${alike.join(', ')}?)`;
  return new CommanderError(1, 'commander.unknownOption', `error: unknown option '${unknown}'\n${suggestion}`);
}

/** The command that the leading words name. */
function commandAsked(program: Command, [word, ...rest]: readonly string[]): Command {
  const next = program.commands.find((one) => one.name() === word);
  return next === undefined ? program : commandAsked(next, rest);
}

function longOptions(command: Command): string[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => (long ? [long] : []));
}

/** What commander answers to the option when nothing else is wrong, with its own suggestion by edit distance. */
function commanderSays(unknown: string, known: readonly string[]): unknown {
  const probe = new Command().exitOverride().configureOutput({ outputError: () => {} });
  for (const option of known) if (option !== '--help') probe.option(option);
  try {
    probe.parse([unknown], { from: 'user' });
    return null;
  } catch (error) {
    return error;
  }
}
