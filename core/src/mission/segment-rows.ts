import type { Segment } from '../station/index.ts';

/** Names of a segment's numbers in the order of a row; a list stands for as many numbers as it has. */
export type SegmentLayout = readonly (readonly [name: string, length: number | null])[];

export function layoutOf(segment: Segment): SegmentLayout {
  return Object.entries(segment).map(([name, value]) => [name, typeof value === 'number' ? null : (value as Float64Array).length]); // prettier-ignore
}

/** The numbers of a segment in one row, so that a run can lay them down and draw its curves anew. */
export function rowOf(segment: Segment): Float64Array {
  const numbers: number[] = [];
  for (const value of Object.values(segment)) {
    if (typeof value === 'number') numbers.push(value);
    else for (const one of value as Float64Array) numbers.push(one);
  }
  return Float64Array.from(numbers);
}

export function segmentOf(row: Float64Array, layout: SegmentLayout): Segment {
  const segment: Record<string, number | Float64Array> = {};
  let at = 0;
  for (const [name, length] of layout) {
    segment[name] = length === null ? row[at]! : row.slice(at, at + length);
    at += length ?? 1;
  }
  return segment as unknown as Segment;
}
