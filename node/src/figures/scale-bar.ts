import type { MapFrame } from './map-frame.ts';
import { INK, rect, text } from './svg.ts';
import { niceStep, tickLabel } from './ticks.ts';

/** A bar of a round length, about a quarter of the map, in the lower left corner: two white and two black quarters. */
export function scaleBar(frame: MapFrame): string {
  const lengthM = niceStep((frame.xMaxM - frame.xMinM) / 4, 1.6);
  const width = lengthM * frame.pixelsPerM;
  const unit = lengthM >= 1000 ? { name: 'km', size: 1000 } : { name: 'm', size: 1 };
  const [x, y] = [frame.left + 30, frame.top + frame.height - 38];
  const quarters = [0, 1, 2, 3].map(
    (n) =>
    rect([x + (n * width) / 4, y], width / 4, 8, `fill="${n % 2 === 0 ? INK : '#ffffff'}" stroke="${INK}" stroke-width="1"`), // prettier-ignore
  );
  const label = (part: number): string => {
    const value = (part * lengthM) / unit.size;
    return tickLabel(value, value || 1) + (part === 1 ? ` ${unit.name}` : '');
  };
  const labels = [0, 0.5, 1].map((part) =>
    text([x + part * width, y + 24], label(part), { size: 13, anchor: 'middle' }),
  );
  const box = rect([x - 18, y - 10], width + 58, 44, 'fill="#ffffff" fill-opacity="0.85" rx="3"');
  return `<g id="scale-bar">${box}${quarters.join('')}${labels.join('')}</g>`;
}
