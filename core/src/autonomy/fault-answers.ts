import type { Telemetry } from '../station/index.ts';
import type { BeliefKeeper } from './belief-keeper.ts';
import type { ExecutiveOptions, Say } from './executive-types.ts';
import type { Wish } from './fault-protection/arbiter.ts';
import { MONITOR_OF } from './fault-protection/fault-protection.ts';
import { FaultProtection, RESIDUAL_MONITORS, type MonitorSpec, type ProtectionState, type Verdict } from './fault-protection/index.ts'; // prettier-ignore
import { compare, judgedArrays } from './monitor.ts';
import { roundFigure } from './round-figure.ts';

/** What only the executive can do about a finding: it owns mode, activities and level of shedding. */
export interface Answers {
  restart(now: number): void;
  abortInstrument(instrumentId: string, now: number): void;
  shed(untilEt: number): void;
  safe(now: number, why: string): void;
  sleep(now: number, untilEt: number, why: string): void;
}

const NO_WISHES = { granted: [], refused: [] } as const;

/** From telemetry to answers: residuals, the fewest faults that explain them, beliefs that change, responses that the arbiter grants. */
export class FaultAnswers {
  readonly #o: ExecutiveOptions;
  readonly #keeper: BeliefKeeper;
  readonly #answers: Answers;
  readonly #say: Say;
  readonly #monitors: readonly MonitorSpec[];
  readonly #protection: FaultProtection;

  constructor(state: ProtectionState, options: ExecutiveOptions, keeper: BeliefKeeper, answers: Answers, say: Say) {
    this.#o = options;
    this.#keeper = keeper;
    this.#answers = answers;
    this.#say = say;
    this.#monitors = options.monitors ?? RESIDUAL_MONITORS;
    this.#protection = new FaultProtection(state, this.#monitors, options.parameters ?? []);
  }

  /** @param level of loads that was commanded last @param batteryJ what the plan expects to be stored now; null when there is no plan for this instant @returns true when the plan no longer holds */
  judge(seen: Telemetry, batteryJ: number | null, level: number): boolean {
    const { beliefs, boots } = this.#keeper;
    const { model } = this.#o;
    const findings = compare(model, { beliefs, bootCount: boots, level, batteryJ }, seen, this.#monitors);
    const verdict = this.#protection.judge(findings, () => judgedArrays(model, seen.et), seen);
    if (verdict.explained.length > 0 || verdict.diagnoses.length > 1) this.#sayDiagnosis(verdict);
    const wishes = this.#wishes(verdict);
    const ruling = wishes.length === 0 ? NO_WISHES : this.#protection.arbitrate(wishes, seen.et);
    const waits = new Set(ruling.refused.filter(({ wish }) => wish.tier === 'spare').map(({ wish }) => wish.by));
    // whatever explains it: a battery that is lower than the plan has it needs another plan
    let replan = verdict.explained.some(({ kind }) => kind === 'batteryLow');
    for (const finding of verdict.conclude) {
      if (waits.has(`${finding.kind}:${finding.id}`)) continue;
      const consequence = this.#keeper.conclude(finding, seen.et);
      replan ||= consequence !== 'none';
      if (consequence === 'restart') this.#answers.restart(seen.et);
      if (consequence === 'abortInstrument') this.#answers.abortInstrument(finding.id, seen.et);
    }
    for (const wish of ruling.granted) this.#respond(wish, verdict, seen.et);
    return replan || ruling.granted.some(({ tier }) => tier === 'shed');
  }

  #wishes({ conclude, alarms }: Verdict): Wish[] {
    const found = conclude.flatMap(({ kind, id }): Wish[] => {
      const monitor = this.#monitors.find((one) => one.id === MONITOR_OF[kind]);
      if (monitor === undefined || monitor.response === 'mask') return [];
      return [{ by: `${kind}:${id}`, tier: monitor.response, component: id, settleS: monitor.settleS }];
    });
    const alarmed = alarms.map(({ monitor: { id, parameter, response, settleS } }): Wish => {
      return { by: id, tier: response, component: parameter?.split('.')[0] ?? 'station', settleS };
    });
    return [...found, ...alarmed];
  }

  /** A response that the arbiter has granted. A spare unit is taken where the finding is concluded. */
  #respond({ by, tier }: Wish, { alarms }: Verdict, now: number): void {
    const alarm = alarms.find(({ monitor }) => monitor.id === by);
    const why = alarm?.text ?? by;
    const untilEt = now + (alarm?.monitor.settleS ?? this.#o.policy.checkoutS);
    if (alarm !== undefined)
      this.#say('warning', 'monitor', `${why}: ${tier}`, by, { value: roundFigure(alarm.value) });
    if (tier === 'shed') this.#answers.shed(untilEt);
    if (tier === 'safe') this.#answers.safe(now, why);
    if (tier === 'sleep') this.#answers.sleep(now, untilEt, why);
  }

  #sayDiagnosis({ diagnoses, explained }: Verdict): void {
    const name = ({ faults }: Verdict['diagnoses'][number]) => faults.map(({ id }) => id).join(' and ');
    const [best, ...others] = diagnoses;
    const also = explained.map(({ kind, id }) => `${kind}:${id}`);
    const rest = others.length === 0 ? '' : `; possible too: ${others.slice(0, 3).map(name).join(', or ')}`;
    const shows = also.length === 0 ? '' : `, which also shows as ${also.join(', ')}`;
    this.#say('info', 'diagnosis', `${name(best!)}${shows}${rest}`, 'executive');
  }
}
