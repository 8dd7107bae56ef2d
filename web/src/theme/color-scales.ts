/**
 * Colour scales as stops, evenly spaced. viridis, cividis, magma and inferno: Smith, van der Walt, Nuñez and others, matplotlib (CC0), perceptually
 * uniform; every ninth of the published tables.
 */
const STOPS: Record<string, readonly string[]> = {
  viridis: ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'],
  cividis: ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#fee838'],
  magma: ['#000004', '#1c1044', '#4f127b', '#812581', '#b5367a', '#e55064', '#fb8761', '#fec287', '#fcfdbf'],
  inferno: ['#000004', '#1f0c48', '#550f6d', '#88226a', '#ba3655', '#e35933', '#f98e09', '#f9cb35', '#fcffa4'],
  plasma: ['#0d0887', '#4c02a1', '#7e03a8', '#a92395', '#cc4778', '#e56b5d', '#f89540', '#fdc527', '#f0f921'],
  gray: ['#000000', '#ffffff'],
};

/** CSS gradient stops of a scale by its name; an unknown name is shown as viridis. */
export function scaleStops(name: string): readonly string[] {
  const known = name.toLowerCase().replace('grey', 'gray');
  return STOPS[known] ?? STOPS[known.split(/[^a-z]/)[0]!] ?? STOPS['viridis']!;
}
