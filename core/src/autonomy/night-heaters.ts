import type { Telemetry } from '../station/index.ts';
import type { AutonomyPart } from './autonomy-options.ts';
import type { BeliefKeeper } from './belief-keeper.ts';
import { believedModel } from './believed-model.ts';
import type { ExecutiveState } from './executive-state.ts';
import type { ExecutiveOptions, Say } from './executive-types.ts';
import { heatingAsleep, heatingBeforeNight, type HeaterSettings } from './night-heat.ts';
import { HEATING_TEXTS } from './signal-texts.ts';

/** Asleep with survival heating that does no harm: what is lost meanwhile, cells or a heater, is found so late at the most. */
const QUIET_S = 6 * 3600;
/** Warmth from so long before a night is still there in it. */
const PREHEAT_S = 3 * 86400;

/** Commands the heaters as the coming or the present night wants it. Without an almanac, or a thermal model to forecast with, they stay as the level of loads has them. */
export class NightHeaters {
  readonly #s: ExecutiveState;
  readonly #o: ExecutiveOptions;
  readonly #has: Readonly<Record<AutonomyPart, boolean>>;
  readonly #keeper: BeliefKeeper;
  readonly #say: Say;

  constructor(
    state: ExecutiveState,
    options: ExecutiveOptions,
    has: Readonly<Record<AutonomyPart, boolean>>,
    keeper: BeliefKeeper,
    say: Say,
  ) {
    this.#s = state;
    this.#o = options;
    this.#has = has;
    this.#keeper = keeper;
    this.#say = say;
  }

  /** Awake before a night that even sleep would not get the battery through: what the Sun gives beside a full battery warms equipment for it. */
  preheat(): void {
    const { model, policy, port } = this.#o;
    if (!this.#has.lookAhead || !model.thermal?.some(({ preheatK }) => preheatK !== undefined)) return;
    const seen = port.telemetry();
    const ahead = this.#s.plan?.hopelessEt.some((et) => et > seen.et && et < seen.et + PREHEAT_S) ?? false;
    if (!ahead)
      return this.#set(
        seen,
        model.thermal.map(({ id }) => ({ id, setting: 'operate' })),
      );
    const { beliefs } = this.#keeper;
    const { settings, shed } = heatingBeforeNight(believedModel(model, beliefs), beliefs, seen, policy.monitorS);
    if (shed) this.#s.shedUntil = Math.max(this.#s.shedUntil, seen.et + 2 * policy.monitorS);
    this.#set(seen, settings);
  }

  /** Asleep: heats as the rest of the night wants it, and asks again: every hour of monitoring as long as that is not what it always does, else four times a day. */
  heatAsleep(): void {
    const { model, port, policy } = this.#o;
    if (!this.#has.lookAhead || model.thermal === undefined) return;
    const seen = port.telemetry();
    const { beliefs } = this.#keeper;
    const { how, settings } = heatingAsleep(believedModel(model, beliefs), beliefs, seen, policy.monitorS);
    if (how !== this.#s.heating) this.#say('info', 'heating', HEATING_TEXTS[how], 'executive');
    this.#s.heating = how;
    this.#s.nextHeat = seen.et + (how === 'survive' ? Math.max(QUIET_S, policy.monitorS) : policy.monitorS);
    this.#set(seen, settings);
  }

  /** Only differences are commanded. */
  #set({ nodes }: Telemetry, settings: HeaterSettings): void {
    for (const { id, setting } of settings)
      if (nodes.some((node) => node.id === id && node.setting !== setting))
        this.#o.port.command({ kind: 'heater', id, setting });
  }
}
