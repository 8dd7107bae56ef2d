/** What the reader filled in; `at` is UTC to the minute. */
export interface FaultForm {
  readonly at: string;
  readonly hours: string;
  readonly forGood: boolean;
  readonly effectPercent: string;
  readonly usesEffect: boolean;
}

export interface FaultTimes {
  readonly et: number;
  readonly durationS: number | null;
  readonly effect: number;
}

/** The fields that cannot be taken, or the fault in SI. */
export type CheckedForm =
  | { readonly ok: true; readonly fault: FaultTimes }
  | { readonly ok: false; readonly wrong: readonly ('at' | 'hours' | 'effect')[] };

const HOUR_S = 3600;

/** @param toEt reads UTC, or throws */
export function checkFaultForm(
  form: FaultForm,
  toEt: (utc: string) => number,
  { startEt, endEt }: { readonly startEt: number; readonly endEt: number },
): CheckedForm {
  const et = readTime(form.at, toEt);
  const hours = numberOf(form.hours);
  const percent = numberOf(form.effectPercent);
  const wrong = [
    ...(et >= startEt && et <= endEt ? [] : ['at' as const]),
    ...(form.forGood || hours > 0 ? [] : ['hours' as const]),
    ...(!form.usesEffect || (percent >= 0 && percent <= 100) ? [] : ['effect' as const]),
  ];
  if (wrong.length > 0) return { ok: false, wrong };
  const effect = Number.isFinite(percent) ? Math.min(1, Math.max(0, percent / 100)) : 1;
  return { ok: true, fault: { et, durationS: form.forGood ? null : hours * HOUR_S, effect } };
}

function readTime(text: string, toEt: (utc: string) => number): number {
  try {
    return toEt(text.endsWith('Z') ? text : `${text}Z`);
  } catch {
    return NaN;
  }
}

function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
