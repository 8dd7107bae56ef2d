import type { LiveState } from '@openilrs/api/contract';
import type { OperateProfiles, StationMode, TimelineLane } from '@openilrs/core/mission';
import { valueAt } from '../run/thin-profiles.ts';
import type { SimulatedRun } from './simulator.ts';

/** Curves that the live state shows, by the id that `operate` gives them. */
const CURVES = {
  batteryFraction: 'battery',
  storeBit: 'store',
  powerInW: 'powerIn',
  powerOutW: 'powerOut',
  sunShare: 'sunShare',
} as const;

const MODES: readonly StationMode[] = ['nominal', 'reduced', 'safe', 'sleep'];

/** The station at an instant of a simulated run. */
export function stationAtInstant(run: SimulatedRun, et: number): Omit<LiveState, 'etNow' | 'playing' | 'speed'> {
  const curve = (name: keyof typeof CURVES) => curveAt(run.profiles, CURVES[name], et);
  const lanes = (kind: TimelineLane['kind']) => run.timeline.lanes.filter((lane) => lane.kind === kind);
  const mode = lanes('mode').flatMap((lane) => barsAt(lane, et))[0]?.label;
  return {
    mode: MODES.find((known) => known === mode) ?? 'nominal',
    batteryFraction: curve('batteryFraction'),
    storeBit: curve('storeBit'),
    powerInW: curve('powerInW'),
    powerOutW: curve('powerOutW'),
    sunShare: curve('sunShare'),
    links: lanes('link').map((lane) => {
      const bars = barsAt(lane, et);
      return {
        id: lane.id,
        title: lane.title,
        up: bars.length > 0,
        sending: bars.some(({ status }) => status === 'on'),
      };
    }),
    activities: lanes('activity').flatMap((lane) =>
      barsAt(lane, et).map((bar) => ({ lane: lane.title, label: bar.label, untilEt: bar.toEt })),
    ),
  };
}

function curveAt(profiles: OperateProfiles, id: string, et: number): number | null {
  const series = profiles.series.find((one) => one.id === id);
  if (series === undefined || series.et.length === 0) return null;
  // Samples may begin a little after the run and end a little before it: the first and the last hold there.
  return valueAt(series, Math.min(Math.max(et, series.et[0]!), series.et[series.et.length - 1]!));
}

function barsAt(lane: TimelineLane, et: number): TimelineLane['bars'] {
  return lane.bars.filter((bar) => bar.fromEt <= et && et < bar.toEt);
}
