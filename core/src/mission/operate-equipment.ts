import { rampUp, type Equipment, type ReactorModel } from '../autonomy/index.ts';
import { fissionOutputW, type StationSpec } from '../station/index.ts';

/** What the executive is told of reactors, dust and calibrations; undefined for a station that has nothing that it would have to look after. */
export function equipmentOf(spec: StationSpec, startEt: number, endEt: number): Equipment | undefined {
  const reactors = reactorModels(spec, startEt, endEt);
  const dust = spec.arrays.flatMap(({ id, dust }) => {
    // an array that cleans itself needs nobody
    if (dust === undefined || dust.everyS !== null) return [];
    const { removedFraction, cleaningW, cleaningS } = dust;
    return [{ arrayId: id, removedFraction, cleaningW, cleaningS }];
  });
  const calibrations = spec.instruments.flatMap(({ id, calibration }) => {
    return calibration === undefined ? [] : [{ instrumentId: id, validS: calibration.validS, durationS: calibration.durationS }]; // prettier-ignore
  });
  const feeders = (spec.feeders ?? []).length;
  return reactors.length + dust.length + calibrations.length + feeders === 0
    ? undefined
    : { reactors, dust, calibrations };
}

/** Reactors that the executive raises to full output at the start of the run. */
export function reactorModels({ fission = [] }: StationSpec, startEt: number, endEt: number): ReactorModel[] {
  return fission.map((spec) => {
    const { id, electricW, startupS, leastLevel, initialLevel } = spec;
    const full = { et: [startEt, endEt], values: [0, endEt - startEt].map((t) => fissionOutputW(spec, 1, t)) };
    const firstW = initialLevel < leastLevel ? 0 : fissionOutputW(spec, initialLevel, 0);
    return { id, electricW, startupS, full, raised: rampUp({ full, electricW, startupS }, startEt, firstW, endEt) };
  });
}
