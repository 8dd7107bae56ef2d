import type { LiveDefinition, LiveLayerId } from '@openilrs/api/contract';

/** What the engine makes from the height asked for, and of the ground; in the order in which a page may offer it. */
export const DEFINITIONS: readonly LiveDefinition[] = [
  {
    id: 'sunDiscMean',
    title: 'Sunlight: mean visible share of the solar disc',
    definition:
      'sunDiscMean: share of the solar disc above the skyline, averaged over the period; eclipses of the Sun by the Earth are not counted',
    unit: '1',
    scale: 'viridis',
    raised: true,
    min: 0,
    max: 1,
  },
  {
    id: 'sunAnyFraction',
    title: 'Share of time with any part of the Sun in view',
    definition:
      'sunAnyFraction: share of the period with any part of the solar disc above the skyline (its upper limb in the direction of its centre); eclipses of the Sun by the Earth are not counted',
    unit: '1',
    scale: 'viridis',
    raised: true,
    min: 0,
    max: 1,
  },
  {
    id: 'sunFullFraction',
    title: 'Share of time with the whole Sun in view',
    definition:
      'sunFullFraction: share of the period with all of the solar disc above the skyline (its lower limb in the direction of its centre); eclipses of the Sun by the Earth are not counted',
    unit: '1',
    scale: 'viridis',
    raised: true,
    min: 0,
    max: 1,
  },
  {
    id: 'earthFraction',
    title: 'Earth view',
    definition: "Share of the period with the Earth's centre above the skyline",
    unit: '1',
    scale: 'cividis',
    raised: true,
    min: 0,
    max: 1,
  },
  {
    id: 'longestDark',
    title: 'Longest dark spell',
    definition:
      'Longest time within the period without any part of the solar disc above the skyline, exact for the skyline of the cell',
    unit: 'h',
    scale: 'magma',
    raised: true,
    min: 0,
    max: null,
  },
  {
    id: 'permanentShadow',
    title: 'Permanent shadow',
    definition: '1 where no part of the solar disc is in view from the ground at any time of the period',
    unit: '1',
    scale: 'shadow',
    raised: false,
    min: 0,
    max: 1,
  },
  {
    id: 'shadowDistance',
    title: 'Distance to permanent shadow',
    definition: 'Distance to the nearest permanent shadow of the region that is no speck of single cells',
    unit: 'm',
    scale: 'magma',
    raised: false,
    min: null,
    max: null,
  },
  {
    id: 'slope',
    title: 'Slope',
    definition: 'Steepness by Horn over the eight neighbours: a baseline of two cells',
    unit: 'deg',
    scale: 'magma',
    raised: false,
    min: null,
    max: null,
  },
  {
    id: 'elevation',
    title: 'Elevation',
    definition: 'Height above the sphere of 1737.4 km',
    unit: 'm',
    scale: 'cividis',
    raised: false,
    min: null,
    max: null,
  },
];

export function definitionOf(id: LiveLayerId): LiveDefinition {
  const found = DEFINITIONS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no live map shows ${id}`);
  return found;
}
