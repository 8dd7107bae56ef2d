import type { Programme } from '../programme/index.ts';

/** What is needed to decide who may read a product: the product's own words and the agreement's. */
export interface AccessRule {
  readonly ownerId: string;
  /** Null when public from the start. */
  readonly embargoUntilUtc: string | null;
  /** Partners who may read during the embargo, beside the owner. */
  readonly readers: readonly string[];
  /** Whether everybody may know, during the embargo, that the product exists and until when it is closed. */
  readonly announced: boolean;
}

/** What one agreement says about the products made under it. */
export interface AgreementRights {
  readonly readers: readonly string[];
  readonly announced: boolean;
}

/** The agreements in force, by id. Products under one that is not named are for their owners alone until the embargo ends. */
export type AccessPolicy = Readonly<Record<string, AgreementRights>>;

/** Partner id, or null for the public. */
export type Reader = string | null;

export type Access = 'full' | 'announced' | 'none';

const CLOSED: AgreementRights = { readers: [], announced: false };

/** What of a product decides on access to it. */
export interface ProductRights {
  readonly ownerId: string;
  readonly agreementId: string;
  readonly embargoUntilUtc: string | null;
}

/** The rule for a product under the agreements in force now. */
export function accessRule({ ownerId, agreementId, embargoUntilUtc }: ProductRights, policy: AccessPolicy): AccessRule {
  const { readers, announced } = Object.hasOwn(policy, agreementId) ? policy[agreementId]! : CLOSED;
  return { ownerId, embargoUntilUtc, readers, announced };
}

/** The policy that the agreements of a programme make. */
export function accessPolicy({ agreements }: Pick<Programme, 'agreements'>): AccessPolicy {
  return Object.fromEntries(
    agreements.map(({ id, dataRights }) => [id, { readers: dataRights.readers, announced: dataRights.announced }]),
  );
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
