import type { Telemetry } from '../../station/index.ts';
import type { Finding } from '../monitor.ts';
import { arbitrate, createArbiterState, type ArbiterState, type Ruling, type Wish } from './arbiter.ts';
import { candidatesFor, isSymptom, symptomOf } from './candidates.ts';
import { minimalDiagnoses, type Diagnosis } from './diagnosis.ts';
import { createWatchState, watchLimits, type Alarm, type ReadableParameter, type WatchState } from './limit-watch.ts';
import type { MonitorSpec } from './monitor-spec.ts';

/** All that fault protection remembers: plain data. */
export interface ProtectionState {
  readonly watch: WatchState;
  readonly arbiter: ArbiterState;
  /** Since when a residual has been there. */
  readonly seenSince: Map<string, number>;
}

export function createProtectionState(): ProtectionState {
  return { watch: createWatchState(), arbiter: createArbiterState(), seenSince: new Map() };
}

export interface Verdict {
  /** What has to be concluded: findings that are no symptom, and those symptoms that a diagnosed fault shows by itself. */
  readonly conclude: readonly Finding[];
  /** The likeliest explanation, when there was something to explain; then the others. */
  readonly diagnoses: readonly Diagnosis[];
  /** Symptoms that a fault explains whose own symptom is another. */
  readonly explained: readonly Finding[];
  readonly alarms: readonly Alarm[];
}

/** From residuals to causes: what lasts long enough is explained by the fewest faults, and each fault is answered once, not each of its symptoms. */
export class FaultProtection {
  readonly #s: ProtectionState;
  readonly #monitors: readonly MonitorSpec[];
  readonly #parameters: ReadonlyMap<string, ReadableParameter>;

  constructor(state: ProtectionState, monitors: readonly MonitorSpec[], parameters: readonly ReadableParameter[]) {
    this.#s = state;
    this.#monitors = monitors;
    this.#parameters = new Map(parameters.map((parameter) => [parameter.id, parameter]));
  }

  /** @param judgedArrays arrays that have Sun enough now to be judged by; asked for when something has to be explained */
  judge(findings: readonly Finding[], judgedArrays: () => number, seen: Telemetry): Verdict {
    const lasting = this.#lasting(findings, seen.et);
    const symptoms = lasting.filter(isSymptom);
    const candidates = symptoms.length === 0 ? [] : candidatesFor(symptoms, judgedArrays());
    const diagnoses = minimalDiagnoses(symptoms.map(symptomOf), candidates);
    const own = new Set(
      diagnoses[0]?.faults.flatMap(({ id, explains }) =>
        /^(weakLight|sharedNeed):/.test(id) ? explains : explains.slice(0, 1),
      ),
    );
    // more at once than are looked for together: each symptom is answered for itself
    const known = new Set(diagnoses.length === 0 ? [] : candidates.flatMap(({ explains }) => explains));
    const isOwn = (finding: Finding) => own.has(symptomOf(finding)) || !known.has(symptomOf(finding));
    return {
      conclude: lasting.filter((finding) => !isSymptom(finding) || isOwn(finding)),
      explained: symptoms.filter((finding) => !isOwn(finding)),
      diagnoses,
      alarms: watchLimits(this.#s.watch, this.#monitors, this.#parameters, seen),
    };
  }

  /** Of responses that are asked for at one instant, those that may be given. */
  arbitrate(wishes: readonly Wish[], now: number): Ruling {
    return arbitrate(this.#s.arbiter, wishes, now);
  }

  #lasting(findings: readonly Finding[], now: number): Finding[] {
    const here = new Set(findings.map(symptomOf));
    for (const key of [...this.#s.seenSince.keys()]) if (!here.has(key)) this.#s.seenSince.delete(key);
    return findings.filter((finding) => {
      const since = this.#s.seenSince.get(symptomOf(finding)) ?? now;
      this.#s.seenSince.set(symptomOf(finding), since);
      const { persistenceS = 0 } = this.#monitors.find(({ id }) => id === MONITOR_OF[finding.kind]) ?? {};
      return now - since >= persistenceS;
    });
  }
}

/** Which monitor makes which finding. */
export const MONITOR_OF: Readonly<Record<Finding['kind'], string>> = {
  arrayChanged: 'array',
  sunLater: 'sun',
  capacityChanged: 'capacity',
  batteryLow: 'battery',
  batteryHigh: 'battery',
  linkLost: 'link',
  linkBack: 'link',
  instrumentLost: 'instrument',
  instrumentStillLost: 'instrument',
  instrumentBack: 'instrument',
  heaterDead: 'heater',
  heaterStuck: 'heater',
  computerReset: 'computer',
  loadStuck: 'load',
  loadFree: 'load',
  sourceChanged: 'source',
};
