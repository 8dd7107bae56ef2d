import type { Curve } from '../station/index.ts';

/** What of a station has to be commanded beside loads, heaters, links and instruments: as designed. */
export interface Equipment {
  readonly reactors: readonly ReactorModel[];
  /** Arrays whose dust is cleaned off on command only. */
  readonly dust: readonly DustModel[];
  readonly calibrations: readonly CalibrationModel[];
}

export interface ReactorModel {
  readonly id: string;
  /** Full output at the start of the run, W. */
  readonly electricW: number;
  /** From nothing to full output. */
  readonly startupS: number;
  /** Output once it is up, W. */
  readonly full: Curve;
  /** Output when it is raised at the start of the run, W; part of {@link StationModel.steady}. */
  readonly raised: Curve;
}

export interface DustModel {
  readonly arrayId: string;
  readonly removedFraction: number;
  readonly cleaningW: number;
  readonly cleaningS: number;
}

export interface CalibrationModel {
  readonly instrumentId: string;
  readonly validS: number;
  readonly durationS: number;
}
