/**
 * Logical identifiers of what a simulated mission writes. IM 1.26 accepts six agency prefixes; of the agencies that build the ILRS only
 * Roscosmos has one (docs/decisions/0050). The bundle's name says that nothing in it was measured.
 */
export const AGENCY_PREFIX = 'urn:ros:rssa';

/** Lower-case letters, digits, `-` `.` `_`, beginning with a letter or digit: what a segment of a LID may hold. */
export function lidSegment(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '') || 'x'; // prettier-ignore
}

export const bundleLid = (missionId: string) => `${AGENCY_PREFIX}:openilrs_sim_${lidSegment(missionId)}`;
export const collectionLid = (missionId: string, instrumentId: string) =>
  `${bundleLid(missionId)}:data_${lidSegment(instrumentId)}`;
export const productLid = (missionId: string, instrumentId: string, activityId: string) =>
  `${collectionLid(missionId, instrumentId)}:${lidSegment(activityId)}`;

/** Context products that the labels point to. */
export const investigationLid = (missionId: string) =>
  `${AGENCY_PREFIX}:context:investigation:mission.openilrs_sim_${lidSegment(missionId)}`;
export const MOON_LID = 'urn:nasa:pds:context:target:satellite.earth.moon'; // registered with the PDS

export const PRODUCT_VERSION = '1.0';
