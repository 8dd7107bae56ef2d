import type { Command } from 'commander';

interface ValidateOptions {
  readonly dictionaries: readonly string[];
  readonly files: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** `ilrs validate LABEL...`: PDS4 labels against XSD, Schematron and the files beside them. Exit code 0 when all are valid, 1 when not. */
export function registerValidate(program: Command): void {
  program
    .command('validate')
    .description('validate PDS4 labels offline: XSD, Schematron, and the files that they describe')
    .argument('<label...>', 'label files (.xml, .lblx)')
    .option(
      '--dictionaries <dir>',
      'folder with more dictionaries (.xsd, .sch; may be repeated); looked into first',
      collect,
      [],
    )
    .option('--no-files', 'do not look at the files beside the labels')
    .option('--verbose', 'name every label, also the valid ones when they are many')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nBundled are the core dictionaries 1N00, 1O00, 1P00 and 1Q00 (information model 1.23 to 1.26).',
    )
    .action(async (files: string[], options: ValidateOptions) => {
      const { inWords, validateFiles } = await import('../archive/validate-files.ts'); // takes long to load: only when asked for
      const answer = await validateFiles(files, options);
      console.log(options.json ? JSON.stringify(answer) : inWords(answer, options.verbose));
      if (!answer.valid) process.exitCode = 1;
    });
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
