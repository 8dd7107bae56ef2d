import { expect, it } from 'vitest';
import { grown } from './grown.ts';

it.each([Int32Array.of(1, -2), Float64Array.of(0.5, Infinity), Uint8Array.of(7, 255)])('doubles %o and keeps what it held', (column) => {
  const larger = grown(column);
  expect(larger.constructor).toBe(column.constructor);
  expect([...larger]).toEqual([...column, 0, 0]);
}); // prettier-ignore
