import type { Orientation } from './orientation.ts';
import type { Segment } from './segment.ts';
import { Timeline } from './timeline.ts';

/** One step from a body to the centre it is given relative to. */
interface Leg {
  readonly segment: Segment;
  readonly sign: 1 | -1;
  /** Null when the segment is in J2000. */
  readonly frame: Orientation | null;
}

/** Which segments, added up, lead from observer to target while none of them changes. */
interface Route {
  readonly startEt: number;
  readonly endEt: number;
  readonly legs: readonly Leg[];
}

const J2000_FRAME = 1;
const SOLAR_SYSTEM_BARYCENTER = 0;
const LONGEST_CHAIN = 20;

/** Called when a chain of segments breaks: must throw. */
export type OnMissing = (body: number, et: number) => never;

/**
 * Geometric states in J2000, km and km/s, by joining the chains of segments of target and observer at their first common centre (SPICE's SPKGEO).
 */
export class Trajectories {
  readonly #bodies = new Map<number, Timeline<Segment>>();
  readonly #routes = new Map<number, Map<number, Route>>();
  /** The question asked last is mostly asked again. */
  #lastTarget = Number.NaN;
  #lastObserver = Number.NaN;
  #lastRoute: Route = { startEt: 0, endEt: 0, legs: [] };
  readonly #orientationOf: (frameId: number) => Orientation;
  readonly #onMissing: OnMissing;
  readonly #part = new Float64Array(6);
  readonly #turn = new Float64Array(9);
  readonly #turnRate = new Float64Array(9);

  /** @param segments in the order of loading */
  constructor(segments: readonly Segment[], orientationOf: (frameId: number) => Orientation, onMissing: OnMissing) {
    for (const subject of new Set(segments.map((segment) => segment.subject)))
      this.#bodies.set(subject, new Timeline(segments.filter((segment) => segment.subject === subject)));
    this.#orientationOf = orientationOf;
    this.#onMissing = onMissing;
  }

  bodies(): readonly number[] {
    return [...this.#bodies.keys()];
  }

  spans(body: number): readonly Segment[] {
    return this.#bodies.get(body)?.spans ?? [];
  }

  /** Position and velocity of `target` relative to `observer`. */
  state(target: number, observer: number, et: number, out: Float64Array): void {
    const { legs } = this.#route(target, observer, et);
    const part = this.#part;
    let x = 0, y = 0, z = 0, vx = 0, vy = 0, vz = 0; // prettier-ignore
    for (let i = 0; i < legs.length; i += 1) {
      const leg = legs[i]!;
      leg.segment.evaluate(et, part);
      if (leg.frame !== null) this.#toInertial(leg.frame, et, part, true);
      x += leg.sign * part[0]!;
      y += leg.sign * part[1]!;
      z += leg.sign * part[2]!;
      vx += leg.sign * part[3]!;
      vy += leg.sign * part[4]!;
      vz += leg.sign * part[5]!;
    }
    out[0] = x;
    out[1] = y;
    out[2] = z;
    out[3] = vx;
    out[4] = vy;
    out[5] = vz;
  }

  /** Position alone, at half the cost. */
  position(target: number, observer: number, et: number, out: Float64Array): void {
    const { legs } = this.#route(target, observer, et);
    const part = this.#part;
    let x = 0;
    let y = 0;
    let z = 0;
    for (let i = 0; i < legs.length; i += 1) {
      const leg = legs[i]!;
      leg.segment.evaluatePosition(et, part);
      if (leg.frame !== null) this.#toInertial(leg.frame, et, part, false);
      x += leg.sign * part[0]!;
      y += leg.sign * part[1]!;
      z += leg.sign * part[2]!;
    }
    out[0] = x;
    out[1] = y;
    out[2] = z;
  }

  #toInertial(frame: Orientation, et: number, s: Float64Array, withVelocity: boolean): void {
    const m = this.#turn;
    const dm = this.#turnRate;
    const x = s[0]!, y = s[1]!, z = s[2]!; // prettier-ignore
    const vx = s[3]!, vy = s[4]!, vz = s[5]!; // prettier-ignore
    if (withVelocity) frame.rotationAndRate(et, m, dm);
    else frame.rotation(et, m);
    for (let k = 0; k < 3; k += 1) {
      s[k] = m[k]! * x + m[3 + k]! * y + m[6 + k]! * z;
      if (!withVelocity) continue;
      s[3 + k] = m[k]! * vx + m[3 + k]! * vy + m[6 + k]! * vz + dm[k]! * x + dm[3 + k]! * y + dm[6 + k]! * z;
    }
  }

  #route(target: number, observer: number, et: number): Route {
    const last = this.#lastRoute;
    const isSame = target === this.#lastTarget && observer === this.#lastObserver;
    if (isSame && et > last.startEt && et < last.endEt) return last;
    this.#lastRoute = this.#lookUpRoute(target, observer, et);
    this.#lastTarget = target;
    this.#lastObserver = observer;
    return this.#lastRoute;
  }

  #lookUpRoute(target: number, observer: number, et: number): Route {
    let routes = this.#routes.get(target);
    if (routes === undefined) this.#routes.set(target, (routes = new Map()));
    const known = routes.get(observer);
    if (known !== undefined && et > known.startEt && et < known.endEt) return known;
    const found = this.#findRoute(target, observer, et);
    if (found.endEt > found.startEt) routes.set(observer, found);
    return found;
  }

  #findRoute(target: number, observer: number, et: number): Route {
    const down = this.#chain(target, et, observer);
    const up = this.#chain(observer, et, target);
    const centers = [target, ...down.map((segment) => segment.center)];
    const meetUp = [observer, ...up.map((segment) => segment.center)].findIndex((body) => centers.includes(body));
    if (meetUp < 0) this.#onMissing(...this.#breakOf(target, down, observer, up), et);
    const meeting = meetUp === 0 ? observer : up[meetUp - 1]!.center;
    const used = [
      ...down.slice(0, centers.indexOf(meeting)).map((segment) => this.#leg(segment, 1)),
      ...up.slice(0, meetUp).map((segment) => this.#leg(segment, -1)),
    ];
    // a route holds while the segments of both whole chains do: a segment further up could open a shorter way
    const reigns = [...down, ...up].map((segment) => this.#bodies.get(segment.subject)!.reignAt(et));
    const isSteady = reigns.every((reign) => reign !== null);
    return {
      startEt: isSteady ? Math.max(-Infinity, ...reigns.map((reign) => reign.startEt)) : et,
      endEt: isSteady ? Math.min(Infinity, ...reigns.map((reign) => reign.endEt)) : et,
      legs: used,
    };
  }

  #leg(segment: Segment, sign: 1 | -1): Leg {
    return { segment, sign, frame: segment.frameId === J2000_FRAME ? null : this.#orientationOf(segment.frameId) };
  }

  /** Segments from a body towards the barycentre, as far as they go; stops early at `goal`. */
  #chain(body: number, et: number, goal: number): readonly Segment[] {
    const chain: Segment[] = [];
    for (let at = body; at !== goal && at !== SOLAR_SYSTEM_BARYCENTER && chain.length < LONGEST_CHAIN;) {
      const segment = this.#bodies.get(at)?.at(et) ?? null;
      if (segment === null) break;
      chain.push(segment);
      at = segment.center;
    }
    return chain;
  }

  /** The body at which the chain that does not reach the barycentre ends. */
  #breakOf(target: number, down: readonly Segment[], observer: number, up: readonly Segment[]): [number] {
    const endOfDown = down.at(-1)?.center ?? target;
    return [endOfDown !== SOLAR_SYSTEM_BARYCENTER ? endOfDown : (up.at(-1)?.center ?? observer)];
  }
}
