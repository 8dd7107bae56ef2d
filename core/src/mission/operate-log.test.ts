import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEventLog, EventLog, firstDifference, type LogHeader } from './operate-log.ts';

const header: LogHeader = { missionId: 'm', seed: 7, software: 'openilrs 0', command: 'ilrs operate m.yaml', inputs: { 'm.yaml': 'ab' } }; // prettier-ignore
const entry = (et: number, text: string) => ({ et, severity: 'info', source: 's', type: 't', text }) as const;

function sample(entries = 12): EventLog {
  const log = new EventLog(header, 0, [entry(2.5, 'fault'), entry(90, 'late fault')], (et) => `t${et}`);
  for (let k = 1; k <= entries; k += 1) log.append(entry(k, `entry ${k}`));
  log.end(100);
  return log;
}

describe('the chained event log', () => {
  it('holds, names what it was made from and has the truth in its place', () => {
    const log = sample(3);
    expect(log.events.map(({ type, text }) => (type === 't' ? text : type))).toEqual([
      'runStarted', 'entry 1', 'entry 2', 'fault', 'entry 3', 'late fault', 'runEnded',
    ]); // prettier-ignore
    expect(checkEventLog(log.text())).toEqual({ entries: 7, header, broken: null });
  });

  it('finds the line where any change, loss, addition or exchange of lines shows first', () => {
    const lines = sample().lines;
    const check = (changed: readonly string[]) => checkEventLog(changed.map((line) => `${line}\n`).join('')).broken;
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(), fc.integer({ min: 1, max: 127 }), (i, at, add) => {
        const line = lines[i]!;
        const k = at % line.length;
        const code = ((line.charCodeAt(k) - 32 + add) % 95) + 32;
        fc.pre(String.fromCharCode(code) !== line[k]);
        const changed = lines.with(i, `${line.slice(0, k)}${String.fromCharCode(code)}${line.slice(k + 1)}`);
        const found = check(changed);
        // the line itself when it is no entry any more or its link is hit, else the next one; the last line's own text is held by the digest in the summary
        if (i < lines.length - 1) expect([i + 1, i + 2]).toContain(found!.line);
      }),
    );
    for (let i = 0; i < lines.length; i += 1) {
      const without = check(lines.toSpliced(i, 1))!;
      expect(without.line).toBe(i + 1);
      if (i > 0) expect(check(lines.toSpliced(i, 0, lines[i - 1]!))!.line).toBe(i + 1);
    }
    expect(check(lines.slice(0, 5))).toEqual({ line: 6, why: expect.stringMatching(/cut short/) as string });
    expect(check(['hello'])!.line).toBe(1);
    expect(checkEventLog('').broken!.line).toBe(1);
  });

  it('is bound to mission, seed and software by its genesis', () => {
    const text = sample().text().replace('"seed":7', '"seed":8');
    expect(checkEventLog(text).broken).toEqual({ line: 1, why: expect.stringMatching(/mission, seed and software/) as string }); // prettier-ignore
  });

  it('is taken up where it was left', () => {
    const whole = sample();
    const log = new EventLog(header, 0, [entry(2.5, 'fault'), entry(90, 'late fault')], (et) => `t${et}`);
    for (let k = 1; k <= 5; k += 1) log.append(entry(k, `entry ${k}`));
    const again = new EventLog(header, 0, [entry(2.5, 'fault'), entry(90, 'late fault')], (et) => `t${et}`);
    again.resume(JSON.parse(JSON.stringify(log.state)) as typeof log.state, log.lines);
    for (let k = 6; k <= 12; k += 1) again.append(entry(k, `entry ${k}`));
    again.end(100);
    expect(again.text()).toBe(whole.text());
  });

  it('tells where two logs part', () => {
    expect(firstDifference(['a', 'b'], ['a', 'b'])).toBeNull();
    expect(firstDifference(['a', 'b'], ['a', 'c'])).toBe(1);
    expect(firstDifference(['a'], ['a', 'b'])).toBe(1);
    expect(firstDifference(['a', 'b'], ['a'])).toBe(1);
  });
});
