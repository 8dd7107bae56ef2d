import type { HeaterSetting, Telemetry } from '../station/index.ts';
import { asleepW, carriesHeaters, harmOf, leastFreeK, nightAhead, paidNodes, STEP_S, tempOf, type Harm, type Night, type NightHeating, type Seen } from './night-course.ts'; // prettier-ignore
import type { Beliefs, NodeHeat, StationModel } from './station-model.ts';

/** What to command of each heater until somebody looks again. */
export type HeaterSettings = readonly { readonly id: string; readonly setting: HeaterSetting }[];

/** How a sleeping station heats, and what to command for it. */
export interface Heating {
  readonly how: NightHeating;
  readonly settings: HeaterSettings;
}

/**
 * The heating that costs the rest of the night least: first cold equipment, then time without voltage, then time close to a survival limit, then time below the floor. Survival heating wherever that does no harm, and where the battery
 * could not give what all heaters draw at once.
 *
 * Forecast by steps of half an hour from the almanac, what is believed of arrays and battery and the temperatures of now; each node by itself (`C dT/dt = P - G (T - Tsink)`). A station
 * whose nodes exchange heat or radiate by the fourth power has no `thermal` in its model, and nothing is commanded.
 *
 * @param model as it is believed to be now
 * @param checkS until the question is asked again, s
 */
export function heatingAsleep(model: StationModel, beliefs: Beliefs, seen: Seen, checkS: number): Heating {
  const night = nightAhead(model, beliefs, seen, checkS);
  const how = leastHarm(night, seen);
  const paid = how === 'survive' ? [] : paidNow(night, seen, asleepW(model));
  const settings = night.nodes.map((node, n) => {
    const tempK = tempOf(seen, node);
    const setting = paid.includes(n) ? warmest(node) : unpaid(how, tempK > leastFreeK(node, checkS));
    return { id: node.id, setting };
  });
  return { how, settings };
}

function unpaid(how: NightHeating, spare: boolean): HeaterSetting {
  return how === 'bank' ? 'operate' : how === 'coast' && spare ? 'off' : 'survive';
}

/**
 * Heaters of a station that is awake before a night that it cannot power: nodes that can be preheated are, as far as the Sun pays for it beside a full battery and all loads.
 *
 * @returns them, and whether loads should be shed for them: the night will be too cold, and the Sun pays for loads and not for heat
 */
export function heatingBeforeNight(
  model: StationModel,
  beliefs: Beliefs,
  seen: Seen & Pick<Telemetry, 'loadW'>,
  checkS: number,
): { readonly settings: HeaterSettings; readonly shed: boolean } {
  const night = nightAhead(model, beliefs, seen, checkS);
  const heatersW = night.nodes.reduce((sum, { id, busPerPower }) => {
    return sum + busPerPower * (seen.nodes.find((node) => node.id === id)?.heaterW ?? 0);
  }, 0);
  const paid = paidNow(night, seen, seen.loadW - heatersW);
  const settings = night.nodes.map((node, n): HeaterSettings[number] => {
    return { id: node.id, setting: paid.includes(n) ? warmest(node) : 'operate' };
  });
  const shed = paid.length < night.nodes.length && harmOf(night, seen, leastHarm(night, seen)).nearS > 0;
  return { settings, shed };
}

function paidNow(night: Night, seen: Seen, loadW: number): number[] {
  const generationW = Math.min(seen.generationW, ...night.generationW.subarray(0, Math.ceil(night.checkS / STEP_S)));
  return paidNodes(night, night.nodes.map((node) => tempOf(seen, node)), generationW - loadW, seen.batteryJ); // prettier-ignore
}

function warmest({ preheatK }: NodeHeat): HeaterSetting {
  return preheatK === undefined ? 'operate' : 'preheat';
}

function leastHarm(night: Night, seen: Seen): NightHeating {
  let [best, least]: [NightHeating, Harm] = ['survive', harmOf(night, seen, 'survive')];
  if (least.coldS + least.darkS + least.nearS + least.lowS === 0 || !carriesHeaters(night)) return best;
  for (const how of ['coast', 'bank'] as const) {
    const harm = harmOf(night, seen, how);
    if (isLess(harm, least)) [best, least] = [how, harm];
  }
  return best;
}

function isLess(a: Harm, b: Harm): boolean {
  if (a.coldS !== b.coldS) return a.coldS < b.coldS;
  if (a.darkS !== b.darkS) return a.darkS < b.darkS;
  if (a.nearS !== b.nearS) return a.nearS < b.nearS;
  return a.lowS < b.lowS;
}
