/**
 * The inner loops of the sweep over one block of memory: in WebAssembly with SIMD where the platform has it, else in TypeScript. Both work in 32-bit floats, operation by
 * operation the same, and give the same bits (sweep-kernel.test.ts).
 *
 * Every pointer and stride is in bytes. Arrays of observers have rows of whole groups of sixteen, so that the loops need no remainder.
 */
export interface SweepKernel {
  /**
   * For rows x columns observers: raises `tangents` to the highest of `count` taps (sweep-taps.ts). `ground` and `eyes` point to the first observer's node and height.
   */
  look(
    ground: number,
    groundStride: number,
    eyes: number,
    eyeStride: number,
    heightM: number,
    rows: number,
    columns: number,
    taps: number,
    count: number,
    tangents: number,
    stride: number,
  ): void;
  /** {@link look}, which also keeps in `weights` the weight (1 / distance) of the group of four taps in which the highest was: of the third, or of the last if there are fewer. */
  lookFar(
    ground: number,
    groundStride: number,
    eyes: number,
    eyeStride: number,
    heightM: number,
    rows: number,
    columns: number,
    taps: number,
    count: number,
    tangents: number,
    weights: number,
    stride: number,
  ): void;
  /**
   * Tangents (and weights, unless `fineWeights` is 0) of a finer level's rows from `firstRow` on: bilinear between the coarser observers, and raised by how much their eyes, interpolated
   * likewise, lie above the finer one's, over the distance of the skyline.
   */
  spread(
    tangents: number,
    weights: number,
    stride: number,
    eyes: number,
    eyeStride: number,
    fineEyes: number,
    fineEyeStride: number,
    firstRow: number,
    rows: number,
    columns: number,
    fineTangents: number,
    fineWeights: number,
    fineStride: number,
    scratch: number,
  ): void;
  /**
   * Adds to `sums` (u32) what a row of a sky table (u32, `last` + 1 entries) says of every tangent: linear between the thresholds `tangent * inverse + shift`, clamped to 0..`last`; the entry after
   * the last is read, so the row must be followed by one.
   */
  count(
    tangents: number,
    stride: number,
    rows: number,
    columns: number,
    table: number,
    last: number,
    inverse: number,
    shift: number,
    sums: number,
    sumStride: number,
  ): void;
}

/** A kernel and the memory that it works on, through two views. */
export interface KernelMemory {
  readonly kernel: SweepKernel;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
}
