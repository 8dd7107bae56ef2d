import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Logical identifiers of what a simulated mission writes. IM 1.26 accepts six agency prefixes; of the agencies that build the ILRS only
 * Roscosmos has one (docs/decisions/0050). The bundle's name says that nothing in it was measured.
 */
export const AGENCY_PREFIX = 'urn:ros:rssa';

/** Lower-case letters, digits, `-` `.` `_`, beginning with a letter or digit: what a segment of a LID may hold. */
export function lidSegment(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '') || 'x'; // prettier-ignore
}

/** The run of a mission to which products belong. */
export interface RunIdentity {
  readonly missionId: string;
  /** {@link runDigest} of what the run was made from. */
  readonly runDigest: string;
}

/**
 * Twelve hexadecimal digits of the SHA-256 of all that decides what the products of a run say. They stand in the identifier of the bundle, which all identifiers
 * below it inherit: products of another seed, place or edit of the mission file never have the same identifier.
 */
export function runDigest(facts: readonly (string | number)[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(facts)))).slice(0, 12);
}

export const bundleLid = ({ missionId, runDigest: digest }: RunIdentity) =>
  `${AGENCY_PREFIX}:openilrs_sim_${lidSegment(missionId)}_${digest}`;
export const collectionLid = (run: RunIdentity, instrumentId: string) =>
  `${bundleLid(run)}:data_${lidSegment(instrumentId)}`;
/** At most 246 characters with its version: mission, instrument and proposal have 63 each (mission file); a LID may have 255. */
export const productLid = (run: RunIdentity, instrumentId: string, activityId: string) =>
  `${collectionLid(run, instrumentId)}:${lidSegment(activityId)}`;

/** Context products that the labels point to. */
export const investigationLid = (missionId: string) =>
  `${AGENCY_PREFIX}:context:investigation:mission.openilrs_sim_${lidSegment(missionId)}`;
export const MOON_LID = 'urn:nasa:pds:context:target:satellite.earth.moon'; // registered with the PDS

export const PRODUCT_VERSION = '1.0';
