import { InputError } from '@openilrs/core/errors';
import { SOFTWARE } from '@openilrs/core/mission';
import {
  compareRasters,
  UNIT_CHOICES,
  writeComparison,
  type Comparison,
  type UnitChoice,
} from '@openilrs/node/compare';
import { requireWritable } from '@openilrs/node/mission';
import { Option, type Command } from 'commander';
import { terminalProgress } from '../progress.ts';

interface CompareCommandOptions {
  readonly threshold?: readonly string[];
  readonly mapUnit: UnitChoice;
  readonly referenceUnit: UnitChoice;
  readonly out?: string;
  readonly json?: true;
}

/** `ilrs compare MAP REFERENCE`: how far a map lies from another of the same quantity. */
export function registerCompare(program: Command): void {
  const unit = (flag: string, whose: string) =>
    new Option(`${flag} <unit>`, `what the numbers of the ${whose} are`).choices(UNIT_CHOICES).default('auto', 'as the file says'); // prettier-ignore
  program
    .command('compare')
    .description('the difference of a map and a reference map: bias, rms, percentiles, areas, a picture')
    .argument('<map>', 'GeoTIFF, PDS3 image or label, PDS4 label')
    .argument('<reference>', 'the same, in any projection; it is brought to the cells of the map')
    .option(
      '--threshold <value...>',
      'compare the areas at and above these values, e.g. 0.5 of a map of permanent shadow',
    )
    .addOption(unit('--map-unit', 'map'))
    .addOption(unit('--reference-unit', 'reference'))
    .option('--out <dir>', 'also write compare.json, compare.csv and compare.png there')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ilrs compare runs/mine/survey/sunDiscMean.tif AVGVISIB_85S_060M_201608.IMG --threshold 0.5 0.8 --out compared',
    )
    .action(async (map: string, reference: string, options: CompareCommandOptions) => {
      const { mapUnit, referenceUnit, out } = options;
      const thresholds = options.threshold?.map(thresholdOf);
      const progress = terminalProgress('compare', options.json);
      const choice = { mapUnit, referenceUnit, progress, ...(thresholds ? { thresholds } : {}) };
      if (out !== undefined) await requireWritable(out);
      const { comparison, cells } = await compareRasters(map, reference, choice);
      const files = out === undefined ? [] : await writeComparison(comparison, cells, out, SOFTWARE);
      console.log(options.json ? JSON.stringify({ ...comparison, files }) : inWords(comparison, files));
    });
}

function thresholdOf(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InputError('OPTION_NUMBER', `"${text}" cannot be used`, { where: '--threshold', legal: 'numbers' });
}

function inWords(
  { map, reference, method, unit, difference: d, thresholds }: Comparison,
  files: readonly string[],
): string {
  const n = (value: number) => (value === 0 ? '0' : Math.abs(value) >= 1e5 ? value.toFixed(0) : String(Number(value.toPrecision(5)))); // prettier-ignore
  const file = (name: string, { path, columns, rows, cellM, unit: own, sha256 }: Comparison['map']) =>
    `${name.padEnd(10)}${path}: ${columns} x ${rows} cells of ${n(cellM[0])} m${own === '' ? '' : `, unit ${own}`}, sha256 ${sha256.slice(0, 12)}...`;
  const row = (name: string, value: string) => `${name.padEnd(22)}${value}`;
  const p = d.percentiles;
  return [
    file('map', map),
    file('reference', reference),
    ...method.map((words) => `- ${words}`),
    row('cells in both', `${d.cells}, ${n(d.areaKm2)} km2 on the ground`),
    row('means', `map ${n(d.mapMean)}, reference ${n(d.referenceMean)} ${unit}`),
    row('bias', `${n(d.bias)} (map minus reference)`),
    row('rms', `${n(d.rms)}, without the bias ${n(d.deviation)}; mean size ${n(d.meanAbsolute)}`),
    row('percentiles', Object.entries(p).map(([name, value]) => `${name} ${n(value)}`).join('  ')), // prettier-ignore
    row('least, most', `${n(d.minimum)}, ${n(d.maximum)}`),
    row('correlation', d.correlation === null ? 'none: one map is the same everywhere' : d.correlation.toFixed(4)),
    ...thresholds.map((t) =>
      row(
        `at or above ${n(t.threshold)}`,
        `map ${n(t.mapAboveKm2)} km2, reference ${n(t.referenceAboveKm2)}, both ${n(t.bothAboveKm2)}, only map ${n(t.onlyMapKm2)}, only reference ${n(t.onlyReferenceKm2)}; they agree on ${(100 * t.agreement).toFixed(2)} %${t.kappa === null ? '' : `, kappa ${t.kappa.toFixed(3)}`}`,
      ),
    ),
    ...files.map((path) => `wrote ${path}`),
  ].join('\n');
}
