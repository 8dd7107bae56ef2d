import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ConstructResult,
  ExecutedActivity,
  OperateProfiles,
  OperateSummary,
  OperateTelemetry,
  OperateTimeline,
  ShareResult,
  StationEvent,
  SurveyResult,
} from '@openilrs/core/mission';
import { etToUtc, type LeapSeconds } from '@openilrs/core/time';
import { writeArrayBuffer } from 'geotiff';
import { PNG } from 'pngjs';

// TEST DATA: made-up numbers of the right shape for tests of the server and for development of the page. Never shipped as results.

export const FIXTURE_FROM_ET = 1104494469.184; // 2035-01-01T00:00:00 UTC
const DAY = 86_400;
const TEST = 'TEST DATA, made up';
const provenance = { software: 'fixture', command: TEST, seed: 7, inputs: {} };
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

export interface FixtureOptions {
  readonly lsk: LeapSeconds;
  readonly days?: number;
  readonly construct: ConstructResult;
}

/** Writes a complete run into a new folder. @returns the folder */
export async function writeFixtureRun({ lsk, days = 365, construct }: FixtureOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'openilrs-fixture-'));
  for (const verb of ['survey', 'construct', 'operate', 'share']) mkdirSync(join(folder, verb));
  const json = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  const survey = fixtureSurvey(lsk, days);
  json('survey/survey.json', survey);
  await writeLayers(folder, survey);
  writeFileSync(join(folder, 'survey/candidates.csv'), 'rank,name\r\n1,TEST A\r\n');
  json('construct/construct.json', construct);
  const run = fixtureOperations(lsk, days);
  json('operate/summary.json', run.summary);
  json('operate/timeline.json', run.timeline);
  json('operate/profiles.json', run.profiles);
  json('operate/activities.json', run.activities);
  json('operate/telemetry.json', run.telemetry);
  writeFileSync(join(folder, 'operate/events.jsonl'), run.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  json('share/share.json', fixtureShare(lsk, run.activities));
  return folder;
}

const sunAt = (day: number) =>
  Math.sin((2 * Math.PI * day) / 29.53) * 0.35 + Math.sin((2 * Math.PI * day) / 346) * 0.55 + 0.35;

export function fixtureSurvey(lsk: LeapSeconds, days: number): SurveyResult {
  const utc = (day: number) => etToUtc(lsk, FIXTURE_FROM_ET + day * DAY);
  const azimuthDeg = Array.from({ length: 720 }, (_, i) => i / 2);
  const place = { latDeg: -89.4516, lonDeg: 222.7581, heightM: 10 };
  const windows = litDays(days).map(([a, b]) => ({
    kind: 'sunAny' as const,
    fromUtc: utc(a),
    toUtc: utc(b),
    fromEt: FIXTURE_FROM_ET + a * DAY,
    toEt: FIXTURE_FROM_ET + b * DAY,
  }));
  const site = (rank: number, x: number, y: number, name: string) => ({
    rank,
    name,
    latDeg: place.latDeg + rank * 0.01,
    lonDeg: place.lonDeg + rank,
    xM: x,
    yM: y,
    terrainHeightM: 1950 - 20 * rank,
    score: 0.93 - rank * 0.04,
    terms: { light: 0.95, night: 0.8, slope: 0.7, earth: 0.5, shadow: 0.6 },
    sunDiscMean: 0.9 - 0.02 * rank,
    longestDarkH: 70 + 12 * rank,
    slopeDeg: 5 + rank,
    earthFraction: 0.52,
    shadowDistanceM: 1800,
  });
  const candidates = [1, 2, 3, 4, 5].map((k) => site(k, -11_300 - 700 * k, -12_200 + 500 * k, `TEST ${k}`));
  const layer = (id: SurveyResult['layers'][number]['id'], title: string, unit: string, min: number, max: number) => ({
    id,
    title: `${title} (TEST DATA)`,
    definition: TEST,
    unit,
    heightM: id === 'sunDiscMean' ? 10 : null,
    min,
    max,
    scale: 'viridis',
    overlayPng: `${id}-overlay.png`,
    figurePng: `${id}-figure.png`,
    geotiff: `${id}.tif`,
  });
  return {
    missionId: 'fixture',
    frame: 'MOON_ME_DE421',
    terrain: [{ file: 'test.tif', sha256: sha('t'), resolutionM: 40, notice: 'TEST DATA: made up, not the Moon' }],
    period: { fromUtc: utc(0), toUtc: utc(days) },
    grid: {
      columns: 200,
      rows: 160,
      stepM: 100,
      xMinM: -22_000,
      yMaxM: -3_000,
      proj: '+proj=stere +lat_0=-90 +lon_0=0 +k=1 +x_0=0 +y_0=0 +R=1737400 +units=m +no_defs',
    },
    layers: [
      layer('elevation', 'Height', 'm', -1000, 2000),
      layer('slope', 'Slope', 'deg', 0, 35),
      layer('sunDiscMean', 'Mean visible share of the solar disc', '1', 0, 0.95),
      layer('earthFraction', 'Share of time with the Earth in view', '1', 0, 1),
      layer('permanentShadow', 'Permanent shadow', '1', 0, 1),
      layer('score', 'Score', '1', 0, 1),
    ],
    weights: { light: 0.4, night: 0.2, slope: 0.15, earth: 0.15, shadow: 0.1 },
    candidates,
    site: candidates[0]!,
    chosenBecause: TEST,
    horizon: { ...place, terrainHeightM: 1930, ...fixtureSkyline(azimuthDeg) },
    light: {
      ...place,
      fromUtc: utc(0),
      toUtc: utc(days),
      sunDiscMean: 0.88,
      sunAnyFraction: 0.92,
      sunFullFraction: 0.84,
      earthFraction: 0.52,
      longestDarkH: 74,
      longestLitH: 4100,
      windows,
    },
    provenance,
  };
}

export function fixtureSkyline(azimuthDeg: readonly number[]) {
  const rad = azimuthDeg.map((a) => (a * Math.PI) / 180);
  return {
    azimuthDeg,
    elevationDeg: rad.map((a) => 0.6 * Math.sin(3 * a) + 0.4 * Math.cos(7 * a) - 0.4),
    distanceKm: rad.map((a) => 60 + 50 * Math.sin(2 * a)),
  };
}

/** Spans of days in which the made-up Sun is up. */
export function litDays(days: number): [number, number][] {
  const spans: [number, number][] = [];
  let from: number | null = null;
  for (let day = 0; day <= days; day += 0.25) {
    const up = sunAt(day) > 0 && day < days;
    if (up && from === null) from = day;
    if (!up && from !== null) {
      spans.push([from, day]);
      from = null;
    }
  }
  return spans;
}

async function writeLayers(folder: string, { layers, grid }: SurveyResult): Promise<void> {
  const { columns, rows } = grid;
  for (const layer of layers) {
    const values = new Float32Array(columns * rows).map((_, i) => {
      const [x, y] = [(i % columns) / columns, Math.floor(i / columns) / rows];
      return layer.min + (layer.max - layer.min) * (0.5 + 0.25 * Math.sin(9 * x + 2 * y) + 0.25 * Math.cos(7 * y));
    });
    values[0] = NaN;
    const tiff = await writeArrayBuffer(values, {
      height: rows,
      width: columns,
      SampleFormat: [3],
      BitsPerSample: [32],
    });
    writeFileSync(join(folder, 'survey', layer.geotiff), new Uint8Array(tiff));
    const png = new PNG({ width: columns, height: rows });
    values.forEach((value, i) => {
      const share = Number.isNaN(value) ? 0 : (value - layer.min) / (layer.max - layer.min);
      png.data.set([60 + 180 * share, 30 + 200 * share, 110 - 60 * share, 255], 4 * i);
    });
    for (const name of [layer.overlayPng, layer.figurePng])
      writeFileSync(join(folder, 'survey', name), PNG.sync.write(png));
  }
}

export interface FixtureOperations {
  readonly summary: OperateSummary;
  readonly timeline: OperateTimeline;
  readonly profiles: OperateProfiles;
  readonly events: readonly StationEvent[];
  readonly activities: readonly ExecutedActivity[];
  readonly telemetry: OperateTelemetry;
}

/** A made-up year; every fault that is given becomes a bar and two events. */
export function fixtureOperations(
  lsk: LeapSeconds,
  days: number,
  seed = 7,
  faults: readonly { et: number; componentId: string; durationS: number | null }[] = [],
): FixtureOperations {
  const at = (day: number) => FIXTURE_FROM_ET + day * DAY;
  const toEt = at(days);
  const lit = litDays(days);
  const bar = (
    fromEt: number,
    to: number,
    label: string,
    status: OperateTimeline['lanes'][number]['bars'][number]['status'],
  ) => ({
    fromEt,
    toEt: Math.min(to, toEt),
    label,
    status,
  });
  const experiments = ['seismic-watch', 'dust-and-charge', 'landscape-panorama', 'neutron-sounding', 'radar-traverse'];
  const activities: ExecutedActivity[] = experiments.flatMap((experimentId, k) =>
    Array.from({ length: Math.floor(days / (7 + 3 * k)) }, (_, i) => ({
      id: `${experimentId}-${i}`,
      requestId: `${experimentId}-${i}`,
      experimentId,
      instrumentId: `${experimentId}-instrument`,
      ownerId: k % 2 === 0 ? 'china' : 'russia',
      fromEt: at(i * (7 + 3 * k) + k * 0.6),
      toEt: at(i * (7 + 3 * k) + k * 0.6 + 0.5),
      dataBit: 4e8,
      quality: i % 9 === 8 ? ('partial' as const) : ('complete' as const),
    })),
  );
  const nights = lit.slice(1).map(([a], i) => [lit[i]![1], a] as const);
  const modes = [
    ...lit.map(([a, b]) => bar(at(a), at(b), 'nominal', 'on')),
    ...nights.map(([a, b]) => bar(at(a), at(b), b - a > 5 ? 'sleep' : 'reduced', 'on')),
  ].sort((a, b) => a.fromEt - b.fromEt);
  const contacts = Array.from({ length: days }, (_, day) => bar(at(day + 0.3), at(day + 0.7), 'direct', 'on'));
  const relay = Array.from({ length: days }, (_, day) => bar(at(day + 0.1), at(day + 0.9), 'contact', 'planned'));
  const lanes: OperateTimeline['lanes'] = [
    { id: 'mode', title: 'Mode', kind: 'mode', bars: modes },
    { id: 'light', title: 'Light', kind: 'light', bars: lit.map(([a, b]) => bar(at(a), at(b), 'sun', 'on')) },
    { id: 'direct', title: 'Direct to Earth', kind: 'link', bars: contacts },
    { id: 'relay', title: 'Relay', kind: 'link', bars: relay },
    ...experiments.map((id) => ({
      id,
      title: id,
      kind: 'activity' as const,
      bars: activities
        .filter((one) => one.experimentId === id)
        .map((one) => ({
          ...bar(one.fromEt, one.toEt, id, one.quality === 'partial' ? 'aborted' : 'done'),
          requestId: one.requestId,
        })),
    })),
    {
      id: 'fault',
      title: 'Faults',
      kind: 'fault',
      bars: faults.map((one) => bar(one.et, one.et + (one.durationS ?? Infinity), one.componentId, 'fault')),
    },
  ];
  const hours = Array.from({ length: days * 24 + 1 }, (_, hour) => hour / 24);
  const et = hours.map(at);
  const share = hours.map((day) => Math.min(1, Math.max(0, sunAt(day) * 4)));
  const powerIn = share.map((s) => 12_000 * s + 120);
  const hurt = (t: number) => (faults.some((one) => t >= one.et && t < one.et + (one.durationS ?? Infinity)) ? 0.6 : 1);
  let charge = 0.9;
  const battery = powerIn.map(
    (w, i) => (charge = Math.min(1, Math.max(0.22, charge + (w * hurt(et[i]!) - 2600) / 9e5))),
  );
  const series = [
    { id: 'battery', title: 'Battery', unit: '1', et, values: battery },
    {
      id: 'store',
      title: 'Data store',
      unit: 'bit',
      et,
      values: hours.map((day) => 4e9 * (0.5 + 0.45 * Math.sin(day * 2))),
    },
    { id: 'powerIn', title: 'Power in', unit: 'W', et, values: powerIn },
    { id: 'powerOut', title: 'Power out', unit: 'W', et, values: hours.map((day) => 2400 + 400 * Math.sin(day * 5)) },
    { id: 'sunShare', title: 'Sun', unit: '1', et, values: share },
  ];
  const raw: Omit<StationEvent, 'seq' | 'utc'>[] = [
    ...modes.map((one) =>
      event(one.fromEt, one.label === 'sleep' ? 'warning' : 'info', 'executive', 'mode', `mode ${one.label}`),
    ),
    ...activities.map((one) => event(one.fromEt, 'info', one.instrumentId, 'activity', `${one.experimentId} begins`)),
    ...faults.map((one) => event(one.et, 'alarm', one.componentId, 'fault', `${one.componentId} fails (${TEST})`)),
  ];
  const events = raw.sort((a, b) => a.et - b.et).map((one, seq) => ({ seq, ...one, utc: etToUtc(lsk, one.et) }));
  const summary: OperateSummary = {
    missionId: 'fixture',
    fromUtc: etToUtc(lsk, FIXTURE_FROM_ET),
    toUtc: etToUtc(lsk, toEt),
    fromEt: FIXTURE_FROM_ET,
    toEt,
    seed,
    requestsTotal: activities.length + 12,
    requestsMet: activities.length - 3 * faults.length,
    scienceValue: 812,
    upperBound: 940,
    dataProducedBit: 4e8 * activities.length,
    dataReturnedBit: 3.9e8 * activities.length,
    hoursByMode: { nominal: 7000, reduced: 900, safe: 4 * faults.length, sleep: 800 },
    worstBatteryFraction: Math.min(...battery),
    batteryFloorFraction: 0.2,
    breaches: [],
    faultsInjected: faults.length,
    replans: 14,
    energyBalanceRelative: 2e-13,
    dataBalanceRelative: 0,
    eventLogDigest: sha(JSON.stringify(events)),
    notPlaced: [{ requestId: 'drill-core-3', reason: 'needs 400 W in the light; no window before the end (TEST)' }],
    provenance: { ...provenance, seed },
  };
  const telemetry = fixtureTelemetry(et, battery, powerIn, hurt);
  return { summary, timeline: { lanes }, profiles: { series }, events, activities, telemetry };
}

function fixtureTelemetry(et: readonly number[], battery: readonly number[], powerIn: readonly number[], hurt: (et: number) => number): OperateTelemetry {
  const facts = { component: 'battery', low: null, high: null, least: 0, most: null, states: null };
  return {
    parameters: [
      { ...facts, id: 'battery.energy', title: 'Energy in battery (TEST)', unit: 'J', low: 1.8e8, most: 9e8, et, values: battery.map((share) => 9e8 * share) },
      { ...facts, id: 'array-1.power', component: 'array-1', title: 'Output of array-1 (TEST)', unit: 'W', et, values: powerIn },
      { ...facts, id: 'bay.temperature', component: 'bay', title: 'Temperature of bay (TEST)', unit: 'K', low: 253, high: 323, most: 1000, et, values: et.map((_, i) => 280 + 30 * Math.sin(i / 40)) },
      { ...facts, id: 'relay.on', component: 'relay', title: 'Link relay is on (TEST)', unit: '1', most: 1, states: ['no', 'yes'], et, values: et.map((t) => (hurt(t) === 1 ? 1 : 0)) },
    ],
  };
} // prettier-ignore

function event(et: number, severity: StationEvent['severity'], source: string, type: string, text: string) {
  return { et, severity, source, type, text };
}

export function fixtureShare(lsk: LeapSeconds, activities: readonly ExecutedActivity[]): ShareResult {
  const hub = (id: string, title: string, country: string) => ({
    id,
    title,
    country,
    publicKeyHex: sha(id),
    logSize: activities.length,
    rootHashHex: sha('root'),
    objects: 2 * activities.length,
    bytes: 90_000 * activities.length,
  });
  return {
    missionId: 'fixture',
    hubs: [hub('beijing', 'Hub Beijing (TEST)', 'CN'), hub('moscow', 'Hub Moscow (TEST)', 'RU')],
    products: activities.map((one, i) => ({
      lidvid: `urn:ilrs:fixture:data:${one.id}::1.0`,
      title: `${one.experimentId} (TEST DATA)`,
      missionId: 'fixture',
      instrumentId: one.instrumentId,
      ownerId: one.ownerId,
      startUtc: etToUtc(lsk, one.fromEt),
      stopUtc: etToUtc(lsk, one.toEt),
      latDeg: -89.45,
      lonDeg: 222.76,
      embargoUntilUtc: i % 2 === 0 ? null : etToUtc(lsk, one.toEt + 180 * DAY),
      bytes: 90_000,
      dataSha256: sha(`d${i}`),
      labelSha256: sha(`l${i}`),
      simulated: true,
      receipts: ['beijing', 'moscow'].map((hubId, k) => ({
        hubId,
        country: k === 0 ? 'CN' : 'RU',
        logIndex: i,
        atUtc: etToUtc(lsk, one.toEt + 3600),
      })),
      safe: true,
    })),
    provenance,
  };
}
