import { HORIZON_WASM } from './horizon-wasm.ts';
import type { KernelMemory, SweepKernel } from './sweep-kernel.ts';
import { plainKernel } from './plain-kernel.ts';

/** What of the platform's WebAssembly is used here: a global of browsers, workers and Node, which the language's own types do not know. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65_536;

/** Memories given back, for the next sweep of this thread: a new one would be cleared page by page again. */
const resting: { readonly memory: WasmMemory; readonly kernel: SweepKernel }[] = [];
let compiled: object | null | undefined;

export type KernelKind = 'wasm' | 'plain';

/** Takes a kernel with `bytes` of memory; its contents are whatever was there. `release` gives it back. */
export function takeKernel(bytes: number, kind?: KernelKind): KernelMemory & { release(): void } {
  const wasm = (globalThis as { WebAssembly?: Wasm }).WebAssembly;
  if (kind === 'plain' || !wasm) return plain(bytes);
  if (compiled === undefined) {
    const code = fromBase64(HORIZON_WASM);
    compiled = wasm.validate(code) ? new wasm.Module(code) : null; // without SIMD it is not valid
  }
  if (!compiled) return plain(bytes);
  const pages = Math.ceil(bytes / PAGE) + 1;
  const taken = resting.pop() ?? newKernel(wasm, compiled, pages);
  const missing = pages - taken.memory.buffer.byteLength / PAGE;
  if (missing > 0) taken.memory.grow(missing);
  const { buffer } = taken.memory;
  return {
    kernel: taken.kernel,
    f32: new Float32Array(buffer),
    i32: new Int32Array(buffer),
    release: () => void resting.push(taken),
  };
}

function newKernel(wasm: Wasm, module: object, pages: number) {
  const memory = new wasm.Memory({ initial: pages });
  const { exports } = new wasm.Instance(module, { env: { memory } });
  return { memory, kernel: exports as SweepKernel };
}

function plain(bytes: number): KernelMemory & { release(): void } {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 4) * 4);
  const [f32, i32] = [new Float32Array(buffer), new Int32Array(buffer)];
  return { kernel: plainKernel(f32, i32), f32, i32, release: () => undefined };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [bits, held, next] = [0, 0, 0];
  for (const digit of digits) {
    bits = (bits << 6) | ALPHABET.indexOf(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[next++] = (bits >> held) & 255;
  }
  return bytes;
}
