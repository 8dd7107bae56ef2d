import type { SweepKernel } from './sweep-kernel.ts';
import { TAP_BYTES } from './sweep-taps.ts';

const round = Math.fround;
const WORDS = TAP_BYTES / 4;
/** Taps that share one weight in `lookFar`. */
const GROUP = 4;

/** The kernel in TypeScript: documentation, fallback and oracle of kernels/horizon/horizon.ts. */
export function plainKernel(f32: Float32Array, i32: Int32Array): SweepKernel {
  const kernel: SweepKernel = {
    look(ground, groundStride, eyes, eyeStride, heightM, rows, columns, taps, count, tangents, stride) {
      const last = (taps + count * TAP_BYTES) / 4;
      const height = round(heightM);
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const at = (ground + row * groundStride) / 4 + column;
          const eye = round(f32[(eyes + row * eyeStride) / 4 + column]! + height);
          const to = (tangents + row * stride) / 4 + column;
          let best = f32[to]!;
          for (let tap = taps / 4; tap < last; tap += WORDS) {
            const tangent = tapTangent(f32, i32, at, tap, eye);
            if (best < tangent) best = tangent;
          }
          f32[to] = best;
        }
    },
    lookFar(ground, groundStride, eyes, eyeStride, heightM, rows, columns, taps, count, tangents, weights, stride) {
      const last = (taps + count * TAP_BYTES) / 4;
      const height = round(heightM);
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const at = (ground + row * groundStride) / 4 + column;
          const eye = round(f32[(eyes + row * eyeStride) / 4 + column]! + height);
          const to = (row * stride) / 4 + column;
          let best = f32[tangents / 4 + to]!;
          let weight = f32[weights / 4 + to]!;
          for (let group = taps / 4; group < last; group += GROUP * WORDS) {
            const stop = Math.min(group + GROUP * WORDS, last);
            const before = best;
            for (let tap = group; tap < stop; tap += WORDS) {
              const tangent = tapTangent(f32, i32, at, tap, eye);
              if (best < tangent) best = tangent;
            }
            if (before < best) weight = f32[Math.min(group + 2 * WORDS, stop - WORDS) + 4]!;
          }
          f32[tangents / 4 + to] = best;
          f32[weights / 4 + to] = weight;
        }
    },
    spread(
      tangents,
      weights,
      stride,
      eyes,
      eyeStride,
      fineEyes,
      fineEyeStride,
      firstRow,
      rows,
      columns,
      fineTangents,
      fineWeights,
      fineStride,
    ) {
      for (let row = firstRow; row < firstRow + rows; row++) {
        const close = (row >> 1) + 1;
        const far = (row >> 1) + 2 * (row & 1);
        for (let column = 0; column < columns; column++) {
          const [near, beyond] = [(column >> 1) + 1, (column >> 1) + 2 * (column & 1)];
          const blend = (from: number, bytes: number) => {
            const [a, b] = [(from + far * bytes) / 4, (from + close * bytes) / 4];
            return between(between(f32[a + beyond]!, f32[b + beyond]!), between(f32[a + near]!, f32[b + near]!));
          };
          const weight = blend(weights, stride);
          const rise = round(blend(eyes, eyeStride) - f32[(fineEyes + row * fineEyeStride) / 4 + column]!);
          const to = (row * fineStride) / 4 + column;
          f32[fineTangents / 4 + to] = round(blend(tangents, stride) + round(weight * rise));
          if (fineWeights !== 0) f32[fineWeights / 4 + to] = weight;
        }
      }
    },
    count(tangents, stride, rows, columns, table, last, inverse, shift, sums, sumStride) {
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          let x = round(round(f32[(tangents + row * stride) / 4 + column]! * round(inverse)) + round(shift));
          x = x > 0 ? x : 0;
          x = x < last ? x : last;
          const i = Math.trunc(x);
          const above = i32[table / 4 + i]!;
          const part = round(round(i32[table / 4 + i + 1]! - above) * round(x - i));
          const to = (sums + row * sumStride) / 4 + column;
          i32[to] = i32[to]! + above + Math.trunc(part);
        }
    },
  };
  return kernel;
}

/** Tangent at which an eye sees a tap. */
function tapTangent(f32: Float32Array, i32: Int32Array, observer: number, tap: number, eye: number): number {
  const low = round(f32[observer + i32[tap]! / 4]! * f32[tap + 2]!);
  const high = round(f32[observer + i32[tap + 1]! / 4]! * f32[tap + 3]!);
  return round(round(low + high) - round(eye * f32[tap + 4]!));
}

/** A quarter of the far one, three quarters of the close one. */
function between(far: number, close: number): number {
  return round(round(far * 0.25) + round(close * 0.75));
}
