/** What `operate` writes into `operate/telemetry.json`: every value that the station reported, sampled after each event of the run. */
export interface OperateTelemetry {
  readonly parameters: readonly RecordedParameter[];
}

export interface RecordedParameter {
  /** `component.name`, unique in the station. */
  readonly id: string;
  readonly component: string;
  readonly title: string;
  /** SI; `1` for shares, counts and states. */
  readonly unit: string;
  /** Safety limits; null: none. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the component can report at all; outside it the value is not valid. `most` is null where there is no greatest value. */
  readonly least: number;
  readonly most: number | null;
  /** Of a value that is a state: its names, by number. */
  readonly states: readonly string[] | null;
  /** A value holds from its instant to the next one. Null: the telemetry did not hold it. */
  readonly et: readonly number[];
  readonly values: readonly (number | null)[];
}
