import { MOON_RADIUS_M } from '@openilrs/core/terrain';
import type { TagValue } from './tiff-tags.ts';

/** The pole in the middle of the map. */
export type MapPole = 'south' | 'north';

const USER_DEFINED = 32767;
const SPHERE = 'Moon (2015) - Sphere';
const CODE: Readonly<Record<MapPole, number>> = { south: 30135, north: 30130 };
const TITLE: Readonly<Record<MapPole, string>> = { south: 'South Polar', north: 'North Polar' };
const crsName = (pole: MapPole): string => `${SPHERE} / Ocentric / ${TITLE[pole]}`;

/** Keys whose values are names; GDAL takes the parts of the longest as names of datum, ellipsoid and meridian. */
const GEOG_CITATION = `GCS Name = ${SPHERE} / Ocentric|Datum = ${SPHERE}|Ellipsoid = ${SPHERE}|Primem = Reference Meridian`;

type KeyValue = number | { readonly double: number } | { readonly ascii: string };

/**
 * The polar stereographic systems of lunar products, key by key (OGC 19-008r4, GeoTIFF 1.1): IAU_2015:30135 and 30130 have no number in the EPSG-only key
 * space, so that every parameter is written out.
 */
const keys = (pole: MapPole): readonly (readonly [id: number, value: KeyValue])[] => [
  [1024, 1], // GTModelType: projected
  [1025, 1], // GTRasterType: pixel is area
  [1026, { ascii: `IAU_2015:${CODE[pole]} ${crsName(pole)}` }], // GTCitation
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
  [3073, { ascii: `IAU_2015:${CODE[pole]} ${crsName(pole)}` }],
  [3074, USER_DEFINED], // projection
  [3075, 15], // CT_PolarStereographic
  [3076, 9001], // metres
  [3081, { double: pole === 'south' ? -90 : 90 }], // latitude of natural origin
  [3082, { double: 0 }], // false easting
  [3083, { double: 0 }], // false northing
  [3092, { double: 1 }], // scale at natural origin
  [3095, { double: 0 }], // straight vertical longitude from pole
];

const [DIRECTORY, DOUBLES, ASCII] = [34735, 34736, 34737];

/** The three GeoTIFF tags of a lunar polar stereographic system. */
export function polarGeoTags(pole: MapPole): [tag: number, value: TagValue][] {
  const doubles: number[] = [];
  let text = '';
  const all = keys(pole);
  const directory = [1, 1, 0, all.length]; // version 1.1.0
  for (const [id, value] of all) {
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

/** The same system in WKT 2 (ISO 19162:2019) with its code, word for word as PROJ 9.1 gives IAU_2015:30135 and 30130; for programs that read it from the metadata. */
export function polarWkt(pole: MapPole): string {
  const degree = 'ANGLEUNIT["degree",0.0174532925199433]';
  const metre = 'LENGTHUNIT["metre",1]';
  return [
    `PROJCRS["${crsName(pole)}"`,
    `BASEGEOGCRS["${SPHERE} / Ocentric",DATUM["${SPHERE}",ELLIPSOID["${SPHERE}",${MOON_RADIUS_M},0,${metre}]],PRIMEM["Reference Meridian",0,${degree}],ID["IAU",30100,2015]]`,
    `CONVERSION["${TITLE[pole]}",METHOD["Polar Stereographic (variant A)",ID["EPSG",9810]]`,
    `PARAMETER["Latitude of natural origin",${pole === 'south' ? -90 : 90},${degree},ID["EPSG",8801]]`,
    `PARAMETER["Longitude of natural origin",0,${degree},ID["EPSG",8802]]`,
    `PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]]`,
    `PARAMETER["False easting",0,${metre},ID["EPSG",8806]]`,
    `PARAMETER["False northing",0,${metre},ID["EPSG",8807]]]`,
    'CS[Cartesian,2]',
    `AXIS["(E)",east,ORDER[1],${metre}]`,
    `AXIS["(N)",north,ORDER[2],${metre}]`,
    `ID["IAU",${CODE[pole]},2015]]`,
  ].join(',');
}
