import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { quantity } from '../math/index.ts';
import { InputError } from '../errors/index.ts';
import { atField, fieldPosition } from './yaml-field.ts';
import { parseYamlFile } from './yaml-file.ts';

const schema = z.strictObject({
  mission: z.strictObject({ id: z.string(), seed: z.int().min(0) }),
  mast: z.strictObject({ height: quantity('length', 0, 100) }),
});
const good = 'mission: { id: demo, seed: 1 }\nmast:\n  height: { value: 10, unit: m, source: assumed }\n';

function faultOf(text: string) {
  try {
    parseYamlFile(schema, text, 'demo.yaml');
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('expected a fault');
}

describe('a mission file', () => {
  it('gives SI numbers with their sources', () => {
    expect(parseYamlFile(schema, good, 'demo.yaml').mast.height).toEqual({
      si: 10,
      value: 10,
      unit: 'm',
      source: 'assumed',
    });
  });

  it.each([
    [
      'an unknown key',
      good.replace('height', 'hieght'),
      'MISSION_UNKNOWN_KEY',
      /^demo\.yaml:3:3: mast\.hieght: unknown key, did you mean "height"\? \(legal: height\)/,
    ],
    [
      'a wrong unit',
      good.replace('unit: m,', 'unit: kW,'),
      'MISSION_INVALID',
      /^demo\.yaml:3:\d+: mast\.height\.unit: unit "kW" is not a unit of length \(legal: m, mm, cm, km\)/,
    ],
    [
      'a number out of range',
      good.replace('10', '1000'),
      'MISSION_INVALID',
      /^demo\.yaml:3:\d+: mast\.height\.value: 1000 m is out of range \(legal: 0 to 100 m\)/,
    ],
    [
      'a missing key',
      good.replace('id: demo, ', ''),
      'MISSION_MISSING_KEY',
      /^demo\.yaml:1:\d+: mission\.id: is missing/,
    ],
    [
      'a number without source',
      good.replace(', source: assumed', ''),
      'MISSION_MISSING_KEY',
      /mast\.height\.source: is missing/,
    ],
    [
      'a bare number',
      good.replace('{ value: 10, unit: m, source: assumed }', '10'),
      'MISSION_INVALID',
      /^demo\.yaml:3:\d+: mast\.height: is 10 \(legal: \{ value, unit, source \}\)/,
    ],
    [
      'a number in quotes',
      good.replace('value: 10', 'value: "10"'),
      'MISSION_INVALID',
      /mast\.height\.value: is "10" \(legal: number\)/,
    ],
    [
      'a seed below its range',
      good.replace('seed: 1', 'seed: -1'),
      'MISSION_INVALID',
      /mission\.seed: -1 is out of range \(legal: at least 0\)/,
    ],
    [
      'a seed that is not whole',
      good.replace('seed: 1', 'seed: -7.5'),
      'MISSION_INVALID',
      /mission\.seed: is -7\.5 \(legal: whole number, at least 0\)/,
    ],
    [
      'a seed that is no number',
      good.replace('seed: 1', 'seed: .nan'),
      'MISSION_INVALID',
      /mission\.seed: is \.nan \(legal: whole number, at least 0\)/,
    ],
    [
      'a height without end',
      good.replace('10', '-.inf'),
      'MISSION_INVALID',
      /mast\.height\.value: is -\.inf \(legal: number\)/,
    ],
    ['an empty file', '', 'MISSION_INVALID', /^demo\.yaml:1:1: the file is empty \(legal: \{ mission, mast \}\)\. /],
    ['a file of comments', '# to be written\n', 'MISSION_INVALID', /^demo\.yaml:1:1: the file is empty/],
    [
      'neighbours exchanged in a short key',
      good.replace('id: demo', 'di: demo'),
      'MISSION_UNKNOWN_KEY',
      /^demo\.yaml:1:\d+: mission\.di: unknown key, did you mean "id"\?/,
    ],
    ['broken YAML', 'mission: {', 'YAML_SYNTAX', /^demo\.yaml:1:/],
    [
      'a repeated key',
      `${good}mission: {}\n`,
      'YAML_SYNTAX',
      /^demo\.yaml:4:1: the key "mission" stands here for the second time/,
    ],
  ])('says where and what for %s', (_, text, code, message) => {
    const fault = faultOf(text);
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
  });

  it('counts the faults after the first', () => {
    expect(faultOf(good.replace('height', 'hieght').replace('seed: 1', 'seed: -1')).message).toMatch(
      /^demo\.yaml:3:3: mast\.hieght: .*\(and 2 more\)/,
    );
  });

  it('has every fault for programs, each with its place, and what would be legal', () => {
    const fault = faultOf(good.replace('height', 'hieght').replace('seed: 1', 'seed: -1'));
    expect(fault).toMatchObject({
      where: 'demo.yaml:3:3',
      legal: 'height',
      more: [
        { code: 'MISSION_INVALID', where: 'demo.yaml:1:28', legal: 'at least 0', remedy: 'Correct the value' },
        { code: 'MISSION_MISSING_KEY', where: expect.stringMatching(/^demo\.yaml:/), legal: '{ value, unit, source }' },
      ],
    });
  });

  it('says where a refusal stands that shows only when the file is used, with the field as the file counts it', () => {
    const text = 'links:\n  - id: relay\n    power: 1\n  - id: direct\n    power: 2\n';
    const refusal = (where?: string) => new InputError('LINK', 'is weak', { ...(where !== undefined && { where }), legal: '3', remedy: 'Mend it' }); // prettier-ignore
    const said = (where: string) => atField(refusal(where), text, 'my.yaml');
    expect(said('links.direct.power')).toMatchObject({
      code: 'LINK',
      message: 'my.yaml:5:12: links[1].power (id direct): is weak (legal: 3). Mend it',
      where: 'my.yaml:5:12',
      legal: '3',
      remedy: 'Mend it',
    });
    expect(said('links.0.power').message).toMatch(/^my\.yaml:3:12: links\[0\]\.power \(id relay\): is weak/);
    expect(said('links.direct.band.x').message).toMatch(/^my\.yaml:4:5: links\[1\]\.band\.x \(id direct\): is weak/);
    for (const other of [refusal('--days'), refusal()]) expect(atField(other, text, 'my.yaml')).toBe(other);
  });

  it('names the words that a field takes, and the one that was probably meant', () => {
    const schema = z.strictObject({ condition: z.enum(['any', 'sunlit']), version: z.literal(1) });
    const fault = (text: string) => {
      try {
        return parseYamlFile(schema, text, 'my.yaml');
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(fault('{ condition: sunlt, version: 1 }')).toMatch(/condition: is "sunlt", did you mean "sunlit"\? \(legal: any, sunlit\)/); // prettier-ignore
    expect(fault('{ condition: 7, version: 1 }')).toMatch(/condition: is 7 \(legal: any, sunlit\)/);
    expect(fault('{ version: 1 }')).toMatch(/condition: is missing \(needs any, sunlit\)/);
    expect(fault('{ condition: any, version: 2 }')).toMatch(/version: is 2 \(legal: 1\)/);
  });

  it('tells where a field stands, or its parent, when the fault shows later', () => {
    expect(fieldPosition(good, 'mission.seed')).toBe('1:28');
    expect(fieldPosition(good, 'mast.height.value')).toBe('3:20');
    expect(fieldPosition(good, 'mast.depth')).toBe('3:3');
  });
});
