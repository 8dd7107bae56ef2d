import type { Telemetry } from '../station/index.ts';
import { nextRateEt, rateAt } from './link-outlets.ts';
import type { Beliefs, StationModel } from './station-model.ts';
import type { StationPort } from './station-port.ts';

/** A link is opened for so many seconds of data, or for half a store, whichever is less; what is less waits. */
const WORTH_S = 600;

/**
 * Opens the link that has contact and needs the least energy per bit at the rate of the moment when there is enough to send (or when its window is about to close), and closes it when the store is empty. One link at a time.
 *
 * @returns when to look again because a window opens, closes soon, or closes, or a rate changes
 */
export function controlLinks(model: StationModel, beliefs: Beliefs, port: StationPort, seen: Telemetry): number {
  const now = seen.et;
  let again = Infinity;
  const contacts = model.links.map((link) => {
    const { id, powerW, windows } = link;
    const window = windowAt(windows, now);
    if (window !== null) again = Math.min(again, nextRateEt(link, now));
    return { id, rateBitS: rateAt(link, now), powerW, windows, window };
  });
  for (const { window, windows } of contacts) {
    if (window === null) again = Math.min(again, nextStart(windows, now));
    else again = Math.min(again, window[1] - WORTH_S > now + 1 ? window[1] - WORTH_S : window[1]);
  }
  const usable = contacts
    .filter(
      ({ id, rateBitS, window }) =>
        rateBitS > 0 && window !== null && !((beliefs.linkDownUntil[id] ?? -Infinity) > now),
    )
    .sort((a, b) => a.powerW / a.rateBitS - b.powerW / b.rateBitS);
  const best = usable[0];
  const wanted = best !== undefined && worth(best, seen, model.storeCapacityBit) ? best.id : null;
  // close before opening: two transmitters are never on together
  for (const { id, on } of seen.links) if (on && id !== wanted) port.command({ kind: 'link', id, on: false });
  if (wanted !== null && !seen.links.some(({ id, on }) => id === wanted && on))
    port.command({ kind: 'link', id: wanted, on: true });
  return again;
}

function worth(
  link: { readonly id: string; readonly rateBitS: number; readonly window: readonly [number, number] | null },
  seen: Telemetry,
  capacityBit: number,
): boolean {
  const isOn = seen.links.some(({ id, on }) => id === link.id && on);
  if (isOn) return seen.storeBit > 0;
  const closing = (link.window?.[1] ?? Infinity) - seen.et <= WORTH_S + 1;
  return seen.storeBit >= Math.min(link.rateBitS * (closing ? 10 : WORTH_S), capacityBit / 2);
}

/** The window that holds `et`, its end left out; O(log n). */
function windowAt(windows: readonly (readonly [number, number])[], et: number): readonly [number, number] | null {
  const i = firstEndingAfter(windows, et);
  const window = windows[i];
  return window !== undefined && window[0] <= et ? window : null;
}

function nextStart(windows: readonly (readonly [number, number])[], et: number): number {
  const i = firstEndingAfter(windows, et);
  for (let k = i; k < windows.length; k += 1) if (windows[k]![0] > et) return windows[k]![0];
  return Infinity;
}

function firstEndingAfter(windows: readonly (readonly [number, number])[], et: number): number {
  let low = 0;
  let high = windows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (windows[middle]![1] <= et) low = middle + 1;
    else high = middle;
  }
  return low;
}
