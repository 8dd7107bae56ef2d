import { readFileSync, statSync } from 'node:fs';
import { InputError } from '@openilrs/core/errors';
import { bundledPath } from '@openilrs/node/bundled';
import {
  checkLabelFiles,
  folderDictionaries,
  formatFinding,
  isValid,
  Pds4Validator,
  type Finding,
} from '@openilrs/node/pds4-validator';
import type { Command } from 'commander';

/** What `ilrs validate --json` prints. */
export interface ValidateAnswer {
  readonly valid: boolean;
  readonly labels: readonly { readonly file: string; readonly valid: boolean; readonly findings: readonly Finding[] }[];
}

interface ValidateOptions {
  readonly dictionaries: readonly string[];
  readonly files: boolean;
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
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nBundled are the core dictionaries 1N00, 1O00, 1P00 and 1Q00 (information model 1.23 to 1.26).',
    )
    .action(async (files: string[], options: ValidateOptions) => {
      const answer = await validateFiles(files, options);
      console.log(options.json ? JSON.stringify(answer) : inWords(answer));
      if (!answer.valid) process.exitCode = 1;
    });
}

/** Exported for the test. @throws InputError `LABEL_MISSING`, `DICTIONARIES_MISSING` */
export async function validateFiles(
  files: readonly string[],
  options: Omit<ValidateOptions, 'json'>,
): Promise<ValidateAnswer> {
  for (const folder of options.dictionaries) mustBe(folder, 'directory', 'DICTIONARIES_MISSING');
  for (const file of files) mustBe(file, 'file', 'LABEL_MISSING'); // before the first answer, not after the tenth
  const validator = new Pds4Validator(folderDictionaries(...options.dictionaries, bundledPath('pds4/core')));
  const labels = [];
  for (const file of files) {
    const about = validator.validate(readFileSync(file), { file });
    const beside = options.files ? await checkLabelFiles(file) : [];
    const findings = [...about, ...beside].sort((a, b) => a.line - b.line);
    labels.push({ file, valid: isValid(findings), findings });
  }
  return { valid: labels.every((label) => label.valid), labels };
}

function mustBe(path: string, what: 'file' | 'directory', code: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (what === 'file' ? found?.isFile() : found?.isDirectory()) return;
  throw new InputError(code, `there is no such ${what}`, { where: path, remedy: 'Check the name' });
}

function inWords({ labels }: ValidateAnswer): string {
  return labels
    .flatMap(({ file, valid, findings }) => [...findings.map(formatFinding), `${file}: ${valid ? 'valid' : 'INVALID'}`])
    .join('\n');
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
