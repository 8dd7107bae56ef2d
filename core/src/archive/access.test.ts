import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, accessRule, mayRead, type AccessPolicy } from './access.ts';

const policy: AccessPolicy = {
  open: { readers: ['friend'], announced: true },
  shy: { readers: [], announced: false },
};
const UNTIL = '2036-01-01T00:00:00Z';

describe('access', () => {
  it.each([
    // reader, agreement, embargo, now, access
    [null, 'open', null, '2030-01-01T00:00:00Z', 'full'],
    [null, 'open', UNTIL, '2035-12-31T23:59:59Z', 'announced'],
    [null, 'open', UNTIL, '2035-12-31T23:59:59.999Z', 'announced'],
    [null, 'open', UNTIL, '2036-01-01T00:00:00Z', 'full'],
    [null, 'shy', UNTIL, '2035-12-31T00:00:00Z', 'none'],
    ['owner', 'shy', UNTIL, '2035-12-31T00:00:00Z', 'full'],
    ['friend', 'open', UNTIL, '2035-12-31T00:00:00Z', 'full'],
    ['friend', 'shy', UNTIL, '2035-12-31T00:00:00Z', 'none'],
    ['friend', 'shy', UNTIL, '2036-12-31T00:00:00Z', 'full'],
    ['friend', 'stranger', UNTIL, '2035-12-31T00:00:00Z', 'none'],
    [null, 'toString', UNTIL, '2035-12-31T00:00:00Z', 'none'],
    [null, 'open', 'not a date', '2040-01-01T00:00:00Z', 'announced'],
    [null, 'open', UNTIL, 'not a date', 'announced'],
  ] as const)('of %s to a product under %s closed until %s, on %s: %s', (reader, agreementId, until, now, access) => {
    expect(accessOf(reader, accessRule({ ownerId: 'owner', agreementId, embargoUntilUtc: until }, policy), now)).toBe(
      access,
    );
  });

  it('never shrinks as time passes', () => {
    const instant = fc.date({ min: new Date('2030-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const reader = fc.constantFrom(null, 'open', 'friend', 'shy', 'stranger');
    fc.assert(
      fc.property(
        instant,
        instant,
        instant,
        reader,
        fc.constantFrom('open', 'shy', 'other'),
        (until, a, b, who, agreementId) => {
          const [before, after] = a <= b ? [a, b] : [b, a];
          const rule = accessRule({ ownerId: 'shy', agreementId, embargoUntilUtc: until.toISOString() }, policy);
          if (mayRead(who, rule, before.toISOString())) expect(mayRead(who, rule, after.toISOString())).toBe(true);
        },
      ),
      { seed: 4 },
    );
  });
});
