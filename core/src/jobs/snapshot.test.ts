import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesInside, restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts';

const viaText = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot)) as Snapshot;

describe('a snapshot', () => {
  it('keeps every number to the bit, through text', () => {
    const numbers = fc.array(fc.double({ noDefaultInfinity: false, noNaN: false }));
    fc.assert(
      fc.property(numbers, numbers, (list, typed) => {
        const fresh = { list: [0], typed: new Float64Array(typed.length) };
        restoreSnapshot(fresh, viaText(takeSnapshot({ list, typed: Float64Array.from(typed) })));
        expect(fresh.list.length === list.length && fresh.list.every((n, i) => Object.is(n, list[i]))).toBe(true);
        expect(typed.every((n, i) => Object.is(n, fresh.typed[i]))).toBe(true);
      }),
    );
  });

  it('keeps any tree of plain data', () => {
    const key = fc.string().filter((name) => !name.startsWith('$') && name !== '__proto__');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(tie('tree')), fc.dictionary(key, tie('tree'), { noNullPrototype: true })), // prettier-ignore
    }));
    fc.assert(
      fc.property(tree, tree, (saved, other) => {
        const fresh = { value: other };
        restoreSnapshot(fresh, viaText(takeSnapshot({ value: saved })));
        expect(fresh).toEqual({ value: saved });
      }),
    );
  });

  it('keeps one object one object, changes what is there in place and refers to what is fixed by name', () => {
    const spec = { id: 'a', parts: [{ id: 'b' }] };
    const make = () => {
      const unit = { spec: spec.parts[0]!, on: false };
      return { units: [unit], running: new Map<string, { unit: typeof unit; s: number }>(), ids: new Set<string>() };
    };
    const fixed = namesInside(spec, 'spec');
    const old = make();
    old.units[0]!.on = true;
    old.running.set('x', { unit: old.units[0]!, s: Infinity });
    old.ids.add('x');
    const saved = viaText(takeSnapshot(old, fixed));
    expect(JSON.stringify(saved)).not.toContain('"id"');
    const fresh = make();
    const [unit] = fresh.units;
    restoreSnapshot(fresh, saved, fixed);
    expect(fresh).toEqual(old);
    expect(fresh.units[0]).toBe(unit);
    expect(fresh.running.get('x')!.unit).toBe(unit);
    expect(unit!.spec).toBe(spec.parts[0]);
  });

  it('refuses what it could not read again', () => {
    expect(() => takeSnapshot({ f: () => 0 })).toThrow(/function at state\.f/);
    expect(() => takeSnapshot({ d: new Date(0) })).toThrow(/class at state\.d/);
    expect(() => takeSnapshot({ $r: 1 })).toThrow(/\$r/);
    expect(() => restoreSnapshot({}, { a: { $x: 'spec' } })).toThrow(/"spec"/);
  });
});
