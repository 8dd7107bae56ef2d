import { parseTextKernel } from '../time/index.ts';

/** Variables of the text kernels loaded so far; a later assignment replaces an earlier one, `+=` appends. */
export class KernelPool {
  readonly #variables = new Map<string, readonly (number | string)[]>();

  /** @throws InputError `KERNEL_TEXT_SYNTAX` */
  load(text: string, file: string): void {
    for (const { name, append, values } of parseTextKernel(text, file)) {
      this.#variables.set(name, append ? [...(this.#variables.get(name) ?? []), ...values] : values);
    }
  }

  get(name: string): readonly (number | string)[] | undefined {
    return this.#variables.get(name);
  }

  text(name: string): string | undefined {
    const value = this.#variables.get(name)?.[0];
    return typeof value === 'string' ? value : undefined;
  }

  /** All values of a variable when every one is a number, else undefined. */
  numbers(name: string): readonly number[] | undefined {
    const values = this.#variables.get(name);
    return values !== undefined && values.every((value) => typeof value === 'number') ? values : undefined;
  }

  names(): IterableIterator<string> {
    return this.#variables.keys();
  }
}
