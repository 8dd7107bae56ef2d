/** Time span in TDB seconds past J2000, ends included, and the file it comes from. */
export interface KernelSpan {
  readonly kernel: string;
  readonly startEt: number;
  readonly endEt: number;
}

/** A piece of a trajectory (km, km/s) or of Euler angles (rad, rad/s). */
export interface Segment extends KernelSpan {
  /** What it describes: a body (SPK) or a frame class id (PCK). */
  readonly subject: number;
  /** The body that states are relative to; 0 for orientations. */
  readonly center: number;
  /** SPICE id of the frame that components are given in. */
  readonly frameId: number;
  /** Six numbers: three components and their rates. */
  evaluate(et: number, out: Float64Array): void;
  /** The three components alone, at half the cost. */
  evaluatePosition(et: number, out: Float64Array): void;
}

export interface SegmentFacts extends KernelSpan {
  readonly subject: number;
  readonly center: number;
  readonly frameId: number;
}
