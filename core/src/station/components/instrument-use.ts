/** Who uses what, how fast. */
export interface Use {
  readonly consumableId: string;
  readonly rateKgS: number;
}

/** A sample that an instrument takes. */
export interface SampleSpec {
  readonly massKg: number;
  /** Least duration of an execution that yields one. */
  readonly takesS: number;
}

/** What an instrument asks of other components while it works. */
export interface InstrumentNeeds {
  readonly id: string;
  /** It rides on this robot and lives from its battery. */
  readonly robotId?: string;
  readonly uses?: readonly Use[];
  readonly sample?: SampleSpec;
}

/** An instrument at work, as other components see it. */
export interface Work {
  readonly instrument: InstrumentNeeds;
  readonly powerW: number;
  readonly dataRateBitS: number;
  /** When it began, seconds since the start of the run. */
  readonly startS: number;
  /** It only changes its mode. */
  readonly goesOn?: boolean;
}
