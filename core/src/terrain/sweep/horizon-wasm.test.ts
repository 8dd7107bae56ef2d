import { expect, it } from 'vitest';
import { compileHorizon } from '../../../../scripts/kernels.mjs';
import { HORIZON_WASM } from './horizon-wasm.ts';

it('the WebAssembly of the sweep is what its source gives (else run: node scripts/kernels.mjs)', async () => {
  expect(Buffer.from((await compileHorizon())!).toString('base64')).toBe(HORIZON_WASM);
});
