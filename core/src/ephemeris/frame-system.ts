import { InputError } from '../errors/index.ts';
import { taiToEt, utcInstantToTai, type LeapSeconds } from '../time/index.ts';
import { earthOrientation } from './earth-orientation.ts';
import type { EarthParameters } from './earth-parameters.ts';
import { coverageError, coverageOf, type Coverage } from './coverage.ts';
import {
  constantOrientation,
  inertialMatrix,
  offsetOrientation,
  type FrameCatalogue,
  type FrameFacts,
} from './frames.ts';
import { pckOrientation, type Orientation } from './orientation.ts';
import type { Segment } from './segment.ts';
import { Timeline } from './timeline.ts';

/** A frame ready for use. */
export interface Frame {
  readonly facts: FrameFacts;
  readonly orientation: Orientation;
  /** The frame whose binary PCK (or Earth model) carries the motion; itself for inertial frames. */
  readonly root: FrameFacts;
}

const ITRF93_CLASS_ID = 3000;
const DEEPEST_CHAIN = 10;

/** Orientations of all frames of the kernels loaded, built when first asked for. */
export class FrameSystem {
  readonly catalogue: FrameCatalogue;
  readonly #lsk: LeapSeconds;
  readonly #pck = new Map<number, Timeline<Segment>>();
  readonly #parameters: EarthParameters | null;
  readonly #earth: Orientation | null;
  readonly #frames = new Map<string | number, Frame>();

  /** @param earth orientation parameters: with them ITRF93 is modelled where no binary PCK covers it */
  constructor(
    catalogue: FrameCatalogue,
    segments: readonly Segment[],
    lsk: LeapSeconds,
    earth: EarthParameters | null,
  ) {
    this.catalogue = catalogue;
    this.#lsk = lsk;
    this.#parameters = earth;
    this.#earth = earth === null ? null : earthOrientation(earth, lsk);
    for (const id of new Set(segments.map((segment) => segment.subject)))
      this.#pck.set(id, new Timeline(segments.filter((segment) => segment.subject === id)));
  }

  /** @throws InputError `FRAME_UNKNOWN`, `FRAME_INCOMPLETE`, `FRAME_UNSUPPORTED`; using the orientation, `KERNEL_COVERAGE` */
  frame(name: string | number): Frame {
    const known = this.#frames.get(name);
    if (known !== undefined) return known;
    const frame = this.#build(this.catalogue.facts(name), 0);
    this.#frames.set(name, frame);
    return frame;
  }

  /** Spans of the binary PCK segments of a frame's root. */
  spans(frame: Frame): readonly Segment[] {
    return this.#pck.get(frame.root.classId)?.spans ?? [];
  }

  /** Binary PCK spans by frame. */
  coverage(): readonly Coverage[] {
    const rooted = this.catalogue.all().filter((facts) => facts.frameClass === 2);
    const binary = [...this.#pck].map(([classId, timeline]) => {
      const facts = rooted.find((candidate) => candidate.classId === classId);
      const what = facts === undefined ? `frame class ${classId}` : `${facts.name} (${facts.id})`;
      return coverageOf('pck', what, facts?.id ?? classId, timeline.spans);
    });
    return this.#parameters === null ? binary : [...binary, earthCoverage(this.#parameters, this.#lsk)];
  }

  #build(facts: FrameFacts, depth: number): Frame {
    if (facts.frameClass === 4) {
      if (depth > DEEPEST_CHAIN) throw unsupported(facts, 'is defined relative to itself');
      const { parent, matrix } = this.catalogue.offset(facts);
      const base = this.#build(this.catalogue.facts(parent), depth + 1);
      return { facts, root: base.root, orientation: offsetOrientation(base.orientation, matrix) };
    }
    const inertial = inertialMatrix(facts);
    if (inertial !== null) return { facts, root: facts, orientation: constantOrientation(inertial) };
    if (facts.frameClass !== 2) throw unsupported(facts, `is of class ${facts.frameClass}`);
    const motion = pckOrientation(
      (et) => this.#pck.get(facts.classId)?.at(et) ?? this.#missing(facts, et),
      (frameId) => (frameId === 1 ? null : inertialMatrix(this.catalogue.facts(frameId))),
    );
    if (facts.classId !== ITRF93_CLASS_ID || this.#earth === null) return { facts, root: facts, orientation: motion };
    return { facts, root: facts, orientation: this.#withFallback(facts.classId, motion, this.#earth) };
  }

  /** ITRF93 from a binary PCK where one is loaded and covers the time, else from the model. */
  #withFallback(classId: number, motion: Orientation, model: Orientation): Orientation {
    const pck = this.#pck.get(classId);
    if (pck === undefined) return model;
    const at = (et: number) => (pck.at(et) === null ? model : motion);
    return {
      rotation: (et, out) => at(et).rotation(et, out),
      rotationAndRate: (et, out, rate) => at(et).rotationAndRate(et, out, rate),
    };
  }

  #missing(facts: FrameFacts, et: number): never {
    const own = this.#pck.get(facts.classId)?.spans ?? [];
    const others = this.#alternatives(facts, et);
    const advice =
      others.length > 0
        ? `Use ${others.join(' or ')}, whose kernel covers this time, or load a kernel of ${facts.name} that does`
        : `Load a binary PCK (.bpc) of ${facts.name} that covers this time${facts.classId === ITRF93_CLASS_ID ? ', or IERS finals2000A' : ''}`;
    const family = this.#family(facts);
    throw coverageError(this.#lsk, `the orientation of ${family.join(' and ')}`, et, own, advice);
  }

  /** The frame and those at a constant offset from it, without aliases (offsets of aliases are the identity). */
  #family(root: FrameFacts): string[] {
    const related = this.catalogue
      .all()
      .filter((facts) => facts.center === root.center && this.#rootOf(facts) === root.classId);
    return related.map((facts) => facts.name).filter((name) => !/^MOON_(PA|ME)$/.test(name));
  }

  /** Frames of the same body whose kernels do cover the time, mean-Earth frames first: those are what maps use. */
  #alternatives(missing: FrameFacts, et: number): string[] {
    const covered = this.catalogue.all().filter((facts) => {
      const root = facts.center === missing.center ? this.#rootOf(facts) : null;
      return root !== null && root !== missing.classId && (this.#pck.get(root)?.at(et) ?? null) !== null;
    });
    const names = covered.map((facts) => facts.name).filter((name) => !/^MOON_(PA|ME)$/.test(name));
    return names.sort((a, b) => Number(b.includes('_ME_')) - Number(a.includes('_ME_')));
  }

  #rootOf(facts: FrameFacts): number | null {
    try {
      return this.#build(facts, 0).root.classId;
    } catch {
      return null; // a frame that cannot be built is no alternative
    }
  }
}

/** Where the parameters are tabulated; ITRF93 goes on outside, with the accuracy that earth-parameters.ts states. */
function earthCoverage(table: EarthParameters, lsk: LeapSeconds): Coverage {
  const [startEt, endEt] = [table.firstDay, table.lastDay].map((day) =>
    taiToEt(lsk, utcInstantToTai(lsk, { day, secondS: 0 })),
  ) as [number, number];
  return coverageOf('eop', 'ITRF93 (13000)', 13000, [{ kernel: table.file, startEt, endEt }]);
}

function unsupported(facts: FrameFacts, what: string): InputError {
  return new InputError('FRAME_UNSUPPORTED', `frame ${facts.name} ${what}`, {
    legal: 'inertial frames J2000 and ECLIPJ2000, binary PCK frames (class 2), constant offset frames (class 4)',
    remedy: 'Use MOON_ME_DE421, MOON_ME_DE440_ME421 or ITRF93',
  });
}
