import { MOON_RADIUS_M } from '@openilrs/core/terrain';
import type { TagValue } from './tiff-tags.ts';

const USER_DEFINED = 32767;
const SPHERE = 'Moon (2015) - Sphere';
const CRS_NAME = `IAU_2015:30135 ${SPHERE} / Ocentric / South Polar`;

/** Keys whose values are names; GDAL takes the parts of the longest as names of datum, ellipsoid and meridian. */
const GEOG_CITATION = `GCS Name = ${SPHERE} / Ocentric|Datum = ${SPHERE}|Ellipsoid = ${SPHERE}|Primem = Reference Meridian`;

type KeyValue = number | { readonly double: number } | { readonly ascii: string };

/**
 * The south polar stereographic system of lunar products, key by key (OGC 19-008r4, GeoTIFF 1.1): IAU_2015:30135 has no number in the EPSG-only key
 * space, so that every parameter is written out.
 */
const KEYS: readonly (readonly [id: number, value: KeyValue])[] = [
  [1024, 1], // GTModelType: projected
  [1025, 1], // GTRasterType: pixel is area
  [1026, { ascii: CRS_NAME }], // GTCitation
  [2048, USER_DEFINED], // GeodeticCRS
  [2049, { ascii: GEOG_CITATION }],
  [2050, USER_DEFINED], // datum
  [2051, USER_DEFINED], // prime meridian
  [2054, 9102], // degrees
  [2056, USER_DEFINED], // ellipsoid
  [2057, { double: MOON_RADIUS_M }], // semi-major axis
  [2058, { double: MOON_RADIUS_M }], // semi-minor axis
  [2061, { double: 0 }], // longitude of the prime meridian
  [3072, USER_DEFINED], // ProjectedCRS
  [3073, { ascii: CRS_NAME }],
  [3074, USER_DEFINED], // projection
  [3075, 15], // CT_PolarStereographic
  [3076, 9001], // metres
  [3081, { double: -90 }], // latitude of natural origin
  [3082, { double: 0 }], // false easting
  [3083, { double: 0 }], // false northing
  [3092, { double: 1 }], // scale at natural origin
  [3095, { double: 0 }], // straight vertical longitude from pole
];

const [DIRECTORY, DOUBLES, ASCII] = [34735, 34736, 34737];

/** The three GeoTIFF tags of the lunar south polar stereographic system. */
export function southPolarGeoTags(): [tag: number, value: TagValue][] {
  const doubles: number[] = [];
  let text = '';
  const directory = [1, 1, 0, KEYS.length]; // version 1.1.0
  for (const [id, value] of KEYS) {
    if (typeof value === 'number') directory.push(id, 0, 1, value);
    else if ('double' in value) directory.push(id, DOUBLES, 1, doubles.push(value.double) - 1);
    else {
      directory.push(id, ASCII, value.ascii.length + 1, text.length);
      text += `${value.ascii}|`;
    }
  }
  return [
    [DIRECTORY, { type: 'short', values: directory }],
    [DOUBLES, { type: 'double', values: doubles }],
    [ASCII, { type: 'ascii', text }],
  ];
}
