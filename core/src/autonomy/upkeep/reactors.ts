import { curveAt, type Curve, type Telemetry } from '../../station/index.ts';
import type { ReactorModel } from '../equipment.ts';
import type { StationModel } from '../station-model.ts';
import { partValue } from './signs.ts';

/** A share of full output by which a reactor may be off its design before a plan counts with what it gives. */
const OFF_DESIGN = 0.01;

/**
 * The model with what reactors give from now on, where that is not as designed: one that is down counts for nothing until it is back, one that is on its way up by its ramp.
 *
 * @param down that have tripped
 */
export function withReactors(model: StationModel, seen: Telemetry, down: ReadonlySet<string>): StationModel {
  const off = (model.equipment?.reactors ?? []).filter((reactor) => {
    const powerW = partValue(seen, reactor.id, 'power');
    if (powerW === null) return false;
    return down.has(reactor.id) || Math.abs(powerW - curveAt(reactor.raised, seen.et)) > OFF_DESIGN * reactor.electricW;
  });
  if (off.length === 0) return model;
  const real = off.map((reactor) => ({
    designed: reactor.raised,
    // only what lies ahead is read from it
    is: down.has(reactor.id) ? NOTHING : rampUp(reactor, seen.et, partValue(seen, reactor.id, 'power')!, model.endEt),
  }));
  const curves = [model.steady, ...real.flatMap(({ designed, is }) => [designed, is])];
  const et = [...new Set(curves.flatMap((curve) => Array.from(curve.et)))].sort((a, b) => a - b);
  const values = et.map((t) =>
    real.reduce((sum, { designed, is }) => sum - curveAt(designed, t) + curveAt(is, t), curveAt(model.steady, t)),
  );
  return { ...model, steady: { et, values } };
}

const NOTHING: Curve = { et: [0], values: [0] };

/** Output from `fromEt` on of a reactor that gives `powerW` there and is raised to full by its ramp. */
export function rampUp({ full, electricW, startupS }: Pick<ReactorModel, 'full' | 'electricW' | 'startupS'>, fromEt: number, powerW: number, endEt: number): Curve {
  const slopeWS = electricW / startupS;
  const fallWS = (curveAt(full, endEt) - curveAt(full, fromEt)) / Math.max(1, endEt - fromEt);
  const upEt = fromEt + Math.max(0, curveAt(full, fromEt) - powerW) / (slopeWS - fallWS);
  if (upEt >= endEt) return { et: [fromEt, endEt], values: [powerW, powerW + slopeWS * (endEt - fromEt)] };
  if (upEt <= fromEt) return full;
  return { et: [fromEt, upEt, endEt], values: [powerW, curveAt(full, upEt), curveAt(full, endEt)] };
} // prettier-ignore
