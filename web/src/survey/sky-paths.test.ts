import { describe, expect, it } from 'vitest';
import { elevationSpan, turnsOf } from './sky-paths.ts';

describe('tracks over the sky', () => {
  it('are cut at north and joined to both edges', () => {
    const turns = turnsOf([0, 1, 2], [300, 340, 20], [1, 2, 4]);
    expect(turns).toHaveLength(2);
    expect(turns[0]!.at(-1)).toEqual({ et: 1.5, azimuthDeg: 360, elevationDeg: 3 });
    expect(turns[1]![0]).toEqual({ et: 1.5, azimuthDeg: 0, elevationDeg: 3 });
  });

  it('are cut when they run the other way round too', () => {
    const turns = turnsOf([0, 1], [10, 350], [0, 1]);
    expect(turns.map((turn) => turn.map((point) => point.azimuthDeg))).toEqual([
      [10, 0],
      [360, 350],
    ]);
  });

  it('lie in the span of the chart', () => expect(elevationSpan([-0.2, 3.3], null)).toEqual([-1, 4]));
});
