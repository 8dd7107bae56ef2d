/** A column of a campaign's table as a person reads it: name and unit of the row, and how its numbers are written. The files and --json keep the names for programs. */
interface ColumnWords {
  readonly words: string;
  readonly written: (value: number) => string;
}

const count = (value: number) => String(Math.round(value * 100) / 100);
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
const hours = (value: number) => `${value.toFixed(1)} h`;
const gigabit = (value: number) => `${(value / 1e9).toFixed(2)} Gbit`;

const COLUMNS: Readonly<Record<string, ColumnWords>> = {
  valueOverBound: { words: 'value, share of the bound', written: percent },
  scienceValue: { words: 'science value, points', written: count },
  clairvoyantBound: { words: 'bound, points', written: count },
  requestsMet: { words: 'requests met', written: count },
  worstBatteryFraction: { words: 'worst battery', written: percent },
  hoursNominal: { words: 'nominal', written: hours },
  hoursReduced: { words: 'reduced', written: hours },
  hoursSafe: { words: 'safe', written: hours },
  hoursSleep: { words: 'asleep', written: hours },
  breaches: { words: 'safety breaches', written: count },
  avoidableBreaches: { words: 'avoidable breaches', written: count },
  faultsInjected: { words: 'faults', written: count },
  replans: { words: 'replans', written: count },
  dataProducedBit: { words: 'data produced', written: gigabit },
  dataReturnedBit: { words: 'data returned', written: gigabit },
  dataKeptBit: { words: 'data kept in the store', written: gigabit },
  dataLostBit: { words: 'data lost', written: gigabit },
};

/** A column that has no words here keeps its name. */
export function columnWords(name: string): ColumnWords {
  return COLUMNS[name] ?? { words: name, written: (value) => String(Math.round(value * 1e4) / 1e4) };
}
