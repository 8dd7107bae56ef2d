import type { LogEntry, Say } from './executive-types.ts';
import { INSTRUMENT_RETRY_S, LINK_RETRY_MOST_S, LINK_RETRY_S, type Finding } from './monitor.ts';
import { designBeliefs, type Beliefs, type StationModel } from './station-model.ts';
import type { StationPort } from './station-port.ts';

/** What a finding asks of the executive beside a changed belief. */
export type Consequence = 'none' | 'replan' | 'abortInstrument' | 'restart';

/** All that changes in a {@link BeliefKeeper}: plain data, so that it can be saved. */
export interface KeeperState {
  beliefs: Beliefs;
  boots: number;
  readonly deadHeaters: Set<string>;
  readonly lostSince: Map<string, number>;
  lastOpportunity: number;
}

export function createKeeperState(model: StationModel): KeeperState {
  return {
    beliefs: designBeliefs(model),
    boots: 1,
    deadHeaters: new Set(),
    lostSince: new Map(),
    lastOpportunity: -Infinity,
  };
}

/** Draws conclusions from findings: beliefs, a line in the log, the spare heater. */
export class BeliefKeeper {
  readonly #port: StationPort;
  readonly #say: Say;
  readonly #s: KeeperState;

  constructor(state: KeeperState, port: StationPort, say: Say) {
    this.#s = state;
    this.#port = port;
    this.#say = say;
  }

  get beliefs(): Beliefs {
    return this.#s.beliefs;
  }

  /** Restarts of the computer that are known. */
  get boots(): number {
    return this.#s.boots;
  }

  conclude(finding: Finding, now: number): Consequence {
    if (this.#isOld(finding, now)) return 'none';
    const { kind, id, text, value } = finding;
    if (kind !== 'instrumentStillLost') this.#say(SEVERITY[kind] ?? 'warning', kind, text, id);
    switch (kind) {
      case 'arrayChanged':
        this.#learn({ arrayFactor: { ...this.#s.beliefs.arrayFactor, [id]: value } });
        return 'replan';
      case 'sunLater':
        this.#learn({ sunLaterS: value });
        return 'replan';
      case 'capacityChanged':
        this.#learn({ capacityJ: value, ...this.#storages() });
        return 'replan';
      case 'loadStuck':
        this.#learn({ stuckOn: [...(this.#s.beliefs.stuckOn ?? []), id] });
        return 'replan';
      case 'loadFree':
        this.#learn({ stuckOn: this.#s.beliefs.stuckOn?.filter((one) => one !== id) ?? [] });
        return 'replan';
      case 'sourceChanged':
        this.#learn({ radioisotopeFactor: value });
        return 'replan';
      case 'linkLost':
        this.#learn({ linkDownUntil: { ...this.#s.beliefs.linkDownUntil, [id]: now + this.#linkPauseS(id, now) } });
        // else activities would fill a store that nothing empties
        return 'replan';
      case 'linkBack':
        this.#s.lostSince.delete(id);
        this.#learn({ linkDownUntil: without(this.#s.beliefs.linkDownUntil, id) });
        return 'replan';
      case 'instrumentLost':
        this.#s.lostSince.set(id, now);
        this.distrust(id, now + INSTRUMENT_RETRY_S);
        return 'abortInstrument';
      case 'instrumentStillLost':
        // as long again as it has been out of order: few looks at what stays broken
        this.distrust(id, now + Math.max(INSTRUMENT_RETRY_S, now - (this.#s.lostSince.get(id) ?? now)));
        return 'replan';
      case 'instrumentBack':
        this.#s.lostSince.delete(id);
        this.#learn({ instrumentDownUntil: without(this.#s.beliefs.instrumentDownUntil, id) });
        return 'replan';
      case 'heaterDead':
      case 'heaterStuck':
        this.#useSpareHeater(id);
        return 'none';
      case 'computerReset':
        this.#s.boots = value;
        return 'restart';
      case 'batteryLow':
      case 'batteryHigh':
        return 'replan';
    }
  }

  /** Nothing is to be planned on the instrument before `untilEt`. */
  distrust(instrumentId: string, untilEt: number): void {
    this.#learn({ instrumentDownUntil: { ...this.#s.beliefs.instrumentDownUntil, [instrumentId]: untilEt } });
  }

  /** As long again as the link has been out, within bounds: what stays out is not planned on by the hour, what comes back is not missed for long. */
  #linkPauseS(id: string, now: number): number {
    const since = this.#s.lostSince.get(id) ?? now;
    this.#s.lostSince.set(id, since);
    return Math.min(LINK_RETRY_MOST_S, Math.max(LINK_RETRY_S, now - since));
  }

  /** More energy than expected is worth a new plan once a day; a heater is replaced once. */
  #isOld({ kind, id }: Finding, now: number): boolean {
    if (kind === 'heaterDead' || kind === 'heaterStuck') return this.#s.deadHeaters.has(id);
    if (kind !== 'batteryHigh') return false;
    const old = now < this.#s.lastOpportunity + 86400;
    if (!old) this.#s.lastOpportunity = now;
    return old;
  }

  #learn(change: Partial<Beliefs>): void {
    this.#s.beliefs = { ...this.#s.beliefs, ...change };
  }

  /** What of each of several storages is left, by its own gauge. */
  #storages(): Pick<Beliefs, 'storageJ'> {
    const { storages } = this.#port.telemetry();
    if (storages === undefined) return {};
    return {
      storageJ: Object.fromEntries(storages.map(({ id, capacityJ, healthy }) => [id, healthy ? capacityJ : 0])),
    };
  }

  #useSpareHeater(id: string): void {
    this.#s.deadHeaters.add(id);
    const reply = this.#port.command({ kind: 'heaterUnit', id, unit: 1 });
    if (reply.accepted) this.#say('info', 'spareHeater', `node ${id} now uses its spare heater`, id);
    else this.#say('alarm', 'noSpareHeater', `node ${id} has no spare heater left`, id);
  }
}

const SEVERITY: Partial<Record<Finding['kind'], LogEntry['severity']>> = {
  linkBack: 'info',
  instrumentBack: 'info',
  batteryHigh: 'info',
  computerReset: 'alarm',
  loadFree: 'info',
  heaterDead: 'alarm',
  heaterStuck: 'alarm',
};

function without(record: Readonly<Record<string, number>>, id: string): Record<string, number> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}
