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

/** What `ilrs validate --json` prints. */
export interface ValidateAnswer {
  readonly valid: boolean;
  readonly labels: readonly { readonly file: string; readonly valid: boolean; readonly findings: readonly Finding[] }[];
}

/** @throws InputError `LABEL_MISSING`, `DICTIONARIES_MISSING` */
export async function validateFiles(
  files: readonly string[],
  options: { readonly dictionaries: readonly string[]; readonly files: boolean },
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

/** Labels that are valid are named one by one up to so many, then counted. */
const MOST_NAMED = 5;

/** One line per finding, as compilers write them, the labels that are not valid, and the verdict; valid ones by name when they are few or `verbose`. */
export function inWords({ labels }: ValidateAnswer, verbose = false): string {
  const wrong = labels.filter(({ valid }) => !valid).length;
  const named = verbose || labels.length <= MOST_NAMED;
  const lines = labels.flatMap(({ file, valid, findings }) => [
    ...findings.map(formatFinding),
    ...(named || !valid ? [`${file}: ${valid ? 'valid' : 'INVALID'}`] : []),
  ]);
  if (labels.length > 1)
    lines.push(`${labels.length} labels: ${labels.length - wrong} valid, ${wrong} not${named ? '' : ' (--verbose names the valid ones)'}`); // prettier-ignore
  return lines.join('\n');
}
