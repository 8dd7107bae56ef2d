import { InputError } from '../../errors/index.ts';
import { checkProblem, type RcpspProblem } from './problem.ts';

/**
 * Reads a single-mode project of PSPLIB (`.sm`), as ProGen writes it (Kolisch & Sprecher 1997, EJOR 96:205): sections by headings, one job a line.
 *
 * Job 1 becomes activity 0, the start; the last job the end. Both must have duration 0 and no demand.
 *
 * @param name what errors call the file; they add the line
 * @throws InputError `PSPLIB_TRUNCATED`, `PSPLIB_SECTION`, `PSPLIB_FIELD`, `PSPLIB_KIND` (modes, resources that are not renewable), and those of {@link checkProblem}
 */
export function readPsplib(text: string, name: string): RcpspProblem {
  const lines = text.split(/\r\n|\n|\r/);
  const file: SmFile = { lines, name, at: 0 };
  const jobs = headerCount(
    file,
    /^\s*jobs\s*\(incl\. supersource\/sink\s*\)\s*:/i,
    'jobs (incl. supersource/sink )',
    2,
  );
  const resources = headerCount(file, /^\s*-\s*renewable\s*:/i, 'renewable', 1);
  for (const kind of ['nonrenewable', 'doubly constrained'])
    if (headerCount(file, new RegExp(`^\\s*-\\s*${kind}\\s*:`, 'i'), kind, 0) > 0)
      throw failure(file, 'PSPLIB_KIND', `${kind} resources are not supported`, '0');
  const successors = readPrecedence(file, jobs);
  const { durations, demands } = readRequests(file, jobs, resources);
  const { capacities, resourceNames } = readCapacities(file, resources);
  const problem = { name, durations, successors, demands, capacities, resourceNames };
  checkEnds(file, problem);
  checkProblem(problem, name);
  return problem;
}

interface SmFile {
  readonly lines: readonly string[];
  readonly name: string;
  /** Index of the line that was read last, plus one: its number. */
  at: number;
}

function failure({ name, at, lines }: SmFile, code: string, what: string, legal?: string, remedy?: string): InputError {
  const where = at >= 1 && at <= lines.length ? `${name}:${at}` : name;
  return new InputError(code, what, { where, ...(legal !== undefined && { legal }), ...(remedy !== undefined && { remedy }) }); // prettier-ignore
}

/** Moves behind the next line that matches. */
function seek(file: SmFile, pattern: RegExp, what: string): string {
  for (let i = file.at; i < file.lines.length; i += 1)
    if (pattern.test(file.lines[i]!)) {
      file.at = i + 1;
      return file.lines[i]!;
    }
  const elsewhere = file.lines.findIndex((line) => pattern.test(line));
  if (elsewhere >= 0) {
    file.at = elsewhere + 1;
    throw failure(file, 'PSPLIB_SECTION', `"${what}" stands in the wrong place`, 'the order of sections that PSPLIB has: header, precedence, requests, availabilities'); // prettier-ignore
  }
  throw new InputError('PSPLIB_SECTION', `no line "${what}"`, {
    where: file.name,
    legal: 'a single-mode PSPLIB file (.sm)',
    remedy: 'Check that the file is complete and of this format',
  });
}

function headerCount(file: SmFile, pattern: RegExp, what: string, least: number): number {
  const line = seek(file, pattern, what);
  const word = line.slice(line.indexOf(':') + 1).trim().split(/\s+/)[0] ?? ''; // prettier-ignore
  return whole(file, word, what, least);
}

function whole(file: SmFile, word: string | undefined, field: string, least: number, most = 1_000_000): number {
  const value = Number(word);
  if (word === undefined || word === '') throw failure(file, 'PSPLIB_FIELD', `${field} is missing`, `a whole number from ${least}`); // prettier-ignore
  if (/^[+-]?\d+$/.test(word) && value >= least && value <= most) return value;
  throw failure(file, 'PSPLIB_FIELD', `${field} is "${word}"`, `a whole number from ${least} to ${most}`);
}

/** The words of the next line of a table, which is about job `job`. */
function jobRow(file: SmFile, job: number, jobs: number, section: string): string[] {
  const line = file.lines[file.at];
  const row = line?.trim() ?? '';
  if (row === '' || row.startsWith('*'))
    throw failure(file, 'PSPLIB_TRUNCATED', `${section} end after job ${job - 1}`, `a line for each of ${jobs} jobs`, 'Fetch the file again'); // prettier-ignore
  file.at += 1;
  const words = row.split(/\s+/);
  if (whole(file, words[0], `jobnr. in ${section}`, 1) !== job) throw failure(file, 'PSPLIB_FIELD', `jobnr. in ${section} is ${words[0]}`, `${job}`); // prettier-ignore
  return words;
}

function readPrecedence(file: SmFile, jobs: number): number[][] {
  const section = 'PRECEDENCE RELATIONS';
  seek(file, /^\s*PRECEDENCE RELATIONS\s*:/i, section);
  seek(file, /^\s*jobnr\./i, 'jobnr.');
  return Array.from({ length: jobs }, (_, index) => {
    const words = jobRow(file, index + 1, jobs, section);
    const modes = whole(file, words[1], `#modes of job ${index + 1}`, 1);
    if (modes !== 1) throw failure(file, 'PSPLIB_KIND', `job ${index + 1} has ${modes} modes`, '1 (single-mode files)');
    const count = whole(file, words[2], `#successors of job ${index + 1}`, 0, jobs);
    const given = words.slice(3);
    if (given.length !== count) throw failure(file, given.length < count ? 'PSPLIB_TRUNCATED' : 'PSPLIB_FIELD', `job ${index + 1} has ${given.length} successors`, `${count}, as the line says`); // prettier-ignore
    const followers = given.map((word) => whole(file, word, `successor of job ${index + 1}`, 1, jobs) - 1);
    return [...new Set(followers)].sort((a, b) => a - b);
  });
}

function readRequests(file: SmFile, jobs: number, resources: number) {
  const section = 'REQUESTS/DURATIONS';
  seek(file, /^\s*REQUESTS\/DURATIONS\s*:/i, section);
  seek(file, /^\s*jobnr\./i, 'jobnr.');
  if (/^\s*-+\s*$/.test(file.lines[file.at] ?? '')) file.at += 1;
  const durations: number[] = [];
  const demands: number[][] = [];
  for (let job = 1; job <= jobs; job += 1) {
    const words = jobRow(file, job, jobs, section);
    whole(file, words[1], `mode of job ${job}`, 1, 1);
    durations.push(whole(file, words[2], `duration of job ${job}`, 0));
    const given = words.slice(3);
    if (given.length !== resources)
      throw failure(file, given.length < resources ? 'PSPLIB_TRUNCATED' : 'PSPLIB_FIELD', `job ${job} has ${given.length} demands`, `${resources}, one for each resource`); // prettier-ignore
    demands.push(given.map((word, r) => whole(file, word, `demand of job ${job} for resource ${r + 1}`, 0)));
  }
  return { durations, demands };
}

function readCapacities(file: SmFile, resources: number) {
  const section = 'RESOURCEAVAILABILITIES';
  seek(file, /^\s*RESOURCEAVAILABILITIES\s*:/i, section);
  const names = (file.lines[file.at] ?? '').trim();
  const words = (file.lines[file.at + 1] ?? '').trim().split(/\s+/).filter((word) => word !== '' && !word.startsWith('*')); // prettier-ignore
  if (names === '' || words.length < resources)
    throw failure(file, 'PSPLIB_TRUNCATED', `${section} has ${words.length} values`, `${resources}, one for each resource`, 'Fetch the file again'); // prettier-ignore
  file.at += 2;
  if (words.length > resources) throw failure(file, 'PSPLIB_FIELD', `${section} has ${words.length} values`, `${resources}, one for each resource`); // prettier-ignore
  const capacities = words.map((word, r) => whole(file, word, `availability of resource ${r + 1}`, 0));
  const resourceNames = [...names.matchAll(/([A-Za-z]+)\s*(\d+)/g)].map((match) => `${match[1]}${match[2]}`);
  return { capacities, resourceNames: capacities.map((_, r) => resourceNames[r] ?? `R${r + 1}`) };
}

/** The first and the last job are the start and the end, and every other one lies between them. */
function checkEnds(file: SmFile, { durations, demands, successors }: RcpspProblem): void {
  const last = durations.length - 1;
  for (const end of [0, last])
    if (durations[end] !== 0 || demands[end]!.some((demand) => demand > 0))
      throw new InputError('PSPLIB_FIELD', `job ${end + 1}, the ${end === 0 ? 'start' : 'end'} of the project, has a duration or a demand`, { where: file.name, legal: '0' }); // prettier-ignore
  if (successors[last]!.length > 0) throw new InputError('PSPLIB_FIELD', `job ${last + 1}, the end of the project, has successors`, { where: file.name, legal: 'none' }); // prettier-ignore
}
