import { symmetricEigen, type SymmetricEigen } from '../math/index.ts';
import { STEFAN_BOLTZMANN, type CouplingSpec } from './components/thermal-coupling.ts';
import { conductanceOf, DEFAULT_BAND_K, heaterW, regulated, setPointK, type ThermalNode } from './thermal-node.ts';
import { changeK, createMotion, firstPassing, integralKS, type CoupledMotion } from './thermal-motion.ts';

/** State of a coupling. */
export interface Coupling {
  readonly spec: CouplingSpec;
  /** Its heat switch has closed. */
  closed: boolean;
  /** Active faults, counted: while there are any no heat flows. */
  faults: number;
}

/** What comes next in a network. */
type Coming =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'heater' | 'switch' | 'limit' | 'bandUp' | 'bandDown' | 'radiator'; readonly node: number }
  | { readonly kind: 'coupling'; readonly coupling: number };

/**
 * Nodes that exchange heat, or radiate by the fourth power: `C dT/dt = P - G (T - Tsink) - sum Gij (T - Tj) - radiated`. Between events that is linear with constant
 * coefficients; the symmetric matrix `C^-1/2 K C^-1/2` is taken apart into its modes, each of which is solved in closed form. Heaters of such nodes are thermostats with
 * a band (on at the set point, off `heaterBandK` above): electric power stays constant between events and the battery exact.
 */
export interface ThermalNetwork {
  readonly nodes: readonly ThermalNode[];
  /** Seconds until something in the network happens, at most `spanS`. */
  next(spanS: number): number;
  /** Does what {@link next} announced; the node of which a survival limit or a watched level was passed. */
  happen(): { readonly node: ThermalNode; readonly what: 'limit' | 'level' } | null;
  advance(dtS: number): void;
}

export function createNetwork(nodes: readonly ThermalNode[], couplings: readonly Coupling[]): ThermalNetwork {
  const n = nodes.length;
  const ends = couplings.map(({ spec }) => spec.betweenIds.map((id) => nodes.findIndex((node) => node.spec.id === id)));
  const motion = createMotion(n);
  const rootC = Float64Array.from(nodes, ({ spec }) => Math.sqrt(spec.heatCapacityJK));
  const stiffness = new Float64Array(n * n);
  const known = new Float64Array(n * n).fill(NaN);
  let modes: SymmetricEigen | null = null;
  let coming: Coming = { kind: 'nothing' };

  const couplingWK = (j: number): number => {
    const { spec, closed, faults } = couplings[j]!;
    if (faults > 0) return 0;
    return closed && spec.heatSwitch !== null ? spec.heatSwitch.conductanceWK : spec.conductanceWK;
  };
  /** The matrix now; its modes are worked out again only when it has changed. */
  const modesNow = (): SymmetricEigen => {
    stiffness.fill(0);
    nodes.forEach((node, i) => (stiffness[i * n + i] = conductanceOf(node) + radiatorSlopeWK(node)));
    ends.forEach(([p, q], j) => {
      const g = couplingWK(j);
      stiffness[p! * n + p!]! += g;
      stiffness[q! * n + q!]! += g;
      stiffness[p! * n + q!]! -= g;
      stiffness[q! * n + p!]! -= g;
    });
    for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) stiffness[i * n + j]! /= rootC[i]! * rootC[j]!;
    if (modes !== null && stiffness.every((value, i) => value === known[i])) return modes;
    known.set(stiffness);
    modes = symmetricEigen(stiffness, n);
    return modes;
  };
  const solve = () => solveMotion(nodes, rootC, modesNow(), motion);

  return {
    nodes,
    next(spanS) {
      solve();
      coming = { kind: 'nothing' };
      let next = spanS;
      const consider = (i: number, level: number, side: 1 | -1, what: Coming) => {
        const t = firstPassing(motion, i, level, side, next);
        if (t >= next) return;
        next = t;
        coming = what;
      };
      nodes.forEach((node, i) => {
        for (const { level, side, kind } of levelsOf(node)) consider(i, level, side, { kind, node: i });
      });
      couplings.forEach(({ spec, closed }, j) => {
        if (spec.heatSwitch === null) return;
        const { onK, offK } = spec.heatSwitch;
        consider(ends[j]![0]!, closed ? offK : onK, closed ? 1 : -1, { kind: 'coupling', coupling: j });
      });
      return next;
    },
    happen() {
      if (coming.kind === 'nothing') return null;
      if (coming.kind === 'coupling') {
        const coupling = couplings[coming.coupling]!;
        coupling.closed = !coupling.closed;
        return null;
      }
      return change(nodes[coming.node]!, coming.kind);
    },
    advance(dtS) {
      if (dtS === 0) return;
      solve();
      const integrals = nodes.map((_, i) => integralKS(motion, i, dtS));
      nodes.forEach((node, i) => book(node, integrals[i]!, dtS));
      ends.forEach(([p, q], j) => {
        const flowJ = couplingWK(j) * (integrals[p!]! - integrals[q!]!);
        nodes[p!]!.exchangedJ += flowJ;
        nodes[q!]!.exchangedJ -= flowJ;
      });
      nodes.forEach((node, i) => {
        node.tempK += changeK(motion, i, dtS);
        node.sinkK += node.sinkSlopeKS * dtS;
      });
    },
  };
}

/** Temperatures that mean something to a node, and from which side. */
function* levelsOf(
  node: ThermalNode,
): Generator<{ level: number; side: 1 | -1; kind: Exclude<Coming['kind'], 'nothing' | 'coupling'> }> {
  const { minK, maxK, heatSwitch, radiator } = node.spec;
  if (regulated(node))
    yield node.regime === 'on'
      ? { level: setPointK(node) + bandK(node), side: -1, kind: 'heater' }
      : { level: setPointK(node), side: 1, kind: 'heater' };
  if (heatSwitch !== null)
    yield { level: node.radiating ? heatSwitch.offK : heatSwitch.onK, side: node.radiating ? 1 : -1, kind: 'switch' };
  if (node.side >= 0) yield { level: node.side === 0 ? minK : maxK, side: 1, kind: 'limit' };
  if (node.side <= 0) yield { level: node.side === 0 ? maxK : minK, side: -1, kind: 'limit' };
  if (node.band > 0) yield { level: node.levelsK[node.band - 1]!, side: 1, kind: 'bandDown' };
  if (node.band < node.levelsK.length) yield { level: node.levelsK[node.band]!, side: -1, kind: 'bandUp' };
  if (radiator === undefined) return;
  yield { level: node.centreK - radiator.stepK, side: 1, kind: 'radiator' };
  yield { level: node.centreK + radiator.stepK, side: -1, kind: 'radiator' };
}

function change(
  node: ThermalNode,
  kind: Exclude<Coming['kind'], 'nothing' | 'coupling'>,
): { readonly node: ThermalNode; readonly what: 'limit' | 'level' } | null {
  const { minK, maxK } = node.spec;
  switch (kind) {
    case 'heater':
      node.regime = node.regime === 'on' ? 'off' : 'on';
      return null;
    case 'switch':
      node.radiating = !node.radiating;
      return null;
    case 'radiator':
      node.centreK = node.tempK;
      return null;
    case 'limit':
      node.side = node.side !== 0 ? 0 : Math.abs(node.tempK - minK) < Math.abs(node.tempK - maxK) ? -1 : 1;
      return { node, what: 'limit' };
    case 'bandUp':
    case 'bandDown':
      node.band += kind === 'bandUp' ? 1 : -1;
      return { node, what: 'level' };
  }
}

function bandK({ spec }: ThermalNode): number {
  return spec.heaterBandK ?? DEFAULT_BAND_K;
}

/** `4 e s A T0^3`, W/K. */
function radiatorSlopeWK({ spec, centreK }: ThermalNode): number {
  return spec.radiator === undefined ? 0 : 4 * radiance(spec) * centreK ** 3;
}

function radiance({ radiator }: ThermalNode['spec']): number {
  return radiator === undefined ? 0 : STEFAN_BOLTZMANN * radiator.emissivity * radiator.areaM2;
}

/**
 * The straight line for what a radiator loses to its sink, without the part in T: `constant + slope t`, W. The tangent at `T0` lies under the fourth power by `6 e s A (T0 dT)^2`;
 * half the greatest of that is added, so that the error is as large on either side.
 */
function radiatorLine({ spec, centreK, sinkK, sinkSlopeKS }: ThermalNode): readonly [number, number] {
  if (spec.radiator === undefined) return [0, 0];
  const e = radiance(spec);
  const night = spec.sinkNightK ** 4;
  const rise = spec.sinkDayK === spec.sinkNightK ? 0 : (spec.sinkDayK ** 4 - night) / (spec.sinkDayK - spec.sinkNightK);
  const absorbed = night + rise * (sinkK - spec.sinkNightK);
  const middle = 3 * centreK ** 2 * spec.radiator.stepK ** 2;
  return [e * (middle - 3 * centreK ** 4 - absorbed), -e * rise * sinkSlopeKS];
}

/** `y' = -rate y + b0 + b1 t` in each mode, put together to temperatures. */
function solveMotion(
  nodes: readonly ThermalNode[],
  rootC: Float64Array,
  { values, vectors }: SymmetricEigen,
  out: CoupledMotion,
): void {
  const { n, a, b, c, rate } = out;
  a.fill(0);
  b.fill(0);
  for (let k = 0; k < n; k += 1) {
    const lambda = values[k]!;
    let [now, b0, b1] = [0, 0, 0];
    for (let i = 0; i < n; i += 1) {
      const node = nodes[i]!;
      const v = vectors[i * n + k]! / rootC[i]!;
      const [lossW, lossSlope] = radiatorLine(node);
      const g = conductanceOf(node);
      now += vectors[i * n + k]! * rootC[i]! * node.tempK;
      b0 += v * (node.dissipationW + heaterW(node) + g * node.sinkK - lossW);
      b1 += v * (g * node.sinkSlopeKS - lossSlope);
    }
    const beta = b1 / lambda;
    const alpha = (b0 - beta) / lambda;
    rate[k] = lambda;
    for (let i = 0; i < n; i += 1) {
      const v = vectors[i * n + k]! / rootC[i]!;
      a[i]! += v * alpha;
      b[i]! += v * beta;
      c[i * n + k] = v * (now - alpha);
    }
  }
}

/** Heat of a node over a piece, from the integral of its temperature. */
function book(node: ThermalNode, integral: number, dtS: number): void {
  const [lossW, lossSlope] = radiatorLine(node);
  const sinkKS = dtS * (node.sinkK + 0.5 * node.sinkSlopeKS * dtS);
  node.heaterJ += heaterW(node) * dtS;
  node.dissipatedJ += node.dissipationW * dtS;
  node.leakedJ +=
    conductanceOf(node) * (integral - sinkKS) +
    radiatorSlopeWK(node) * integral +
    dtS * (lossW + 0.5 * lossSlope * dtS);
}

/** Groups of nodes that exchange heat, and nodes that radiate by the fourth power each by itself; those that do neither are left out. */
export function networksOf(nodes: readonly ThermalNode[], couplings: readonly Coupling[]): ThermalNetwork[] {
  const group = new Map(nodes.map(({ spec }) => [spec.id, spec.id]));
  const rootOf = (id: string): string => (group.get(id) === id ? id : rootOf(group.get(id)!));
  for (const { spec } of couplings) group.set(rootOf(spec.betweenIds[0]), rootOf(spec.betweenIds[1]));
  const roots = [...new Set(nodes.filter(({ coupled }) => coupled).map(({ spec }) => rootOf(spec.id)))];
  return roots.map((root) =>
    createNetwork(
      nodes.filter(({ spec }) => rootOf(spec.id) === root),
      couplings.filter(({ spec }) => rootOf(spec.betweenIds[0]) === root),
    ),
  );
}
