import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineRunner } from '@openilrs/core/jobs';
import { openWorld, readMission, type MissionOnDisk, type OpenWorld } from '@openilrs/node/mission';
import { readRaster } from '@openilrs/node/raster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOfPicture } from '../../server/src/live-survey/live-survey-file.ts';
import { LiveSurveyComputer } from '../../server/src/live-survey/live-survey-computer.ts';
import type { LivePicture } from '../../server/src/live-survey/live-survey-types.ts';
import { NetworkFinder } from '../../server/src/survey-tools/network-finder.ts';
import { findTraverse } from '../../server/src/survey-tools/traverse-finder.ts';
import { root } from './ilrs.ts';
import { editedPioneer, paste } from './recorded-commands.ts';

// What the page exports says how it was made: here those commands are run as they are written.

const PERIOD = { fromUtc: '2028-06-01T00:00:00Z', toUtc: '2029-01-01T00:00:00Z' };
const folder = mkdtempSync(join(tmpdir(), 'openilrs-live-commands-'));
let onDisk: MissionOnDisk;
let world: OpenWorld;

/** Coarse ground of its own, 12 km in cells of 200 m. */
const smallMission = () =>
  editedPioneer([
    [/terrain: bundled/, 'terrain: [ground.tif]'],
    [/size: \{ value: 10.24,/, 'size: { value: 12,'],
    [/cell: \{ value: 80,/, 'cell: { value: 200,'],
    [/period: \{ from: 2028-01-01, to: 2030-01-01 \}/, 'period: { from: 2028-06-01, to: 2029-01-01 }'],
  ]);

async function samples(file: string, bytes: Uint8Array): Promise<Float32Array> {
  writeFileSync(join(folder, file), bytes);
  return Float32Array.from((await readRaster(join(folder, file))).values);
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  copyFileSync(`${root}data/terrain/lola_85S_400m.tif`, join(folder, 'ground.tif'));
  writeFileSync(join(folder, 'small.yaml'), smallMission());
  onDisk = readMission(join(folder, 'small.yaml'));
  world = await openWorld(onDisk);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tools = () => ({
  mission: onDisk.mission,
  terrain: world.terrain,
  ephemeris: world.ephemeris,
  runner: inlineRunner,
  inputs: {},
  missionFile: 'small.yaml',
  software: 'test',
});

describe('the command of', () => {
  it('every file of a live map, coarse and fine, makes the same map again to the bit', async () => {
    const computer = new LiveSurveyComputer(tools());
    const pictures: LivePicture[] = [];
    const question = { heightM: 12, ...PERIOD, cellM: 200, spells: true };
    for await (const step of computer.pictures(question)) if (step.kind === 'map') pictures.push(step.picture);
    expect(pictures.map(({ cellM }) => cellM)).toEqual([400, 200]);
    const names = Object.keys(pictures[0]!.layers);
    expect(names).toContain('longestDark');
    const { criteria } = onDisk.mission.survey;
    const maps = join(folder, 'maps');
    for (const picture of pictures) {
      const file = (layer: string) =>
        fileOfPicture({ picture, layer, type: 'tif', weights: [1, 2, 3, 4, 5] }, criteria);
      const commandIn = (tif: Uint8Array) => /name="COMMAND">([^<]*)</.exec(new TextDecoder('latin1').decode(tif))![1]!;
      const { command } = picture.provenance;
      await paste(command, folder);
      const once = { permanentShadow: 'alone', score: 'alone' };
      for (const layer of [...names, 'score']) {
        const tif = file(layer);
        const own = commandIn(tif);
        if (layer !== 'score') expect(own).toBe(command.replace(/--layers=\S+/, `--layers=${layer}`));
        if (layer in once) {
          rmSync(maps, { recursive: true });
          await paste(own, folder);
          expect(readdirSync(maps).sort(), own).toEqual([`${layer}.json`, `${layer}.tif`]);
        }
        const again = await samples('again.tif', readFileSync(join(maps, `${layer}.tif`)));
        expect(again, own).toEqual(await samples('live.tif', tif));
        if (layer in once) {
          rmSync(maps, { recursive: true });
          if (layer !== 'score') await paste(command, folder);
        }
      }
    }
  });

  it('a network finds the same places', async () => {
    const finder = new NetworkFinder(tools());
    const answer = await finder.find({ sites: 2, goal: 'light', sight: 'no', heightM: 10, ...PERIOD, mostKm: 6 });
    const again = JSON.parse(await paste(`${answer.provenance.command} --json`, folder)) as {
      sites: { latDeg: number; lonDeg: number }[];
    };
    expect(again.sites.length).toBe(2);
    for (const [i, { latDeg, lonDeg }] of again.sites.entries()) {
      expect(latDeg).toBeCloseTo(answer.places[i]!.latDeg, 5);
      expect(lonDeg).toBeCloseTo(answer.places[i]!.lonDeg, 5);
    }
  });

  it('a drive through places finds the same drive', async () => {
    const points = '-88.83,123.9;-88.85,124.5;-88.82,125.5';
    const answer = findTraverse({ points, departUtc: '2028-12-01', withinDays: 10, slopeDeg: 25, darkH: 20 }, tools());
    expect(answer.because).toBeNull();
    const again = JSON.parse(await paste(`${answer.provenance.command} --json`, folder)) as typeof answer.found &
      object;
    expect(again.points.length).toBe(answer.found!.points.length);
    expect(again).toMatchObject({
      ...answer.found!,
      points: answer.found!.points.map(({ distanceM: _, ...point }) => point),
    });
  });
});
