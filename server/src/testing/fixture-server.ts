import { readFileSync } from 'node:fs';
import { construct, parseRouteMap, type Mission } from '@openilrs/core/mission';
import { etToUtc, parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import type { MissionOnDisk } from '@openilrs/node/mission';
import type { ServerOptions } from '../main.ts';
import { fixturePorts } from './fixture-ports.ts';
import { FIXTURE_FROM_ET, fixtureOperations, fixtureShare, writeFixtureRun } from './fixture-run.ts';

// TEST DATA: options of a server on a made-up run.

const parts = {
  'command-centre': ['computer'],
  'energy-basic': ['array-1', 'battery'],
  relay: ['relay'],
  'astronomy-facility': ['telescope'],
};
const instruments = [
  { id: 'seismic-watch-instrument', title: 'Seismometer' },
  { id: 'landscape-panorama-instrument', title: 'Panoramic camera' },
];
const route = { map: 'bundled', parts };

export async function fixtureServerOptions(days = 365): Promise<ServerOptions> {
  const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'), 'naif0012.tls');
  const [start, end] = [0, days].map((day) => etToUtc(lsk, FIXTURE_FROM_ET + day * 86_400)) as [string, string];
  const routeMap = parseRouteMap(readFileSync(bundledPath('programme/route-map.yaml'), 'utf8'), 'route-map.yaml');
  const provenance = { software: 'fixture', command: 'TEST DATA', seed: 7, inputs: {} };
  const built = construct({ missionId: 'fixture', route, routeMap, at: start, provenance });
  const runDir = await writeFixtureRun({ lsk, days, construct: built });
  const share = fixtureShare(lsk, fixtureOperations(lsk, days).activities);
  return {
    runDir,
    mission: fixtureMission(start, end),
    port: 0,
    logLevel: 'error',
    ports: fixturePorts(lsk, share, days, end),
  };
}

/** Only what the server reads of a mission file. */
function fixtureMission(start: string, end: string): MissionOnDisk {
  const partner = (id: string, name: string) => ({
    id,
    name,
    country: name,
    kind: 'founder' as const,
    joined: '2021',
    source: 'TEST',
  });
  const mission = {
    mission: {
      id: 'fixture',
      title: { en: 'TEST DATA: station of a test', zh: '测试数据：测试站', ru: 'ТЕСТОВЫЕ ДАННЫЕ: станция' },
      start,
      end,
      seed: 7,
    },
    frame: 'MOON_ME_DE421',
    route,
    station: { masts: [{ heightM: 10 }], instruments },
    programme: { partners: [partner('china', 'China'), partner('russia', 'Russia'), partner('egypt', 'Egypt')] },
  } as unknown as Mission;
  return { mission, file: 'fixture.yaml', folder: '.', name: 'fixture.yaml', sha256: '0'.repeat(64) };
}
