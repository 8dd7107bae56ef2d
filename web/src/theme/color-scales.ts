/**
 * Colour scales as stops, evenly spaced. viridis, cividis, magma: Smith, van der Walt, Nuñez and others, matplotlib (CC0), even to the eye and readable
 * without colour vision. The same colours as `colourTable` of core/terrain, which paints the rasters (a test compares them); stops are enough for a bar.
 */
const STOPS: Record<string, readonly string[]> = {
  viridis: ['#440154', '#48186a', '#472d7b', '#424086', '#3b528b', '#33638d', '#2c728e', '#26828e', '#21918c', '#1fa088', '#28ae80', '#3fbc73', '#5ec962', '#84d44b', '#addc30', '#d8e219', '#fde725'], // prettier-ignore
  cividis: ['#00224e', '#002e6a', '#1a386f', '#32436d', '#434e6c', '#535a6d', '#61656f', '#6f7073', '#7d7c78', '#8c8878', '#9b9476', '#aba072', '#bcae6c', '#cdbb63', '#dec958', '#f0d846', '#fee838'], // prettier-ignore
  magma: ['#000004', '#0a0822', '#1d1147', '#36106b', '#51127c', '#6a1c81', '#832681', '#9c2e7f', '#b73779', '#d0416f', '#e75263', '#f56b5c', '#fc8961', '#fea772', '#fec488', '#fde2a3', '#fcfdbf'], // prettier-ignore
  grey: ['#000000', '#ffffff'],
};

/** Colours of the two classes of the scale `shadow`. */
export const SHADOW_CLASSES = { lit: '#efe4c8', shadow: '#263c7d' } as const;

/** CSS gradient stops of a scale by its name, lowest first; `_r` turns it round; an unknown name is shown as viridis. */
export function scaleStops(name: string): readonly string[] {
  const reversed = name.endsWith('_r');
  const stops = STOPS[name.replace(/_r$/, '')] ?? STOPS['viridis']!;
  return reversed ? [...stops].reverse() : stops;
}
