import type { LinkSpec, LinkStep } from '../station/index.ts';
import { intersect, toWindows, union, type Window, type Windows } from '../time/index.ts';

/** A rate that holds from `et[i]` on, bit/s. */
export interface RateSteps {
  readonly et: readonly number[];
  readonly rateBitS: readonly number[];
}

/**
 * The rate of a link with steps over a span: of the steps that hold the greatest, its own rate where none does.
 *
 * @param higher when a ground station of the link sees the Moon above an elevation and is seen
 * @param rangeM distance of the Earth at instants of the span, between them a straight line: every six hours it is off by up to 15 km of 400,000
 */
export function rateSteps(
  link: LinkSpec,
  higher: (minElevationRad: number) => Windows,
  rangeM: { readonly et: ArrayLike<number>; readonly values: ArrayLike<number> },
  span: Window,
): RateSteps {
  const steps = (link.steps ?? []).map((step) => ({ step, windows: stepWindows(step, higher, rangeM, span) }));
  const edges = [...new Set([span[0], ...steps.flatMap(({ windows }) => windows.flat())])].sort((a, b) => a - b);
  const et: number[] = [];
  const rateBitS: number[] = [];
  for (const edge of edges) {
    if (edge >= span[1]) break;
    const holding = steps.filter(({ windows }) => windows.some(([from, to]) => from <= edge && edge < to));
    const rate = Math.max(link.rateBitS, ...holding.map(({ step }) => step.rateBitS));
    if (rate === rateBitS.at(-1)) continue;
    et.push(edge);
    rateBitS.push(rate);
  }
  return { et, rateBitS };
}

function stepWindows(
  { minElevationRad, maxRangeM }: LinkStep,
  higher: (minElevationRad: number) => Windows,
  rangeM: Parameters<typeof rateSteps>[2],
  span: Window,
): Windows {
  const high = minElevationRad > 0 ? higher(minElevationRad) : toWindows([span]);
  return maxRangeM === Infinity ? high : intersect(high, nearer(rangeM, maxRangeM));
}

/** When a curve is at or under a level. */
function nearer({ et, values }: Parameters<typeof rateSteps>[2], level: number): Windows {
  let windows: Windows = [];
  for (let i = 1; i < et.length; i += 1) {
    const [a, b] = [values[i - 1]! - level, values[i]! - level];
    if (a > 0 && b > 0) continue;
    const cross = et[i - 1]! + (a / (a - b)) * (et[i]! - et[i - 1]!);
    const from = a > 0 ? cross : et[i - 1]!;
    const to = b > 0 ? cross : et[i]!;
    if (to > from) windows = union(windows, [[from, to]]);
  }
  return windows;
}
