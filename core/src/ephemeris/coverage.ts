import { InputError } from '../errors/index.ts';
import { etToUtc, toWindows, type LeapSeconds, type Windows } from '../time/index.ts';
import type { KernelSpan } from './segment.ts';

/** What the loaded kernels hold for one body or frame. */
export interface Coverage {
  readonly kind: 'spk' | 'pck' | 'eop';
  /** Body name or frame name with its id. */
  readonly what: string;
  readonly id: number;
  readonly spans: readonly KernelSpan[];
  /** Joined spans of all files. */
  readonly windows: Windows;
}

export function coverageOf(kind: Coverage['kind'], what: string, id: number, spans: readonly KernelSpan[]): Coverage {
  return { kind, what, id, spans, windows: toWindows(spans.map((span) => [span.startEt, span.endEt] as const)) };
}

/** The error for a time or body outside the kernels: names each file with its span in UTC and et. */
export function coverageError(
  lsk: LeapSeconds,
  what: string,
  et: number,
  spans: readonly KernelSpan[],
  remedy: string,
): InputError {
  const legal = spans.length === 0 ? 'no loaded kernel holds it' : describeSpans(lsk, spans);
  return new InputError('KERNEL_COVERAGE', `no data for ${what} at ${utcOf(lsk, et)} (et ${et})`, { legal, remedy });
}

/** `a.bsp 2000-01-01..2030-01-03 UTC (et -43200..947592000)`, spans of one file joined. */
function describeSpans(lsk: LeapSeconds, spans: readonly KernelSpan[]): string {
  const files = [...new Set(spans.map((span) => span.kernel))];
  return files
    .map((file) => {
      const own = spans.filter((span) => span.kernel === file).map((span) => [span.startEt, span.endEt] as const);
      const texts = toWindows(own).map(
        ([start, end]) => `${utcOf(lsk, start)}..${utcOf(lsk, end)} UTC (et ${start}..${end})`,
      );
      return `${file} ${texts.join(' and ')}`;
    })
    .join('; ');
}

function utcOf(lsk: LeapSeconds, et: number): string {
  return Math.abs(et) < 2.5e11 ? etToUtc(lsk, et, 0) : `et ${et}`;
}
