/** Blue over white to red in even steps: the eleven colours of ColorBrewer's RdBu (Brewer, Harrower; Apache 2.0), blue first; readable without colour vision. */
export const DIVERGING: readonly (readonly [number, number, number])[] = [
  [5, 48, 97],
  [33, 102, 172],
  [67, 147, 195],
  [146, 197, 222],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [244, 165, 130],
  [214, 96, 77],
  [178, 24, 43],
  [103, 0, 31],
];

/** Colour of a value from -1 to 1, clamped. */
export function diverging(value: number): readonly [number, number, number] {
  const at = ((Math.max(-1, Math.min(1, value)) + 1) / 2) * (DIVERGING.length - 1);
  const low = Math.min(Math.floor(at), DIVERGING.length - 2);
  const [a, b] = [DIVERGING[low]!, DIVERGING[low + 1]!];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (at - low) * (b[i] - a[i]));
  return [mix(0), mix(1), mix(2)];
}
