/** Keeps the values used last; the one that was not asked for the longest makes room. */
export class Recent<T> {
  private readonly kept = new Map<string, T>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The value if it is kept; does not count as use. */
  peek(key: string): T | undefined {
    return this.kept.get(key);
  }

  drop(key: string): void {
    this.kept.delete(key);
  }

  get(key: string, make: () => T): T {
    const value = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    return value;
  }
}
