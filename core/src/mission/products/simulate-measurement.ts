import { createRandom } from '../../math/index.ts';
import { etToUtc, type LeapSeconds } from '../../time/index.ts';
import type { ExecutedActivity } from '../results/operate-result.ts';
import type { InstrumentModel, ValueColumn } from './instrument-model.ts';
import { instrumentModel } from './instrument-models.ts';
import type { Column, MeasurementTable } from './measurement-table.ts';

const ROWS = 120; // enough for a preview; the volume that the activity would have produced is a number in its label

/**
 * The table that an executed activity would have measured. Depends on mission seed and activity alone: the same on every run, whatever
 * else the run did.
 */
export function simulateMeasurement(
  activity: Pick<ExecutedActivity, 'id' | 'instrumentId' | 'fromEt' | 'toEt'>,
  seed: number,
  leapSeconds: LeapSeconds,
): MeasurementTable {
  const model = instrumentModel(activity.instrumentId);
  const root = createRandom(seed).stream(`measurement ${activity.id}`);
  const random = root.stream('noise');
  const constants = new Map<string, number>();
  const constant = (name: string) => {
    if (!constants.has(name)) constants.set(name, root.stream(name).next());
    return constants.get(name)!;
  };
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const u = i / (ROWS - 1);
    const et = activity.fromEt + u * (activity.toEt - activity.fromEt);
    const hours = (et - activity.fromEt) / 3600;
    const x = model.axis === 'time' ? hours : model.axis.from + u * (model.axis.to - model.axis.from);
    const first = model.axis === 'time' ? etToUtc(leapSeconds, et, 3) : format(x, model.axis.digits);
    return [
      first,
      ...model.row({ u, hours, x, random, constant }).map((value, k) => format(value, model.columns[k]!.digits)),
    ];
  });
  return { columns: columnsOf(model), rows };
}

function columnsOf({ axis, columns }: InstrumentModel): Column[] {
  const time: Column = {
    name: 'utc',
    unit: null,
    description: 'Time of the record, UTC',
    dataType: 'ASCII_Date_Time_YMD_UTC',
  };
  return [axis === 'time' ? time : numeric(axis), ...columns.map(numeric)];
}

function numeric({ name, unit, description, digits }: ValueColumn): Column {
  return { name, unit, description, dataType: digits === 0 ? 'ASCII_Integer' : 'ASCII_Real' };
}

/** Fixed decimals; never a negative zero, so that the last bit of a library function does not show. */
function format(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}
