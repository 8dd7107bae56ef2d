/** The longest round length, metres, that is at most `mostPx` long at `metresPerPixel`. */
export function scaleBar(metresPerPixel: number, mostPx: number): { readonly lengthM: number; readonly px: number } {
  const most = metresPerPixel * mostPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthM = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most) ?? power;
  return { lengthM, px: lengthM / metresPerPixel };
}
