import { readFileSync } from 'node:fs';
import { spiceClients } from '@rybosome/tspice';
import { openEphemeris, type Ephemeris, type KernelFile } from '../index.ts';

const data = new URL('../../../../data/', import.meta.url);

/** The bundled kernels, read in the order of data/ephemeris/kernels.json. */
export function bundledKernels(): readonly KernelFile[] {
  const list = JSON.parse(readFileSync(new URL('ephemeris/kernels.json', data), 'utf8')) as { kernels: string[] };
  return list.kernels.map((path) => ({
    name: path.split('/').at(-1)!,
    bytes: new Uint8Array(readFileSync(new URL(path, data))),
  }));
}

let opened: Ephemeris | undefined;

export function bundledEphemeris(): Ephemeris {
  return (opened ??= openEphemeris(bundledKernels()));
}

/** The few CSPICE calls that serve as truth. */
export interface Cspice {
  furnsh(kernel: { path: string; bytes: Uint8Array }): void;
  str2et(utc: string): number;
  et2utc(et: number, format: string, digits: number): string;
  spkezr(
    target: string,
    et: number,
    frame: string,
    correction: string,
    observer: string,
  ): { state: number[]; lt: number };
  pxform(from: string, to: string, et: number): number[] | number[][];
}

/** CSPICE N0067 of @rybosome/tspice with these kernels; what is no SPICE kernel (the EOP table) is left out. */
export async function openCspice(kernels: readonly KernelFile[], backend: 'wasm' | 'node' = 'wasm'): Promise<Cspice> {
  const { spice } = await spiceClients.toSync({ backend });
  const raw = (spice as unknown as { raw: Cspice }).raw;
  for (const { name, bytes } of kernels)
    if (!name.startsWith('finals')) raw.furnsh({ path: `/kernels/${name}`, bytes });
  return raw;
}

/** An excerpt of test/reference/ephemeris. */
export function reference(name: string): string {
  return readFileSync(new URL(`../../../../test/reference/ephemeris/${name}`, import.meta.url), 'utf8');
}
