import { curveAt, type Curve, type Telemetry } from '../station/index.ts';
import { contains } from '../time/index.ts';
import { rateAt } from './link-outlets.ts';
import type { StationModel } from './station-model.ts';

/** The station as somebody sees it who has no almanac: the light, the heat losses and the contacts of this moment last for ever. */
export function persistentModel(model: StationModel, { et }: Pick<Telemetry, 'et'>): StationModel {
  const { startEt, endEt } = model;
  const always = [[startEt, endEt]] as const;
  const lasting = (curve: Curve): Curve => {
    const value = curveAt(curve, et);
    return { et: [startEt, endEt], values: [value, value] };
  };
  return {
    ...model,
    arrays: model.arrays.map((array) => ({ ...array, power: lasting(array.power) })),
    heatersAwake: lasting(model.heatersAwake),
    heatersAsleep: lasting(model.heatersAsleep),
    links: model.links.map((link) => {
      const { steps: _steps, ...lasts } = { ...link, rateBitS: rateAt(link, et) };
      return { ...lasts, windows: contains(link.windows, et) ? always : [] };
    }),
    sunlit: contains(model.sunlit, et) ? always : [],
  };
}
