import { InputError } from '../errors/index.ts';
import { chebyshevSegment } from './chebyshev-segment.ts';
import { malformed, readDaf, type Daf, type DafArray } from './daf.ts';
import { lagrangeSegment } from './lagrange-segment.ts';
import type { Segment } from './segment.ts';

/** The segments of a binary kernel in the order of the file. */
export interface BinaryKernel {
  readonly kind: 'spk' | 'pck';
  readonly segments: readonly Segment[];
}

/**
 * Reads an SPK (types 2, 3 and 8) or a binary PCK (type 2).
 *
 * @throws InputError `KERNEL_FORMAT` when the bytes are not such a file, `KERNEL_TYPE` when a segment is of another type
 */
export function readBinaryKernel(bytes: Uint8Array, file: string): BinaryKernel {
  const daf = readDaf(bytes, file);
  const integers = daf.arrays[0]?.integers.length ?? 0;
  const kind = daf.kind === 'SPK' || (daf.kind === '' && integers === 6) ? 'spk' : daf.kind === 'PCK' ? 'pck' : null;
  if (kind === null) throw malformed(file, `is a DAF of kind "${daf.kind}", not an SPK or a PCK`);
  const read = kind === 'spk' ? readSpkSegment : readPckSegment;
  return { kind, segments: daf.arrays.map((array) => read(daf, array, file)) };
}

function readSpkSegment(daf: Daf, array: DafArray, file: string): Segment {
  const [startEt, endEt] = spanOf(array, file);
  if (array.integers.length !== 6) throw malformed(file, `has SPK summaries of ${array.integers.length} integers`);
  const [subject, center, frameId, type, first, last] = array.integers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const facts = { kernel: file, startEt, endEt, subject, center, frameId };
  if (subject === center) throw malformed(file, `gives body ${subject} relative to itself`);
  const words = () => segmentWords(daf, first, last, file);
  if (type === 2 || type === 3) return chebyshevSegment(facts, words(), type === 3);
  if (type === 8) return lagrangeSegment(facts, words());
  throw unknownType(file, `body ${subject} in SPK type ${type}`, 'SPK types 2, 3 and 8');
}

function readPckSegment(daf: Daf, array: DafArray, file: string): Segment {
  const [startEt, endEt] = spanOf(array, file);
  if (array.integers.length !== 5) throw malformed(file, `has PCK summaries of ${array.integers.length} integers`);
  const [subject, frameId, type, first, last] = array.integers as [number, number, number, number, number];
  if (type !== 2) throw unknownType(file, `frame class ${subject} in PCK type ${type}`, 'PCK type 2');
  const facts = { kernel: file, startEt, endEt, subject, center: 0, frameId };
  return chebyshevSegment(facts, segmentWords(daf, first, last, file), false);
}

function spanOf(array: DafArray, file: string): readonly [number, number] {
  const [startEt, endEt] = array.doubles;
  if (startEt === undefined || endEt === undefined || !(startEt <= endEt))
    throw malformed(file, 'has a segment without a time span');
  return [startEt, endEt];
}

function segmentWords(daf: Daf, first: number, last: number, file: string): Float64Array {
  if (last - first < 4) throw malformed(file, 'has an empty segment');
  return daf.words(first, last);
}

function unknownType(file: string, what: string, legal: string): InputError {
  return new InputError('KERNEL_TYPE', `holds ${what}, which is not supported`, {
    where: file,
    legal,
    remedy: 'Convert the segment with SPKMERGE or load another kernel',
  });
}
