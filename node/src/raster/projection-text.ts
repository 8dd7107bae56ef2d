import { iauProjection } from './iau-codes.ts';
import {
  polarParameters,
  projStringOf,
  requireMoonSphere,
  unknownProjection,
  type ProjectionParameters,
} from './projection-parameters.ts';

/**
 * PROJ string of a coordinate system in words, as `.prj` files beside a raster hold it: a PROJ string, `IAU_2015:30135`, or WKT of any dialect (OGC WKT 1, ESRI, WKT 2).
 * @throws InputError `RASTER_WRONG_BODY`, `RASTER_PROJECTION`
 */
export function projOfText(text: string, where: string): string {
  const plain = text.trim();
  const code = /^IAU(?:_2015)?:(\d+)$/.exec(plain);
  const known = code === null ? null : iauProjection(Number(code[1]));
  if (known !== null) return known;
  if (plain.startsWith('+')) return checkedProjString(plain, where);
  if (/^(PROJ|GEO|GEOG|GEOD)\w*\s*\[/i.test(plain)) return projOfWkt(plain, where);
  throw unknownProjection(`"${plain.slice(0, 60)}"`, where);
}

function checkedProjString(text: string, where: string): string {
  const value = (name: string): number | undefined => {
    const found = new RegExp(`\\+${name}=([-+.\\deE]+)`).exec(text);
    return found === null ? undefined : Number(found[1]);
  };
  const sphere = value('R');
  requireMoonSphere(sphere ?? value('a'), sphere ?? value('b') ?? value('a'), where);
  if (/\+pm=(?!0(\s|$))/.test(text)) throw unknownProjection('a prime meridian other than 0', where);
  return withDefaults(text);
}

/** What PROJ takes as 0 or 1 when it is not said, proj4js must be told. */
function withDefaults(text: string): string {
  if (/\+proj=(longlat|latlong)\b/.test(text)) return text;
  const given = (name: string) => new RegExp(`\\+${name}=`).test(text);
  const scale = given('k') || given('k_0') || given('lat_ts') ? '' : ' +k=1';
  return ['x_0', 'y_0', 'lat_0', 'lon_0'].filter((name) => !given(name)).reduce((all, name) => `${all} +${name}=0`, text) + scale; // prettier-ignore
}

/** Names of methods in WKT, letters only, and in PROJ. */
const METHODS: Readonly<Record<string, string>> = {
  polarstereographic: 'polar', polarstereographicvarianta: 'polar', polarstereographicvariantb: 'polar', stereographicnorthpole: 'polar', stereographicsouthpole: 'polar',
  stereographic: 'stere', obliquestereographic: 'stere', doublestereographic: 'stere',
  equirectangular: 'eqc', equidistantcylindrical: 'eqc', equidistantcylindricalspherical: 'eqc', platecarree: 'eqc', simplecylindrical: 'eqc',
  gnomonic: 'gnom', lambertazimuthalequalarea: 'laea', lambertazimuthalequalareaspherical: 'laea', transversemercator: 'tmerc', gausskruger: 'tmerc',
  mercator: 'merc', mercatorsp: 'merc', mercatorvarianta: 'merc', mercatorvariantb: 'merc', mercatorspherical: 'merc',
  lambertconformalconic: 'lcc', lambertconicconformal: 'lcc', lambertconformalconicsp: 'lcc', lambertconicconformalsp: 'lcc',
  albers: 'aea', albersequalarea: 'aea', albersconicequalarea: 'aea', azimuthalequidistant: 'aeqd', modifiedazimuthalequidistant: 'aeqd', orthographic: 'ortho', local: 'ortho', sinusoidal: 'sinu',
  mollweide: 'moll', robinson: 'robin', cylindricalequalarea: 'cea', lambertcylindricalequalarea: 'cea',
  lambertcylindricalequalareaspherical: 'cea', cassinisoldner: 'cass', cassini: 'cass', polyconic: 'poly', vandergrinten: 'vandg',
}; // prettier-ignore

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');
const NUMBER = '[-+]?[\\d.]+(?:[eE][-+]?\\d+)?';

function projOfWkt(wkt: string, where: string): string {
  const ellipsoid = new RegExp(`(?:SPHEROID|ELLIPSOID)\\["[^"]*",\\s*(${NUMBER}),\\s*(${NUMBER})`, 'i').exec(wkt);
  const [major, flattening] = ellipsoid ? [Number(ellipsoid[1]), Number(ellipsoid[2])] : [undefined, 0];
  requireMoonSphere(major, major === undefined || !(flattening > 0) ? major : major * (1 - 1 / flattening), where);
  const meridian = new RegExp(`PRIMEM\\["[^"]*",\\s*(${NUMBER})`, 'i').exec(wkt);
  if (meridian !== null && Number(meridian[1]) !== 0)
    throw unknownProjection(`a prime meridian at ${meridian[1]}`, where);
  const method = /(?:PROJECTION|METHOD)\["([^"]*)"/i.exec(wkt);
  if (method === null) {
    if (/^GEO/i.test(wkt)) return projStringOf({ method: 'longlat', unitM: 1 });
    throw unknownProjection('WKT without a projection', where);
  }
  return projStringOf(parametersOf(METHODS[letters(method[1]!)], method[1]!, wkt, where));
}

function parametersOf(method: string | undefined, name: string, wkt: string, where: string): ProjectionParameters {
  if (method === undefined) throw unknownProjection(`"${name}"`, where);
  const found = new Map<string, number>();
  for (const [, key, value] of wkt.matchAll(new RegExp(`PARAMETER\\["([^"]*)",\\s*(${NUMBER})`, 'gi')))
    found.set(letters(key!.replace(/1st/i, 'first').replace(/2nd/i, 'second').replace(/_?1$/, 'first').replace(/_?2$/, 'second')), Number(value)); // prettier-ignore
  const first = (...keys: string[]) => keys.map((key) => found.get(key)).find((value) => value !== undefined);
  const lat0 = first('latitudeoforigin', 'latitudeofnaturalorigin', 'latitudeofcenter', 'latitudeofcentre', 'latitudeofprojectioncentre', 'latitudeoffalseorigin'); // prettier-ignore
  const lon0 = first('centralmeridian', 'longitudeofnaturalorigin', 'longitudeoforigin', 'longitudeofcenter', 'longitudeofcentre', 'straightverticallongitudefrompole', 'longitudeofprojectioncentre', 'longitudeoffalseorigin'); // prettier-ignore
  const lat1 = first('standardparallelfirst', 'standardparallel', 'latitudeofstandardparallel', 'latitudeoffirststandardparallel', 'latitudeofststandardparallel'); // prettier-ignore
  const lat2 = first('standardparallelsecond', 'latitudeofsecondstandardparallel', 'latitudeofndstandardparallel');
  const k = first('scalefactor', 'scalefactoratnaturalorigin', 'scalefactoratprojectioncentre');
  const x0 = first('falseeasting', 'eastingatfalseorigin') ?? 0;
  const y0 = first('falsenorthing', 'northingatfalseorigin') ?? 0;
  const common = { x0, y0, unitM: linearUnitM(wkt) };
  switch (method) {
    case 'polar':
      return { ...polarParameters(poleOf(name, lat0, lat1), lon0 ?? 0, k), ...common };
    case 'eqc':
    case 'cea':
      return { method, lat0: 0, lon0, latTs: lat1 ?? lat0 ?? 0, ...common };
    case 'merc':
      return lat1 === undefined ? { method, lon0, k: k ?? 1, ...common } : { method, lon0, latTs: lat1, ...common };
    case 'lcc':
      return { method, lat0, lon0, lat1: lat1 ?? lat0, lat2, k, ...common };
    default:
      return { method, lat0: lat0 ?? 0, lon0, lat1, lat2, k, ...common };
  }
}

/** WKT 1 keeps the latitude of true scale in `latitude_of_origin`, ESRI in `Standard_Parallel_1`. */
function poleOf(name: string, lat0: number | undefined, lat1: number | undefined): number {
  const south = /south/i.test(name);
  return lat1 ?? lat0 ?? (south ? -90 : 90);
}

/** The last unit of length that is named; metres when none is. */
function linearUnitM(wkt: string): number {
  const units = [...wkt.matchAll(new RegExp(`(?:LENGTH)?UNIT\\["([^"]*)",\\s*(${NUMBER})`, 'gi'))];
  const lengths = units.filter(([, name]) => /met|foot|feet|^k?m$/i.test(name!));
  return Number(lengths.at(-1)?.[2] ?? 1);
}
