import { describe, expect, it } from 'vitest';
import { checkInstruments, programmeSchema, proposalOf, rightsOf } from './index.ts';

const q = (value: number, unit: string) => ({ value, unit, source: 'assumed' });
const partner = (id: string) => ({ id, name: id, country: id, kind: 'country', joined: '2023', source: 'assumed' });
const sound = () => ({
  partners: [partner('china'), partner('russia'), partner('egypt')],
  agreements: [
    {
      id: 'founders',
      title: 'Founders',
      parties: ['china', 'russia'],
      dataRights: { embargo: q(180, 'd'), readers: ['china', 'russia'] },
      resourceShares: { china: q(60, '%'), russia: q(40, '%') },
      source: 'assumed',
    },
  ],
  proposals: [proposal('dust', {}), proposal('ice', { embargo: q(1, 'a'), partner: 'china' })],
});
function proposal(id: string, change: object) {
  return {
    id,
    title: id,
    partner: 'russia',
    agreement: 'founders',
    instrument: 'dust-sensor',
    purpose: 'to know',
    duration: q(12, 'h'),
    power: q(8, 'W'),
    data: q(60, 'Mbit'),
    recurrence: { every: q(7, 'd') },
    condition: 'any',
    priority: 2,
    value: 4,
    source: 'assumed',
    ...change,
  };
}
const faults = (programme: unknown) =>
  programmeSchema.safeParse(programme).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);

describe('a programme', () => {
  it('is read with quantities in SI', () => {
    const { proposals } = programmeSchema.parse(sound());
    expect(proposals[0]).toMatchObject({ duration: { si: 43_200 }, data: { si: 60e6 }, power: { si: 8 } });
    expect(proposals[0]!.recurrence).toMatchObject({ every: { si: 604_800 } });
  });

  it.each([
    ['partner', proposal('x', { partner: 'atlantis' }), /proposals\.0\.partner: no partner "atlantis" .*china, russia/],
    ['agreement', proposal('x', { agreement: 'secret' }), /proposals\.0\.agreement: no agreement "secret"/],
    ['party', proposal('x', { partner: 'egypt' }), /"egypt" is no party of agreement "founders"/],
    ['unit', proposal('x', { power: q(8, 'bit') }), /unit "bit" is not a unit of power/],
    ['priority', proposal('x', { priority: 6 }), /proposals\.0\.priority/],
    ['unknown key', proposal('x', { colour: 'red' }), /colour/],
    ['unit of time', proposal('x', { duration: q(0, 's') }), /out of range/],
  ])('is refused for a wrong %s', (_, wrong, message) => {
    expect(faults({ ...sound(), proposals: [wrong] })?.join('\n')).toMatch(message);
  });

  it('is refused when ids repeat or shares exceed the whole', () => {
    const twice = sound();
    twice.partners.push(partner('china'));
    expect(faults(twice)).toEqual(['partners.3.id: "china" is declared twice']);
    const greedy = sound();
    greedy.agreements[0]!.resourceShares.russia = q(50, '%');
    expect(faults(greedy)?.[0]).toMatch(/add up to 1\.1/);
  });

  it('gives the rights of a proposal: its own embargo before that of its agreement', () => {
    const programme = programmeSchema.parse(sound());
    expect(rightsOf(programme, 'dust')).toEqual({
      owner: 'russia',
      readers: ['russia', 'china'],
      embargoS: 180 * 86_400,
      agreement: 'founders',
    });
    expect(rightsOf(programme, 'ice')).toMatchObject({ owner: 'china', embargoS: 31_557_600 });
  });

  it('names what is unknown', () => {
    const programme = programmeSchema.parse(sound());
    expect(() => proposalOf(programme, 'gold')).toThrow(/no proposal "gold".*dust, ice/);
    expect(() => checkInstruments(programme, ['drill'])).toThrow(
      expect.objectContaining({ code: 'PROGRAMME_UNKNOWN_INSTRUMENT', where: 'programme.proposals.0.instrument' }),
    );
    expect(() => checkInstruments(programme, ['dust-sensor'])).not.toThrow();
  });
});
