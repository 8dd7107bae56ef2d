import { writeFilesWhole } from '../outputs/index.ts';
import { comparePng } from './compare-figure.ts';
import type { ComparedCells, Comparison } from './compare-rasters.ts';

/** Writes `compare.json`, `compare.csv` and `compare.png` into a folder, whole or not at all; returns their paths. */
export async function writeComparison(
  comparison: Comparison,
  cells: ComparedCells,
  folder: string,
  software: string,
): Promise<string[]> {
  return writeFilesWhole(folder, [
    ['compare.json', `${JSON.stringify(comparison, null, 1)}\n`],
    ['compare.csv', comparisonCsv(comparison)],
    ['compare.png', await comparePng(comparison, cells, software)],
  ]);
}

/** `quantity,threshold,value,unit`: one number a row. */
export function comparisonCsv({ difference, thresholds, unit }: Comparison): string {
  const { percentiles, ...plain } = difference;
  const rows = ['quantity,threshold,value,unit'];
  const units: Readonly<Record<string, string>> = { cells: '', areaKm2: 'km2', correlation: '1' };
  for (const [name, value] of Object.entries({ ...plain, ...percentiles })) rows.push(`${name},,${value ?? ''},${units[name] ?? unit}`); // prettier-ignore
  for (const { threshold, ...areas } of thresholds)
    for (const [name, value] of Object.entries(areas)) rows.push(`${name},${threshold},${value ?? ''},${name.endsWith('Km2') ? 'km2' : '1'}`); // prettier-ignore
  return `${rows.join('\n')}\n`;
}
