import type { LiveLayerId, LiveSurveyOptions } from '@openilrs/api/contract';
import type { MapGrid, Provenance } from '@openilrs/core/mission';

export interface LiveQuestion {
  readonly heightM: number;
  readonly fromUtc: string;
  readonly toUtc: string;
  /** Cells of the finest picture. */
  readonly cellM: number;
  /** Also the longest dark spell of every cell: 1 ms of a core for each over 19 years. */
  readonly spells?: boolean;
}

/** A finished picture. */
export interface LivePicture {
  readonly id: string;
  readonly heightM: number;
  readonly period: { readonly fromUtc: string; readonly toUtc: string };
  readonly cellM: number;
  readonly directions: number;
  readonly sampleS: number;
  readonly isFinest: boolean;
  readonly grid: MapGrid;
  /** Row 0 at the top, NaN where there is nothing; on shared memory. */
  readonly layers: Readonly<Partial<Record<LiveLayerId, Float32Array>>>;
  readonly provenance: Provenance;
  /** What a reader must be told of the terrain. */
  readonly notice: string;
}

export type LiveStep =
  | { readonly kind: 'progress'; readonly cellM: number; readonly done: number; readonly total: number; readonly secondsLeft: number | null } // prettier-ignore
  | { readonly kind: 'map'; readonly picture: LivePicture }
  | { readonly kind: 'done' };

export interface LiveFileRequest {
  readonly picture: LivePicture;
  /** A layer, or `score`. */
  readonly layer: string;
  readonly type: 'tif' | 'csv';
  readonly weights?: readonly number[];
}

/** Works out live maps, off the thread that answers requests. A question is worked on in short turns, so that several may share the cores and any may be dropped. */
export interface LiveSurveyEngine {
  options(): Promise<LiveSurveyOptions>;
  /** @throws InputError when the question cannot be answered */
  open(question: LiveQuestion): Promise<string>;
  /** A turn of work on a question: at most about a quarter of a second, or a picture. */
  advance(session: string): Promise<LiveStep>;
  drop(session: string): Promise<void>;
  file(request: LiveFileRequest): Promise<Uint8Array>;
  close(): Promise<void>;
}
