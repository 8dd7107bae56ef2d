/** What is needed to decide who may read a product: the product's own words and the owner's agreements. */
export interface AccessRule {
  readonly ownerId: string;
  /** Null when public from the start. */
  readonly embargoUntilUtc: string | null;
  /** Partners who may read during the embargo, beside the owner. */
  readonly readers: readonly string[];
  /** Whether everybody may know, during the embargo, that the product exists and until when it is closed. */
  readonly announced: boolean;
}

/** What the agreements say for the products of one owner; owners that are not named grant nothing and announce nothing. */
export interface OwnerAgreement {
  readonly readers: readonly string[];
  readonly announced: boolean;
}

export type AccessPolicy = Readonly<Record<string, OwnerAgreement>>;

/** Partner id, or null for the public. */
export type Reader = string | null;

export type Access = 'full' | 'announced' | 'none';

const CLOSED: OwnerAgreement = { readers: [], announced: false };

/** The rule for a product of `ownerId` under the agreements in force now. */
export function accessRule(ownerId: string, embargoUntilUtc: string | null, policy: AccessPolicy): AccessRule {
  const { readers, announced } = Object.hasOwn(policy, ownerId) ? policy[ownerId]! : CLOSED;
  return { ownerId, embargoUntilUtc, readers, announced };
}

/** The access of `reader` at `nowUtc` (ISO 8601 UTC). An embargo ends at its instant, not after it; a date that cannot be read never ends. */
export function accessOf(reader: Reader, rule: AccessRule, nowUtc: string): Access {
  const isOpen = rule.embargoUntilUtc === null || Date.parse(nowUtc) >= Date.parse(rule.embargoUntilUtc);
  if (isOpen) return 'full';
  if (reader !== null && (reader === rule.ownerId || rule.readers.includes(reader))) return 'full';
  return rule.announced ? 'announced' : 'none';
}

/** True when `reader` may see the product itself and everything derived from it: data, label, preview, place, counts. */
export function mayRead(reader: Reader, rule: AccessRule, nowUtc: string): boolean {
  return accessOf(reader, rule, nowUtc) === 'full';
}
