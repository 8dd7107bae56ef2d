import { describe, expect, it } from 'vitest';
import { bestCells, failures, scoreMap, scoreOf, termOf } from './site-score.ts';
import { surveySchema, type SurveySpec } from './survey-schema.ts';

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
const section = {
  terrain: 'bundled',
  region: { centre: { latDeg: -89.46, lonDeg: 222.5, source: 'assumed' }, size: q(20, 'km'), cell: q(40, 'm') },
  period: { from: '2031-01-01', to: '2032-01-01' },
  height: q(10, 'm'),
  site: 'choose',
  criteria: {
    sunDiscMean: { weight: 3, worst: q(50, '%'), best: q(90, '%'), limit: q(60, '%') },
    longestDark: { weight: 2, worst: q(300, 'h'), best: q(100, 'h'), limit: q(250, 'h') },
    slope: { weight: 1, worst: q(20, 'deg'), best: q(0, 'deg'), limit: q(15, 'deg') },
    earthFraction: { weight: 1, worst: q(0, '%'), best: q(50, '%') },
    shadowDistance: { weight: 1, worst: q(5, 'km'), best: q(1, 'km') },
  },
  candidates: { count: 3, spacing: q(100, 'm') },
};
const { criteria }: SurveySpec = surveySchema.parse(section);
const degree = Math.PI / 180;
const facts = {
  sunDiscMean: 0.7,
  longestDark: 200 * 3600,
  slope: 10 * degree,
  earthFraction: 0.5,
  shadowDistance: 3000,
};

describe('scores', () => {
  it('run from worst to best, whichever is larger, and no further', () => {
    expect(termOf(criteria, 'sunDiscMean', 0.7)).toBeCloseTo(0.5, 12);
    expect(termOf(criteria, 'longestDark', 200 * 3600)).toBeCloseTo(0.5, 12);
    expect(termOf(criteria, 'slope', 40 * degree)).toBe(0);
    expect(termOf(criteria, 'shadowDistance', 10)).toBe(1);
  });

  it('are the mean of the terms by weight', () => {
    expect(scoreOf(criteria, facts)).toBeCloseTo((3 * 0.5 + 2 * 0.5 + 0.5 + 1 + 0.5) / 8, 12);
  });

  it('name the limits that a place fails; what is not known fails', () => {
    expect(failures(criteria, facts)).toEqual([]);
    expect(failures(criteria, { ...facts, sunDiscMean: 0.59, slope: 16 * degree })).toEqual(['sunDiscMean', 'slope']);
    expect(failures(criteria, { ...facts, slope: NaN })).toEqual(['slope']);
  });

  it('leave the cells beyond a limit empty', () => {
    const map = scoreMap(criteria, {
      sunDiscMean: [0.9, 0.55, 0.9],
      slope: [0, 0, 0.3],
      earthFraction: [0.5, 0.5, 0.5],
      shadowDistance: [1000, 1000, Infinity],
    });
    expect(map[0]).toBe(1);
    expect(map[1]).toBeNaN();
    expect(map[2]).toBeNaN();
  });

  it('give the best cells with their distance kept', () => {
    const score = Float32Array.from([0.9, 0.8, NaN, 0.7, 0.1, 0.6]);
    expect(bestCells(score, 3, 3, 2)).toEqual([0, 5]);
    expect(bestCells(score, 3, 2, 0)).toEqual([0, 1]);
  });
});

describe('the survey section', () => {
  const issues = (change: object) =>
    surveySchema.safeParse({ ...section, ...change }).error?.issues.map((one) => one.message);
  it('takes a given site', () => {
    const site = { name: 'A', latDeg: -89.4, lonDeg: 222, source: 'assumed' };
    expect(surveySchema.parse({ ...section, site }).site).toEqual(site);
    expect(surveySchema.parse(section).directions).toBe(720);
  });
  it('refuses what cannot be mapped', () => {
    const { region } = section;
    expect(issues({ region: { ...region, cell: q(1, 'm') } })).toEqual([
      'the region must have 16 to 4096 cells along a side',
    ]);
    expect(issues({ region: { ...region, centre: { ...region.centre, latDeg: 45 } } })?.[0]).toMatch(/south of 80 S/);
    expect(issues({ period: { from: '2032-01-01', to: '2031-01-01' } })?.[0]).toMatch(/end after its start/);
    expect(issues({ height: q(10, 'kW') })?.[0]).toMatch(/unit "kW" is not a unit of length/);
    const flat = { weight: 1, worst: q(5, 'deg'), best: q(5, 'deg') };
    expect(issues({ criteria: { ...section.criteria, slope: flat } })?.[0]).toMatch(/best and worst are the same/);
    expect(issues({ weights: {} })?.[0]).toMatch(/nrecognized key/);
  });
});
