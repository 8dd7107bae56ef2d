import type { Finding } from '../monitor.ts';
import type { Candidate, Symptom } from './diagnosis.ts';

export function symptomOf({ kind, id }: Finding): Symptom {
  return `${kind}:${id}`;
}

/** Findings that tell of an end, that something known still lasts, or that the almanac is off: no component is to be diagnosed. */
const NEWS: ReadonlySet<Finding['kind']> = new Set([
  'linkBack',
  'instrumentBack',
  'instrumentStillLost',
  'sunLater',
  'loadFree',
]);

export function isSymptom({ kind }: Finding): boolean {
  return !NEWS.has(kind);
}

/** Arrays whose outputs fall short by shares this close may well fall short for one reason. */
const ALIKE = 0.02;

/**
 * The faults that could make these findings, each with all that it would show. Rates are orders of magnitude (per year and component) from the faults that the example stations declare; they only decide between
 * explanations of the same size.
 *
 * - A string of an array lost: less from it, and the battery under the plan.
 * - The light weaker than the almanac (dust in the air, a rock before the mast): all arrays short by the same share at once. Only when all that can be judged are.
 * - Cells lost: capacity, and the battery off the plan.
 * - A heater stuck on: too warm, and the battery under the plan. Stuck off: too cold.
 * - A load that stays on though switched off, a source that gives less: the battery under the plan.
 * - The computer restarted; a link or an instrument out of order.
 * - Something that several instruments need (the store of their data, a robot, a feeder, a stock): many of them out of order at once.
 * - The forecast off by itself: the battery only.
 */
export function candidatesFor(findings: readonly Finding[], judgedArrays: number): Candidate[] {
  const symptoms = findings.filter(isSymptom);
  const off = symptoms.find(({ kind }) => kind === 'batteryLow' || kind === 'batteryHigh');
  const low = off?.kind === 'batteryLow' ? [symptomOf(off)] : [];
  const candidates = symptoms.flatMap((finding): Candidate[] => {
    const { kind, id } = finding;
    const own = symptomOf(finding);
    switch (kind) {
      case 'arrayChanged':
        return [{ id: `arrayString:${id}`, explains: [own, ...low], rate: 0.3 }];
      case 'capacityChanged':
        return [{ id: `batteryCell:${id}`, explains: [own, ...(off ? [symptomOf(off)] : [])], rate: 0.1 }];
      case 'heaterStuck':
        return [{ id: `heaterStuckOn:${id}`, explains: [own, ...low], rate: 0.05 }];
      case 'heaterDead':
        return [{ id: `heaterStuckOff:${id}`, explains: [own], rate: 0.1 }];
      case 'loadStuck':
        return [{ id: `loadStuckOn:${id}`, explains: [own, ...low], rate: 0.05 }];
      case 'sourceChanged':
        return [{ id: `sourceChanged:${id}`, explains: [own, ...low], rate: 0.1 }];
      case 'computerReset':
        return [{ id: `computerReset:${id}`, explains: [own], rate: 2 }];
      case 'linkLost':
        return [{ id: `linkOutage:${id}`, explains: [own], rate: 4 }];
      case 'instrumentLost':
        return [{ id: `instrumentFault:${id}`, explains: [own], rate: 0.5 }];
      case 'batteryLow':
      case 'batteryHigh':
        return [{ id: 'forecastOff:battery', explains: [own], rate: 10 }];
      default:
        return [];
    }
  });
  return [...candidates, ...weakLight(symptoms, judgedArrays, low), ...sharedNeed(symptoms)];
}

/** So many instruments do not fail by themselves between two looks. */
const MANY_INSTRUMENTS = 3;

function sharedNeed(symptoms: readonly Finding[]): Candidate[] {
  const lost = symptoms.filter(({ kind }) => kind === 'instrumentLost');
  if (lost.length < MANY_INSTRUMENTS) return [];
  return [{ id: 'sharedNeed:instruments', explains: lost.map(symptomOf), rate: 0.1 }];
}

function weakLight(symptoms: readonly Finding[], judgedArrays: number, low: readonly Symptom[]): Candidate[] {
  const short = symptoms.filter(({ kind }) => kind === 'arrayChanged');
  const shares = short.map(({ value }) => value);
  const alike = short.length > 1 && Math.max(...shares) - Math.min(...shares) < ALIKE;
  if (!alike || short.length < judgedArrays) return [];
  return [{ id: 'weakLight:arrays', explains: [...short.map(symptomOf), ...low], rate: 0.1 }];
}
