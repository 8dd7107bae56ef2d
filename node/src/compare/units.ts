import { basename } from 'node:path';
import { InputError } from '@openilrs/core/errors';
import type { RasterSource } from '../raster/index.ts';

export const UNIT_CHOICES = ['auto', 'fraction', 'percent', 'as-is'] as const;
export type UnitChoice = (typeof UNIT_CHOICES)[number];

interface Both {
  readonly map: Float32Array;
  readonly reference: Float32Array;
}

/**
 * Brings percent to fractions and kilometres to metres where a file or an option says so; everything else stays as it is.
 * @returns the unit of all numbers and what was done
 * @throws InputError `COMPARE_UNITS` when units differ, or when one looks like percent and the other like fractions and nobody says so
 */
export function toCommonUnit(
  values: Both,
  map: RasterSource,
  reference: RasterSource,
  { mapUnit = 'auto', referenceUnit = 'auto' }: { readonly mapUnit?: UnitChoice; readonly referenceUnit?: UnitChoice },
): { unit: string; notes: string[] } {
  const notes: string[] = [];
  const units = [
    convert(values.map, mapUnit, map, notes),
    convert(values.reference, referenceUnit, reference, notes),
  ] as const;
  const [a, b] = units;
  if (a !== '' && b !== '' && a !== b)
    throw new InputError('COMPARE_UNITS', `the map is in "${a}" and the reference in "${b}"`, {
      where: `${basename(map.path)}, ${basename(reference.path)}`,
      legal: 'two maps of one quantity in one unit',
      remedy: 'Say what the numbers are with --map-unit or --reference-unit (fraction, percent, as-is)',
    });
  const asIs = mapUnit === 'as-is' || referenceUnit === 'as-is';
  if (!asIs && (a === '' || b === '')) checkRanges(values, map, reference);
  const unit = a === '' ? b : a;
  if (unit === '') notes.push('neither file names a unit: the numbers were compared as they are');
  return { unit, notes };
}

function convert(values: Float32Array, choice: UnitChoice, source: RasterSource, notes: string[]): string {
  const unit = choice === 'auto' ? source.unit : choice === 'percent' ? '%' : choice === 'fraction' ? '1' : '';
  if (/^(1|fraction|ratio)$/i.test(unit)) return 'fraction';
  if (/^(km|kilomet(er|re)s?)$/i.test(unit)) {
    for (let i = 0; i < values.length; i++) values[i] = values[i]! * 1000;
    notes.push(`${basename(source.path)} holds kilometres: times 1000`);
    return 'm';
  }
  if (!/^(%|percent)$/i.test(unit))
    return unit
      .toLowerCase()
      .replace(/^met(er|re)s?$/, 'm')
      .replace(/^degrees?$/, 'deg');
  for (let i = 0; i < values.length; i++) values[i] = values[i]! / 100;
  notes.push(`${basename(source.path)} holds percent: divided by 100`);
  return 'fraction';
}

/** Percent beside fractions: one goes to about 100, the other never beyond 1. */
function checkRanges({ map, reference }: Both, a: RasterSource, b: RasterSource): void {
  const most = (values: Float32Array) => values.reduce((best, value) => (value > best ? value : best), -Infinity);
  const [x, y] = [most(map), most(reference)];
  const [large, small] = x > y ? [x, y] : [y, x];
  if (!(large > 1.5 && large <= 101 && small > 0.02 && small <= 1.0001 && large / small > 20)) return;
  const percent = x > y ? a : b;
  throw new InputError(
    'COMPARE_UNITS',
    `the numbers of ${basename(percent.path)} go to ${large.toPrecision(4)}, those of the other to ${small.toPrecision(4)}: percent beside fractions?`,
    {
      where: percent.path,
      legal: 'one unit, or units that the files name',
      remedy: `Say so with ${percent === a ? '--map-unit' : '--reference-unit'} percent, or as-is to compare the numbers as they are`,
    },
  );
}
