import { describe, expect, it } from 'vitest';
import { changesBetween, withChange } from './plan-starts.ts';

const starts = [
  { requestId: 'b', startEt: 1 },
  { requestId: 'a', startEt: 2 },
  { requestId: 'c', startEt: 2 },
];
const ids = (list: readonly { requestId: string }[]) => list.map(({ requestId }) => requestId).join('');

describe('starts in their order', () => {
  it('stay in it with a move, an addition and a removal', () => {
    expect(ids(withChange(starts, { kind: 'move', requestId: 'b', startEt: 2 }))).toBe('abc');
    expect(ids(withChange(starts, { kind: 'move', requestId: 'b', startEt: 9 }))).toBe('acb');
    expect(ids(withChange(starts, { kind: 'add', requestId: 'd', startEt: 0 }))).toBe('dbac');
    expect(ids(withChange(starts, { kind: 'remove', requestId: 'a' }))).toBe('bc');
    expect(ids(starts)).toBe('bac');
  });

  it('differ by the changes that lead from one to the other, when these are few', () => {
    const other = [
      { requestId: 'a', startEt: 5 },
      { requestId: 'c', startEt: 2 },
      { requestId: 'd', startEt: 7 },
    ];
    expect(changesBetween(starts, other, 3)).toEqual([
      { kind: 'remove', requestId: 'b' },
      { kind: 'move', requestId: 'a', startEt: 5 },
      { kind: 'add', requestId: 'd', startEt: 7 },
    ]);
    expect(changesBetween(starts, other, 2)).toBeNull();
    expect(changesBetween(starts, starts, 0)).toEqual([]);
  });
});
