/** Learns what a cell and direction costs here and now, and says how long the rest will take. */
export class SweepCost {
  private nsPerLook = 15;
  private measured = false;

  /** @param looks cells times directions */
  note(looks: number, ms: number): void {
    const ns = (ms * 1e6) / looks;
    this.nsPerLook = this.measured ? this.nsPerLook + 0.3 * (ns - this.nsPerLook) : ns;
    this.measured = true;
  }

  seconds(looks: number): number | null {
    return this.measured ? (looks * this.nsPerLook) / 1e9 : null;
  }

  /** Directions of a block that takes about `ms` on one core of `parallel`. */
  block(cells: number, ms: number, parallel: number): number {
    return Math.max(1, Math.round((ms * 1e6) / (cells ** 2 * this.nsPerLook * parallel)));
  }
}
