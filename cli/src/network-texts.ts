import type { NetworkRecord, NetworkSiteRecord } from '@openilrs/core/terrain';

const percent = (share: number) => (100 * share).toFixed(2).padStart(7);
const hours = (value: number) => value.toFixed(1).padStart(8);

/** A table for people. */
export function networkInWords(record: NetworkRecord): string[] {
  const { sites, combined, bestSingle, gain, links, search, mobile, goal } = record;
  const width = Math.max(10, ...sites.map(({ name }) => name.length + 2));
  const row = (name: string, light: Pick<NetworkSiteRecord, 'sunDiscMean' | 'sunAnyFraction' | 'longestDarkH'>) =>
    `${name.padEnd(width)}${percent(light.sunAnyFraction)}${percent(light.sunDiscMean)}${hours(light.longestDarkH)}`;
  const proof = search.proved
    ? `proved best of all networks of the ${search.withinSlope} candidates tried, not of every place of the region (${search.pairsAllowed} pairs allowed; ${search.nodes} sets valued)`
    : `stopped early: no network of the ${search.withinSlope} candidates tried can be better by more than ${goal === 'night' ? `${search.gap.toFixed(1)} h` : `${(100 * search.gap).toFixed(2)} points`} (${search.nodes} sets valued)`;
  return [
    `Network of ${sites.length} sites, ${GOAL_WORDS[goal]}, ${record.fromUtc} to ${record.toUtc}, eclipses left out`,
    `${''.padEnd(width)}  any %  disc %  dark h  latitude longitude  mast m slope°`,
    ...sites.map(
      (site) =>
        `${row(site.name, site)}${site.latDeg.toFixed(4).padStart(10)}${site.lonDeg.toFixed(4).padStart(10)}${site.heightM.toFixed(1).padStart(8)}${site.slopeDeg.toFixed(1).padStart(7)}`,
    ),
    row('together', combined),
    `longest common night ${combined.longestDarkFromUtc === null ? 'none' : `${combined.longestDarkFromUtc} to ${combined.longestDarkToUtc}`}`,
    `over the best single site: ${signed(100 * gain.sunAnyFraction, 2)} points of time with light (${bestSingle.light.name}), ${signed(100 * gain.sunDiscMean, 2)} of the disc (${bestSingle.disc.name}), ${signed(gain.longestDarkH, 1)} h of night (${bestSingle.night.name})`,
    ...singlesElsewhere(record),
    ...links.map(
      ({ from, to, distanceM, lineOfSight, clearanceM }) =>
        `${`${from} - ${to}`.padEnd(2 * width)}${(distanceM / 1000).toFixed(2).padStart(7)} km  ${lineOfSight ? 'in sight' : `hidden by ${(-clearanceM).toFixed(1)} m of ground`}`,
    ),
    ...(mobile ?? []).map(
      ({ radiusM, sunAnyFraction, longestDarkH, cells }) =>
        `arrays moving within ${String(radiusM).padStart(5)} m: any ${percent(sunAnyFraction)} %, dark ${hours(longestDarkH)} h (${cells} cells)`,
    ),
    proof,
  ];
}

const GOAL_WORDS = {
  light: 'most time with any site lit',
  disc: 'greatest mean share of the disc at the best site',
  night: 'shortest common night',
};

function signed(value: number, digits: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
}

const COLUMNS = ['name', 'latDeg', 'lonDeg', 'heightM', 'terrainHeightM', 'slopeDeg', 'sunDiscMean', 'sunAnyFraction', 'longestDarkH', 'longestDarkFromUtc', 'longestDarkToUtc'] as const; // prettier-ignore

/** The sites, and a last row `together`. */
export function networkCsv({ sites, combined }: NetworkRecord): string {
  const field = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = [...sites, { name: 'together', ...combined } as Partial<NetworkSiteRecord>];
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => field(row[column])).join(','))].join('\n') + '\n'; // prettier-ignore
}

/** Sites as points and links as lines, GeoJSON; longitude -180 to 180. A foreign member says that the coordinates are lunar. */
export function networkGeoJson({ sites, links, combined, goal }: NetworkRecord, frame: string): string {
  const at = ({ lonDeg, latDeg, terrainHeightM }: NetworkSiteRecord) =>
    [lonDeg > 180 ? Number((lonDeg - 360).toFixed(6)) : lonDeg, latDeg, terrainHeightM]; // prettier-ignore
  const named = (name: string) => at(sites.find((site) => site.name === name)!);
  const collection = {
    type: 'FeatureCollection',
    coordinateReferenceSystem: {
      body: 'Moon',
      frame,
      name: 'IAU_2015:30100',
      note: 'Lunar planetocentric longitude and latitude in degrees, east positive, on the sphere of 1737.4 km; not WGS 84. Third coordinate: height of the ground above that sphere in metres.',
    },
    properties: { goal, ...combined },
    features: [
      ...sites.map((site) => {
        const { latDeg: _lat, lonDeg: _lon, terrainHeightM: _height, ...properties } = site;
        return { type: 'Feature', geometry: { type: 'Point', coordinates: at(site) }, properties };
      }),
      ...links.map((link) => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: [named(link.from), named(link.to)] },
        properties: link,
      })),
    ],
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

/** Where the best single sites lie that are not of the network: their names alone would say nothing. */
function singlesElsewhere({ sites, bestSingle }: NetworkRecord): string[] {
  const others = new Map(Object.values(bestSingle).map((site) => [site.name, site]));
  for (const { name } of sites) others.delete(name);
  const place = ({ name, latDeg, lonDeg }: NetworkRecord['sites'][number]) => `${name} at ${latDeg.toFixed(4)}, ${lonDeg.toFixed(4)}`; // prettier-ignore
  return others.size === 0 ? [] : [`single sites: ${[...others.values()].map(place).join('; ')}`];
}
