import { readFileSync } from 'node:fs';
import { hubsSchema } from '@openilrs/core/archive';
import type { ExecutedActivity, Mission } from '@openilrs/core/mission';
import { programmeSchema } from '@openilrs/core/programme';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '../../bundled/index.ts';
import type { ShareOptions } from '../run-share.ts';

/** One of every kind of instrument that there is a model for, and one that there is none for. */
export const instrumentIds =
  'seismometer magnetometer dust-sensor panoramic-camera neutron-spectrometer mass-spectrometer infrared-spectrometer soil-thermometer earth-radiometer space-weather-detector penetrating-radar raman-spectrometer volatiles-analyser drill resource-testbed biology-module work-robot wide-field-telescope gravimeter'.split(
    ' ',
  );

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
const partner = (id: string) => ({ id, name: id, country: id, kind: 'country', joined: '2023', source: 'assumed' });
const agreement = (id: string, days: number, readers: string[], announced: boolean) => {
  const dataRights = { embargo: q(days, 'd'), readers, announced };
  return { id, title: id, parties: ['china', 'russia', 'egypt'], dataRights, source: 'assumed' };
};

/** The parts of a mission that `share` reads: 19 experiments of 3 partners under 2 agreements, 2 hubs. */
export const sampleMission = {
  mission: {
    id: 'sample',
    title: { en: 'Sample — a mission for tests', zh: '样本', ru: 'Образец' },
    start: '2035-01-01',
    end: '2036-01-01',
    seed: 7,
  },
  frame: 'MOON_ME_DE440_ME421',
  station: { name: 'Sample station', instruments: instrumentIds.map((id) => ({ id, title: `The ${id}` })) },
  programme: programmeSchema.parse({
    partners: ['china', 'russia', 'egypt'].map(partner),
    agreements: [agreement('closed', 180, ['china'], true), agreement('open', 0, [], true)],
    proposals: instrumentIds.map((id, i) => ({
      id: `watch-${id}`,
      title: `Watch with <${id}> & more`,
      partner: ['china', 'russia', 'egypt'][i % 3],
      agreement: ['closed', 'open'][i % 2],
      instrument: id,
      purpose: 'test',
      duration: q(6, 'h'),
      power: q(5, 'W'),
      data: q(1, 'Mbit'),
      recurrence: 'once',
      condition: 'any',
      priority: 3,
      value: 1,
      source: 'assumed',
    })),
  }),
  hubs: hubsSchema.parse({
    depositAt: { russia: 'moscow' },
    list: [
      { id: 'beijing', title: 'Beijing', country: 'CN', source: 'assumed' },
      { id: 'moscow', title: 'Moscow', country: 'RU', source: 'assumed' },
    ],
  }),
} as unknown as Mission;

/** `count` activities, one instrument after the other, a day apart. */
export function sampleActivities(count: number): ExecutedActivity[] {
  return Array.from({ length: count }, (_, i) => {
    const instrumentId = instrumentIds[i % instrumentIds.length]!;
    const fromEt = 1_104_537_669.18 + i * 86_400; // from 2035-01-01
    return {
      id: `watch-${instrumentId}#${i}`,
      requestId: `watch-${instrumentId}#${i}`,
      experimentId: `watch-${instrumentId}`,
      instrumentId,
      ownerId: ['china', 'russia', 'egypt'][(i % instrumentIds.length) % 3]!,
      fromEt,
      toEt: fromEt + 21_600,
      dataBit: 1e6,
      quality: i % 5 === 0 ? 'partial' : 'complete',
    };
  });
}

export const leapSeconds = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'));

export function sampleShare(outDir: string, count: number): ShareOptions {
  return {
    mission: sampleMission,
    activities: sampleActivities(count),
    site: { latDeg: -89.45, lonDeg: 222.75 },
    leapSeconds,
    outDir,
    missionSha256: '0'.repeat(64),
    eventLogDigest: '1'.repeat(64),
    provenance: { software: 'OpenILRS test', command: 'test', seed: 7, inputs: {} },
  };
}
