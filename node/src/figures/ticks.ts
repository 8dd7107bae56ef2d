/** Steps that people count in: 1, 2, 2.5 or 5 times a power of ten, at least `span / most`. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= rough * (1 - 1e-9))!;
  return factor * power;
}

/** Round numbers from min to max, both included when round. */
export function ticksBetween(min: number, max: number, most: number): number[] {
  if (!(max > min)) return [min];
  return multiplesBetween(min, max, niceStep(max - min, most));
}

export function multiplesBetween(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step - 1e-6);
  const last = Math.floor(max / step + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** As few decimals as tell neighbours `step` apart; a real minus sign; thousands set apart by a thin space. */
export function tickLabel(value: number, step: number): string {
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9) + (isHalfStep(step) ? 1 : 0)));
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole!.length > 4 ? whole!.replaceAll(/\B(?=(\d{3})+$)/g, '\u2009') : whole!;
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return sign + grouped + (fraction === undefined ? '' : `.${fraction}`);
}

/** 2.5, 0.25, ...: one decimal more than its power of ten. */
function isHalfStep(step: number): boolean {
  const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(mantissa - 2.5) < 1e-6;
}
