import { curveAt } from '../station/index.ts';
import type { Beliefs, LoadLevel, StationModel } from './station-model.ts';

type Load = NonNullable<StationModel['loads']>[number];

/**
 * The station as it is held to be now: its design, with what telemetry has taught of loads that cannot be switched off, sources that give less and storages that are gone.
 * What beliefs say of arrays, links and instruments belongs to the forecast. The model itself when nothing of the kind has been learnt.
 */
export function believedModel(model: StationModel, beliefs: Beliefs): StationModel {
  const { stuckOn = [], radioisotopeFactor = 1, storageJ } = beliefs;
  if (stuckOn.length === 0 && radioisotopeFactor === 1 && storageJ === undefined) return model;
  const stuck = (model.loads ?? []).filter(({ id }) => stuckOn.includes(id));
  return {
    ...model,
    battery: storageJ === undefined ? model.battery : believedBattery(model, storageJ),
    levels: model.levels.map((level) => ({ ...level, powerW: level.powerW + extraW(level, stuck) })),
    steady: believedSteady(model, radioisotopeFactor),
  };
}

/** What loads that are stuck on draw beyond what a level means them to, W. */
function extraW({ name, off }: LoadLevel, stuck: readonly Load[]): number {
  return stuck.reduce((sum, { id, powerW, sleepW }) => {
    const meantW = off.includes(id) ? 0 : name === 'sleep' ? sleepW : powerW;
    return sum + powerW - meantW;
  }, 0);
}

function believedSteady({ steady, radioisotope }: StationModel, factor: number): StationModel['steady'] {
  if (radioisotope === undefined || factor === 1) return steady;
  const { et, values } = steady;
  return { et, values: Float64Array.from(values, (value, i) => value + (factor - 1) * curveAt(radioisotope, et[i]!)) };
}

/**
 * Several storages as one battery, by what each of them still holds. The floor is that of the first, whatever the others hold beside it; power limits fall as capacities do, since a storage that has lost most of its
 * cells gives its old power for seconds only.
 */
function believedBattery({ battery, storages = [] }: StationModel, storageJ: Readonly<Record<string, number>>) {
  const left = storages.map((storage) => ({ ...storage, share: (storageJ[storage.id] ?? 0) / storage.capacityJ }));
  const sum = (of: (one: (typeof left)[number]) => number) => left.reduce((total, one) => total + of(one), 0);
  const capacityJ = sum(({ capacityJ: ownJ, worth, share }) => ownJ * worth * share);
  const floorJ = battery.floorFraction * battery.capacityJ * (left[0]?.share ?? 1);
  return {
    ...battery,
    capacityJ,
    floorFraction: capacityJ > 0 ? floorJ / capacityJ : 0,
    maxChargeW: sum(({ maxChargeW, share }) => maxChargeW * share),
    maxDischargeW: sum(({ maxDischargeW, share }) => maxDischargeW * share),
  };
}
