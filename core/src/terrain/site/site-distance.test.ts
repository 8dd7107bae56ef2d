import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceTo, withoutSpecks } from './site-distance.ts';

const masks = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    mask: fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns, max: 1 }),
  }),
);

it('finds the exact distance to the nearest cell of a mask', () => {
  fc.assert(
    fc.property(masks, ({ rows, columns, mask }) => {
      const distance = distanceTo(mask, rows, columns);
      const inside = Array.from(mask.keys()).filter((i) => mask[i] === 1);
      for (let i = 0; i < mask.length; i++) {
        const plain = inside.map((j) =>
          Math.hypot((i % columns) - (j % columns), Math.floor(i / columns) - Math.floor(j / columns)),
        );
        expect(distance[i]).toBeCloseTo(Math.min(...plain, Infinity), 10);
      }
    }),
    { seed: 4 },
  );
});

it('drops patches below a size and keeps the others', () => {
  const mask = Uint8Array.from([1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1]); // 3 x 4; cells that touch at corners are apart
  expect([...withoutSpecks(mask, 3, 4, 3)]).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect([...withoutSpecks(mask, 3, 4, 4)]).toEqual(new Array(12).fill(0));
});
