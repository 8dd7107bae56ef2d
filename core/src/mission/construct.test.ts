import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv, readMissions, type Route } from '../programme/index.ts';
import { checkParts, construct, parseRouteMap, routeMapCsv, stationAt } from './construct.ts';

const data = (name: string) => readFileSync(new URL(`../../../data/programme/${name}`, import.meta.url), 'utf8');
const map = parseRouteMap(data('route-map.yaml'), 'route-map.yaml');
const basicModel = map.elements.filter((element) => element.basicModel).map((element) => element.id);
const route: Route = { map: 'bundled', parts: Object.fromEntries(basicModel.map((id) => [id, [`${id}-part`]])) };
const there = (at: string) => stationAt(route, map, at).elements.map((one) => one.element);
const provenance = { software: 'test', command: 'test', seed: null, inputs: {} };

describe('the station of a date', () => {
  it('has nothing on the ground in 2026', () => expect(there('2026-12-31')).toEqual(['relay']));

  it('grows one facility at a time', () => {
    expect(there('2031-12-30')).toEqual(['relay']);
    expect(there('2031-12-31')).toEqual(['relay', 'command-centre', 'energy-basic', 'telecom-basic']);
    const counts = ['2032', '2033', '2034', '2035-12-30', '2035-12-31'].map((at) => there(at).length);
    expect(counts).toEqual([5, 6, 7, 7, 8]);
  });

  it('is the complete basic model by the end of 2035', () => {
    const station = stationAt(route, map, '2035-12-31');
    expect(station.elements.map((one) => one.element).sort()).toEqual([...basicModel].sort());
    expect(station.missing).toEqual([]);
  });

  it('lists what is missing with the mission that will bring it', () => {
    const { missing } = stationAt(route, map, '2035-01-01T00:00:00Z');
    expect(missing).toMatchObject([
      { element: 'astronomy-facility', missionId: 'ilrs-5', dateUtc: '2035-12-31', parts: ['astronomy-facility-part'] },
    ]);
    expect(missing[0]!.dateSource).toMatch(/assumed/);
  });

  it('never counts on a mission that is uncertain, failed or a goal', () => {
    const pioneer: Route = { map: 'bundled', parts: { 'resource-test': [], 'pioneer-lander': [] } };
    const station = stationAt(pioneer, map, '2060-01-01');
    expect(station.missing).toMatchObject([{ element: 'resource-test', status: 'uncertain', dateUtc: null }]);
    expect(station.elements).toMatchObject([{ element: 'pioneer-lander', missionId: 'change-7' }]);
    expect(stationAt(pioneer, map, '2027-12-30').elements).toEqual([]);
  });

  it('refuses dates and elements that do not exist', () => {
    expect(() => stationAt(route, map, 'soon')).toThrow(expect.objectContaining({ code: 'ROUTE_DATE' }));
    expect(() => stationAt(route, map, '2035-13-01')).toThrow(expect.objectContaining({ code: 'ROUTE_DATE' }));
    const wrong: Route = { map: 'bundled', parts: { casino: [] } };
    expect(() => stationAt(wrong, map, '2035')).toThrow(expect.objectContaining({ code: 'ROUTE_UNKNOWN_ELEMENT' }));
    expect(() => checkParts(route, ['relay-part'])).toThrow(expect.objectContaining({ code: 'ROUTE_UNKNOWN_PART' }));
  });
});

describe('the route map', () => {
  it('holds every mission of the table it was made from', () => {
    const names = map.missions.map((mission) => mission.name.replace(/ and .*$/, '').replace(/\.1$/, ''));
    const table = readMissions(data('ilrs_missions.csv')).map((row) => row.mission.replace('/2', ''));
    expect(table.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('carries the corrections and the conflicts', () => {
    const byId = Object.fromEntries(map.missions.map((mission) => [mission.id, mission]));
    expect(byId['change-7']).toMatchObject({ status: 'postponed', plannedTo: '2027', statusAsOf: '2026-09' });
    expect(byId['change-8']).toMatchObject({ status: 'uncertain' });
    expect(byId['luna-26']).toMatchObject({ plannedTo: '2028', statusAsOf: '2025-10' });
    const conflicts = map.missions.filter((mission) => mission.note.includes('CONFLICT')).map((mission) => mission.id);
    expect(conflicts).toEqual(expect.arrayContaining(['change-7', 'change-8', 'luna-29', 'extended-model']));
  });

  it('says where every delivery and its date come from', () => {
    for (const mission of map.missions.filter(({ delivers }) => delivers.length > 0)) {
      expect(mission.deliversSource ?? mission.source).not.toBe('');
      if (mission.delivered) expect(mission.delivered.source).toMatch(/assumed|\./);
    }
  });

  it('is written as a table that reads back', () => {
    const result = construct({ missionId: 'm', route, routeMap: map, at: '2035', provenance });
    const rows = readCsv(routeMapCsv(result), 'route-map.csv');
    expect(rows.map((row) => row['note'])).toEqual(result.missions.map((mission) => mission.note));
    expect(rows).toHaveLength(map.missions.length);
  });

  it('is refused with its line when a mission delivers what nobody declared', () => {
    const broken = data('route-map.yaml').replace('delivers: [relay]', 'delivers: [relays]');
    const line = broken.split('\n').findIndex((text) => text.includes('delivers: [relays]')) + 1;
    expect(() => parseRouteMap(broken, 'mine.yaml')).toThrow(new RegExp(`mine\\.yaml:${line}:.*"relays"`));
  });
});
