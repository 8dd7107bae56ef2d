import type { FeatureLike } from 'ol/Feature.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';

/** Marks stand on pictures of any brightness: ink with a halo of its opposite. */
export interface MapColors {
  readonly ink: string;
  readonly halo: string;
  readonly accent: string;
}

const FONT = '12px system-ui, sans-serif';

const text = (colors: MapColors, label: string, offsetX: number, bold = false) =>
  new Text({
    text: label,
    font: bold ? `600 ${FONT}` : FONT,
    offsetX,
    textAlign: offsetX === 0 ? 'center' : 'left',
    fill: new Fill({ color: colors.ink }),
    stroke: new Stroke({ color: colors.halo, width: 3 }),
  });

export function graticuleStyle(colors: MapColors): (feature: FeatureLike) => Style {
  const line = new Style({ stroke: new Stroke({ color: `${colors.ink}66`, width: 0.75 }) });
  return (feature) => {
    const label = feature.get('label') as string | undefined;
    return label === undefined ? line : new Style({ text: text(colors, label, 0) });
  };
}

/** The chosen site is a star, the other candidates are numbered circles. */
export function siteStyle(colors: MapColors, label: string, chosen: boolean): Style {
  const fill = new Fill({ color: chosen ? colors.accent : colors.halo });
  const stroke = new Stroke({ color: chosen ? colors.halo : colors.ink, width: 1.5 });
  const image = chosen
    ? new RegularShape({ points: 5, radius: 11, radius2: 5, fill, stroke })
    : new Circle({ radius: 8, fill, stroke });
  return new Style({
    image,
    text: chosen ? text(colors, label, 14, true) : numberText(colors, label),
    zIndex: chosen ? 2 : 1,
  });
}

const numberText = (colors: MapColors, label: string) =>
  new Text({ text: label, font: `600 11px system-ui, sans-serif`, fill: new Fill({ color: colors.ink }) });

export function pickedStyle(colors: MapColors): Style {
  const cross = (color: string, width: number) =>
    new RegularShape({ points: 4, radius: 12, radius2: 0, angle: 0, stroke: new Stroke({ color, width }) });
  return new Style({ image: cross(colors.accent, 3), zIndex: 3 });
}

/** A place of a tool: a letter or number on a square, which no candidate has. */
export function markStyle(colors: MapColors, label: string): Style {
  const fill = new Fill({ color: colors.accent });
  const image = new RegularShape({ points: 4, angle: Math.PI / 4, radius: 13, fill, stroke: new Stroke({ color: colors.halo, width: 1.5 }) }); // prettier-ignore
  const letter = new Text({
    text: label,
    font: `700 12px system-ui, sans-serif`,
    fill: new Fill({ color: colors.halo }),
  });
  return new Style({ image, text: letter, zIndex: 4 });
}

/** Links are dashed, a drive is a line, its dark stretches are darker. */
export function lineStyle(colors: MapColors, kind: 'link' | 'path' | 'dark'): Style[] {
  const line = (color: string, width: number, lineDash?: number[]) =>
    new Style({ stroke: new Stroke({ color, width, ...(lineDash && { lineDash }) }), zIndex: 3 });
  if (kind === 'link') return [line(colors.halo, 4), line(colors.ink, 2, [6, 5])];
  return [line(colors.halo, 6), line(kind === 'path' ? '#ffd166' : '#5b8cff', 3)];
}
