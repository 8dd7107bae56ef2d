import type { LeapSeconds } from '@openilrs/core/time';
import { etToUtc } from '@openilrs/core/time';
import { escape } from '../figures/svg.ts';
import { calendarSvg, MOST_YEARS } from './light-calendar.ts';
import { mapSvg } from './map-picture.ts';
import { PAGE_STYLE } from './page-style.ts';
import { degrees, type ReportFacts } from './report-facts.ts';
import { earthTable, monthlyTable, nightsTable, slopesTable, stationsTable, table } from './report-tables.ts';
import { skylineSvg } from './skyline-picture.ts';

/** A file that the numbers rest on. */
export interface ReportSource {
  readonly name: string;
  readonly sha256: string;
  readonly origin: string;
  readonly licence: string;
}

export interface ReportOrigin {
  readonly software: string;
  /** Makes the same report again. */
  readonly command: string;
  readonly sources: readonly ReportSource[];
}

const DEFINITIONS: readonly (readonly [string, string])[] = [
  ['sunDiscMean', 'Mean over time of the share of the solar disc that stands above the skyline and is not covered by the Earth; the disc has its true size.'],
  ['any part (sunAnyFraction)', 'Share of the time during which some part of the disc is in view. A night is the time between: no part of the disc.'],
  ['whole disc (sunFullFraction)', 'Share of the time during which all of the disc is in view.'],
  ['Earth (earthFraction)', 'Share of the time during which the Earth’s centre stands above the skyline.'],
  ['station', 'A ground station sees the site while the Moon’s centre stands more than 10 degrees over its horizon and the Earth’s centre above the site’s skyline.'],
  ['skyline', 'Elevation of the terrain above the plane through the eye that is perpendicular to the vertical (away from the Moon’s centre), out to 350 km; exact curvature, no refraction.'],
  ['slope', 'Horn’s differences over the baseline named; below 40 m the bundled grids mean nothing.'],
  ['place', 'Planetocentric latitude and longitude, east positive, mean Earth axes, on the sphere of 1737.4 km (IAU_2015:30100).'],
]; // prettier-ignore

/** One self-contained page (HTML 5, no script, nothing loaded): to be read on a screen, light or dark, and to be printed. */
export function siteReportHtml(facts: ReportFacts, { software, command, sources }: ReportOrigin): string {
  const { request, profile, light, path } = facts;
  const lsk = request.ephemeris.leapSeconds;
  const day = (et: number) => etToUtc(lsk, et, 0).slice(0, 10);
  const place = placeWords(degrees(request.latRad), degrees(request.lonRad));
  const notices = [...new Set(request.terrain.map(({ notice }) => notice).filter((notice) => notice !== ''))];
  const period = `${day(light.period[0])} to ${day(light.period[1])}`;
  const over = light.earthCentre.length > 0 ? meanAzimuth(path.earthAzimuthRad) : null;
  const section = (title: string, ...content: string[]) => `<section><h2>${title}</h2>${content.join('')}</section>`;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><title>${escape(request.name)}: site report</title><style>${PAGE_STYLE}</style></head><body><main>`,
    `<header><h1>${escape(request.name)}</h1><p class="lead">${place}; eye ${request.heightM} m above the ground, ground ${profile.terrainHeightM.toFixed(0)} m above the 1737.4 km sphere; ${period}.</p>`,
    notices.length > 0 ? `<p class="notice">Terrain: ${escape(notices.join('; '))}.</p>` : '',
    `</header>${tiles(facts, lsk)}`,
    section('Ground', `<figure>${mapSvg(facts.relief, over)}<figcaption>12 km around the site, north up, in cells of ${facts.relief.cellM} m (the finest grid here has ${facts.relief.gridCellM.toFixed(0)} m). Lit from the upper left for relief only; “Earth” is the mean direction of the Earth.</figcaption></figure>`, slopesTable(facts)),
    section('Skyline, Sun and Earth', `<figure>${skylineSvg(profile, path)}<figcaption>Grey: terrain. Yellow: centre of the Sun, ${day(path.et[0]!)} to ${day(path.et.at(-1)!)}, every 2 hours. Blue: centre of the Earth.</figcaption></figure>`),
    section('Light calendar', `<figure>${calendarSvg(light.share, ...light.period, lsk)}<figcaption>Visible share of the solar disc: days from left to right, hours of the day (UTC) from top to bottom, one strip a year${tooMany(light.period, lsk)}.</figcaption></figure>`),
    section('Months', monthlyTable(light, lsk)),
    section('Longest nights', nightsTable(light, lsk)),
    section('Earth and ground stations', earthTable(facts, lsk), facts.stations.length > 0 ? stationsTable(facts.stations, facts.anyStation) : ''),
    section('What the words mean', `<dl>${DEFINITIONS.map(([word, meaning]) => `<dt>${escape(word)}</dt><dd>${escape(meaning)}</dd>`).join('')}</dl>`),
    section('Sources', table(['file', 'origin', 'licence', 'SHA-256'], sources.map((s) => [s.name, s.origin, s.licence, s.sha256])).replace('<table>', '<table class="sources">')),
    `<footer><p>Made by ${escape(software)} with <code>${escape(command)}</code>. Frame of the place: ${escape(request.frame)}.</p></footer></main></body></html>\n`,
  ].join('\n'); // prettier-ignore
}

function tiles({ light }: ReportFacts, lsk: LeapSeconds): string {
  const h = (window: readonly [number, number] | null) => (window === null ? 0 : (window[1] - window[0]) / 3600);
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const at = light.longestDark === null ? '' : etToUtc(lsk, light.longestDark[0], 0).slice(0, 10);
  const all: readonly (readonly [string, string, string])[] = [
    ['sunDiscMean', percent(light.sunDiscMean), 'mean visible share of the disc'],
    ['any part of the Sun', percent(light.sunAnyFraction), 'of the time'],
    ['whole disc', percent(light.sunFullFraction), 'of the time'],
    ['longest night', `${h(light.longestDark).toFixed(1)} h`, at === '' ? '' : `from ${at}`],
    ['longest day', `${(h(light.longestLit) / 24).toFixed(1)} d`, 'some part of the Sun'],
    ['Earth in view', percent(light.earthFraction), 'of the time'],
    ['eclipses by the Earth', String(light.eclipses.length), 'in the period, part of the above'],
  ];
  return `<div class="tiles">${all.map(([name, value, note]) => `<div><span>${name}</span><strong>${value}</strong><span>${note}</span></div>`).join('')}</div>`;
}

function tooMany([from, to]: readonly [number, number], lsk: LeapSeconds): string {
  const years = Number(etToUtc(lsk, to - 1, 0).slice(0, 4)) - Number(etToUtc(lsk, from, 0).slice(0, 4)) + 1;
  return years > MOST_YEARS ? ` (the first ${MOST_YEARS} of ${years})` : '';
}

function placeWords(latDeg: number, lonDeg: number): string {
  return `${Math.abs(latDeg).toFixed(4)}° ${latDeg < 0 ? 'S' : 'N'}, ${(((lonDeg % 360) + 360) % 360).toFixed(4)}° E`;
}

function meanAzimuth(azimuths: Float64Array): number {
  let [x, y] = [0, 0];
  for (const azimuth of azimuths) [x, y] = [x + Math.cos(azimuth), y + Math.sin(azimuth)];
  return Math.atan2(y, x);
}
