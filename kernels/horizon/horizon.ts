/*
 * The three inner loops of the horizon sweep in AssemblyScript, 128-bit SIMD. Their TypeScript twin, which says what they do, is core/src/terrain/sweep/plain-kernel.ts: the same
 * operations on 32-bit floats in the same order, so both give the same bits. Every pointer is a byte offset into the one memory; rows are `stride` bytes apart.
 */

/** Bytes of one tap: byte offsets of two nodes from the observer's (i32), their weights and that of the eye (f32), and padding. */
const TAP: usize = 32;

// Sixteen observers at a time: their eyes, their best tangents and the weights of a tap stay in the registers.

export function look(
  ground: usize,
  groundStride: usize,
  eyes: usize,
  eyeStride: usize,
  heightM: f32,
  rows: i32,
  columns: i32,
  taps: usize,
  count: i32,
  tangents: usize,
  stride: usize,
): void {
  const end = taps + <usize>count * TAP;
  const height = f32x4.splat(heightM);
  for (let row = 0; row < rows; row++) {
    let at = ground + <usize>row * groundStride;
    let eye = eyes + <usize>row * eyeStride;
    let out = tangents + <usize>row * stride;
    for (let column = 0; column < columns; column += 16) {
      const z0 = f32x4.add(v128.load(eye), height);
      const z1 = f32x4.add(v128.load(eye, 16), height);
      const z2 = f32x4.add(v128.load(eye, 32), height);
      const z3 = f32x4.add(v128.load(eye, 48), height);
      let best0 = v128.load(out);
      let best1 = v128.load(out, 16);
      let best2 = v128.load(out, 32);
      let best3 = v128.load(out, 48);
      for (let tap = taps; tap < end; tap += TAP) {
        const low = at + <usize>load<i32>(tap);
        const high = at + <usize>load<i32>(tap, 4);
        const a = v128.load32_splat(tap, 8);
        const b = v128.load32_splat(tap, 12);
        const w = v128.load32_splat(tap, 16);
        best0 = f32x4.pmax(
          best0,
          f32x4.sub(f32x4.add(f32x4.mul(v128.load(low), a), f32x4.mul(v128.load(high), b)), f32x4.mul(z0, w)),
        );
        best1 = f32x4.pmax(
          best1,
          f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 16), a), f32x4.mul(v128.load(high, 16), b)), f32x4.mul(z1, w)),
        );
        best2 = f32x4.pmax(
          best2,
          f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 32), a), f32x4.mul(v128.load(high, 32), b)), f32x4.mul(z2, w)),
        );
        best3 = f32x4.pmax(
          best3,
          f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 48), a), f32x4.mul(v128.load(high, 48), b)), f32x4.mul(z3, w)),
        );
      }
      v128.store(out, best0);
      v128.store(out, best1, 16);
      v128.store(out, best2, 32);
      v128.store(out, best3, 48);
      at += 64;
      eye += 64;
      out += 64;
    }
  }
}

/** Taps that share one weight in {@link lookFar}. */
const GROUP: usize = 4;

/** {@link look} that also keeps the weight of the group of taps that was highest: of its third tap, or of its last if it has fewer. */
export function lookFar(
  ground: usize,
  groundStride: usize,
  eyes: usize,
  eyeStride: usize,
  heightM: f32,
  rows: i32,
  columns: i32,
  taps: usize,
  count: i32,
  tangents: usize,
  weights: usize,
  stride: usize,
): void {
  const end = taps + <usize>count * TAP;
  const height = f32x4.splat(heightM);
  for (let row = 0; row < rows; row++) {
    let at = ground + <usize>row * groundStride;
    let eye = eyes + <usize>row * eyeStride;
    let out = tangents + <usize>row * stride;
    let near = weights + <usize>row * stride;
    for (let column = 0; column < columns; column += 16) {
      const z0 = f32x4.add(v128.load(eye), height);
      const z1 = f32x4.add(v128.load(eye, 16), height);
      const z2 = f32x4.add(v128.load(eye, 32), height);
      const z3 = f32x4.add(v128.load(eye, 48), height);
      let best0 = v128.load(out);
      let best1 = v128.load(out, 16);
      let best2 = v128.load(out, 32);
      let best3 = v128.load(out, 48);
      for (let tap = taps; tap < end;) {
        const group = tap;
        const stop = min(tap + GROUP * TAP, end);
        for (; tap < stop; tap += TAP) {
          const low = at + <usize>load<i32>(tap);
          const high = at + <usize>load<i32>(tap, 4);
          const a = v128.load32_splat(tap, 8);
          const b = v128.load32_splat(tap, 12);
          const w = v128.load32_splat(tap, 16);
          best0 = f32x4.pmax(
            best0,
            f32x4.sub(f32x4.add(f32x4.mul(v128.load(low), a), f32x4.mul(v128.load(high), b)), f32x4.mul(z0, w)),
          );
          best1 = f32x4.pmax(
            best1,
            f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 16), a), f32x4.mul(v128.load(high, 16), b)), f32x4.mul(z1, w)),
          );
          best2 = f32x4.pmax(
            best2,
            f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 32), a), f32x4.mul(v128.load(high, 32), b)), f32x4.mul(z2, w)),
          );
          best3 = f32x4.pmax(
            best3,
            f32x4.sub(f32x4.add(f32x4.mul(v128.load(low, 48), a), f32x4.mul(v128.load(high, 48), b)), f32x4.mul(z3, w)),
          );
        }
        const weight = v128.load32_splat(min(group + 2 * TAP, stop - TAP), 16);
        v128.store(near, v128.bitselect(weight, v128.load(near), f32x4.lt(v128.load(out), best0)));
        v128.store(near, v128.bitselect(weight, v128.load(near, 16), f32x4.lt(v128.load(out, 16), best1)), 16);
        v128.store(near, v128.bitselect(weight, v128.load(near, 32), f32x4.lt(v128.load(out, 32), best2)), 32);
        v128.store(near, v128.bitselect(weight, v128.load(near, 48), f32x4.lt(v128.load(out, 48), best3)), 48);
        v128.store(out, best0);
        v128.store(out, best1, 16);
        v128.store(out, best2, 32);
        v128.store(out, best3, 48);
      }
      at += 64;
      eye += 64;
      out += 64;
      near += 64;
    }
  }
}

/** A quarter of the far one, three quarters of the close one. */
function between(a: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(a, f32x4.splat(0.25)), f32x4.mul(b, f32x4.splat(0.75)));
}

/** One row between two rows of the coarse level: a quarter of `far`, three quarters of `close`. */
function blendRows(far: usize, close: usize, bytes: usize, out: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, between(v128.load(far + i), v128.load(close + i)));
}

/**
 * Tangents of the finer level from those of the coarser: bilinear, and moved to the finer eye by the weight. `scratch` holds three coarse rows.
 */
export function spread(
  tangents: usize,
  weights: usize,
  stride: usize,
  eyes: usize,
  eyeStride: usize,
  fineEyes: usize,
  fineEyeStride: usize,
  firstRow: i32,
  rows: i32,
  columns: i32,
  fineTangents: usize,
  fineWeights: usize,
  fineStride: usize,
  scratch: usize,
): void {
  const coarse = (((<usize>columns) >> 1) + 8) * 4; // bytes of a coarse row that are read
  const bytes = (coarse + 15) & ~15;
  const ts = scratch;
  const ws = scratch + bytes + 16;
  const zs = ws + bytes + 16;
  for (let row = firstRow; row < firstRow + rows; row++) {
    const m = <usize>(row >> 1);
    const odd = <usize>(row & 1);
    const far = m + 2 * odd;
    const close = m + 1;
    blendRows(tangents + far * stride, tangents + close * stride, bytes, ts);
    blendRows(weights + far * stride, weights + close * stride, bytes, ws);
    blendRows(eyes + far * eyeStride, eyes + close * eyeStride, bytes, zs);
    const eye = fineEyes + <usize>row * fineEyeStride;
    const out = <usize>row * fineStride;
    for (let c: usize = 0; c < <usize>columns * 4; c += 32) {
      const h = c >> 1;
      const tm = v128.load(ts + h, 4);
      const wm = v128.load(ws + h, 4);
      const zm = v128.load(zs + h, 4);
      const te = between(v128.load(ts + h), tm);
      const to = between(v128.load(ts + h, 8), tm);
      const we = between(v128.load(ws + h), wm);
      const wo = between(v128.load(ws + h, 8), wm);
      const ze = between(v128.load(zs + h), zm);
      const zo = between(v128.load(zs + h, 8), zm);
      const t0 = v128.shuffle<f32>(te, to, 0, 4, 1, 5);
      const t1 = v128.shuffle<f32>(te, to, 2, 6, 3, 7);
      const w0 = v128.shuffle<f32>(we, wo, 0, 4, 1, 5);
      const w1 = v128.shuffle<f32>(we, wo, 2, 6, 3, 7);
      const z0 = v128.shuffle<f32>(ze, zo, 0, 4, 1, 5);
      const z1 = v128.shuffle<f32>(ze, zo, 2, 6, 3, 7);
      v128.store(fineTangents + out + c, f32x4.add(t0, f32x4.mul(w0, f32x4.sub(z0, v128.load(eye + c)))));
      v128.store(fineTangents + out + c, f32x4.add(t1, f32x4.mul(w1, f32x4.sub(z1, v128.load(eye + c, 16)))), 16);
      if (fineWeights !== 0) {
        v128.store(fineWeights + out + c, w0);
        v128.store(fineWeights + out + c, w1, 16);
      }
    }
  }
}

/** Adds the share of a table row above every tangent: linear between thresholds. */
export function count(
  tangents: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  table: usize,
  last: i32,
  inverse: f32,
  shift: f32,
  sums: usize,
  sumStride: usize,
): void {
  const top = <f32>last;
  for (let row = 0; row < rows; row++) {
    const t = tangents + <usize>row * stride;
    const s = sums + <usize>row * sumStride;
    for (let c: usize = 0; c < <usize>columns * 4; c += 4) {
      let x: f32 = load<f32>(t + c) * inverse + shift;
      x = x > 0 ? x : 0;
      x = x < top ? x : top;
      const i = <i32>x;
      const at = table + ((<usize>i) << 2);
      const above = load<i32>(at);
      store<i32>(s + c, load<i32>(s + c) + above + <i32>(<f32>(load<i32>(at, 4) - above) * (x - <f32>i)));
    }
  }
}
