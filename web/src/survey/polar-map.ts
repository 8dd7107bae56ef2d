import type { SurveyResult } from '@openilrs/core/mission';
import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import ImageLayer from 'ol/layer/Image.js';
import VectorLayer from 'ol/layer/Vector.js';
import OlMap from 'ol/Map.js';
import ImageSource from 'ol/source/Image.js';
import ImageStatic from 'ol/source/ImageStatic.js';
import VectorSource from 'ol/source/Vector.js';
import View from 'ol/View.js';
import { ENGLISH_LINES, graticule, type GraticuleText } from './graticule.ts';
import { graticuleStyle, lineStyle, markStyle, pickedStyle, siteStyle, type MapColors } from './map-styles.ts';
import { extentOf, moonProjection, POLAR_CODE } from './moon-projection.ts';

export interface MapPlace {
  readonly xM: number;
  readonly yM: number;
}

/** What a tool lays over the map: places with a letter, and lines. */
export interface MapMarks {
  readonly places: readonly (MapPlace & { readonly label: string })[];
  readonly lines: readonly { readonly path: readonly MapPlace[]; readonly kind: 'link' | 'path' | 'dark' }[];
}

/** A picture that the page painted itself, over the ground of its grid. */
export interface PaintedLayer {
  readonly canvas: HTMLCanvasElement;
  readonly extent: readonly [left: number, bottom: number, right: number, top: number];
}

export interface PolarMapEvents {
  onpick(place: MapPlace): void;
  onhover(place: MapPlace | null): void;
  /** `byReader`: the reader dragged or zoomed; else the map was laid out or its room changed. */
  onmove(centre: MapPlace, resolution: number, byReader: boolean): void;
  /** How the picture of the layer is: on its way, there, or not to be had. */
  onpicture(state: 'loading' | 'shown' | 'failed'): void;
}

export interface PolarMap {
  showOverlay(url: string, opacity: number): void;
  /** Asks for the picture of the layer anew. */
  reloadOverlay(): void;
  showPainted(layer: PaintedLayer, opacity: number): void;
  showMarks(marks: MapMarks, colors: MapColors): void;
  showRelief(url: string): void;
  showPlaces(survey: SurveyResult, picked: MapPlace | null, colors: MapColors): void;
  /** How parallels and meridians are named. */
  nameLines(text: GraticuleText): void;
  look(centre: MapPlace, resolution: number): void;
  centre(): MapPlace;
  resolution(): number;
  picture(): HTMLCanvasElement;
  close(): void;
}

const DOUBLE_CLICK_MS = 250;
/** Height of what stands along the lower edge of the map. */
const FOOT_PX = 80;

/** The map of the survey: relief, one coloured layer, graticule, candidates and the place that was picked. */
export function openPolarMap(
  target: HTMLElement,
  survey: SurveyResult,
  start: readonly number[] | null,
  events: PolarMapEvents,
): PolarMap {
  const { grid } = survey;
  const projection = moonProjection(grid);
  const extent = extentOf(grid);
  projection.setExtent(extent);
  const relief = new ImageLayer<ImageStatic>({ zIndex: 0 });
  const overlay = new ImageLayer<ImageSource>({ zIndex: 1 });
  const lines = new VectorLayer({ source: new VectorSource(), zIndex: 2, updateWhileInteracting: true });
  const places = new VectorLayer({ source: new VectorSource(), zIndex: 3, updateWhileInteracting: true });
  const marks = new VectorLayer({ source: new VectorSource(), zIndex: 4, updateWhileInteracting: true });
  const view = new View({ projection, extent: buffer(extent, 0.5), maxResolution: (extent[2] - extent[0]) / 150, minResolution: 0.5, constrainOnlyCenter: true, showFullExtent: true, smoothExtentConstraint: false }); // prettier-ignore
  const map = new OlMap({
    target,
    layers: [relief, overlay, lines, places, marks],
    view,
    controls: [],
    interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
  });
  if (start !== null) look({ xM: start[0] ?? 0, yM: start[1] ?? 0 }, start[2] ?? 100);
  else view.fit(extent, { padding: [8, 8, 8, 8] });

  const picture = (url: string) =>
    new ImageStatic({ url, projection: POLAR_CODE, imageExtent: extent, interpolate: false });
  /** The picture of the layer, which tells how it comes; an older one that is given up says nothing more. */
  function told(url: string): ImageStatic {
    const source = picture(url);
    const tell = (state: 'shown' | 'failed') => () => {
      if (overlay.getSource() !== source) return;
      overlay.setVisible(state === 'shown'); // the layer before must not stand under the name of this one
      events.onpicture(state);
    };
    overlay.setVisible(true);
    source.on('imageloadend', tell('shown'));
    source.on('imageloaderror', tell('failed'));
    return source;
  }
  const place = (xy: readonly number[]): MapPlace => ({ xM: xy[0]!, yM: xy[1]! });
  function look(centre: MapPlace, resolution: number): void {
    view.setCenter([centre.xM, centre.yM]);
    view.setResolution(resolution);
  }
  // OpenLayers tells of a move also when it draws for the first time and when the map gets another size: those are nobody's wish.
  let touched = false;
  const touch = () => (touched = true);
  const GESTURES = ['pointerdown', 'wheel', 'keydown'] as const;
  for (const gesture of GESTURES) target.addEventListener(gesture, touch, { passive: true });
  let stood = '';
  let text = ENGLISH_LINES;
  function drawGraticule(): void {
    const source = lines.getSource()!;
    source.clear();
    const extent = view.calculateExtent(map.getSize());
    // Along the lower edge stand legend, position and tools: a label under them would be cut.
    const lowest = extent[1]! + FOOT_PX * view.getResolution()!;
    const hidden = (geometry: unknown) => geometry instanceof Point && geometry.getCoordinates()[1]! < lowest;
    source.addFeatures(graticule(extent, text).filter((line) => !hidden(line.getGeometry())));
  }
  function moved(): void {
    drawGraticule();
    const stands = [...view.getCenter()!, view.getResolution()!].join();
    events.onmove(place(view.getCenter()!), view.getResolution()!, touched && stands !== stood);
    [stood, touched] = [stands, false];
  }
  map.on('moveend', moved);
  // Not OpenLayers' own `singleclick`: it loses the click when a picture arrives meanwhile and its canvas is made anew.
  let click: ReturnType<typeof setTimeout> | undefined;
  map.on('click', (event) => {
    const picked = place(event.coordinate);
    clearTimeout(click);
    click = setTimeout(() => events.onpick(picked), DOUBLE_CLICK_MS);
  });
  map.on('dblclick', () => clearTimeout(click));
  map.on('pointermove', (event) => events.onhover(event.dragging ? null : place(event.coordinate)));
  target.addEventListener('pointerleave', () => events.onhover(null));
  const sizes = new ResizeObserver(() => map.updateSize());
  sizes.observe(target);

  return {
    showOverlay(url, opacity) {
      if (overlay.get('url') !== url) {
        events.onpicture('loading');
        overlay.setSource(told(url));
      }
      overlay.set('url', url);
      overlay.unset('canvas');
      overlay.setOpacity(opacity);
    },
    reloadOverlay() {
      const url = overlay.get('url') as string | undefined;
      if (url === undefined) return;
      events.onpicture('loading');
      overlay.setSource(told(url));
    },
    showPainted({ canvas, extent: [left, bottom, right, top] }, opacity) {
      if (overlay.get('canvas') !== canvas) {
        const image = { image: canvas, extent: [left, bottom, right, top], resolution: (right - left) / canvas.width, pixelRatio: 1 }; // prettier-ignore
        overlay.setVisible(true);
        // ready at once: the coarser picture gives way without a gap
        overlay.setSource(new ImageSource({ projection, interpolate: false, loader: () => image }));
        events.onpicture('shown');
      }
      overlay.set('canvas', canvas);
      overlay.unset('url');
      overlay.setOpacity(opacity);
    },
    showMarks({ places: labelled, lines: drawn }, colors) {
      const source = marks.getSource()!;
      source.clear();
      for (const { path, kind } of drawn) {
        const feature = new Feature(new LineString(path.map(({ xM, yM }) => [xM, yM])));
        feature.setStyle(lineStyle(colors, kind));
        source.addFeature(feature);
      }
      for (const one of labelled) source.addFeature(marked(one, markStyle(colors, one.label)));
    },
    showRelief: (url) => relief.setSource(picture(url)),
    showPlaces({ candidates, site }, picked, colors) {
      lines.setStyle(graticuleStyle(colors));
      const source = places.getSource()!;
      source.clear();
      const others = candidates.filter((one) => one.rank !== site.rank || one.name !== site.name);
      for (const one of others) source.addFeature(marked(one, siteStyle(colors, String(one.rank), false)));
      source.addFeature(marked(site, siteStyle(colors, site.name, true)));
      if (picked !== null) source.addFeature(marked(picked, pickedStyle(colors)));
    },
    nameLines(next) {
      text = next;
      if (map.getSize() !== undefined) drawGraticule();
    },
    look,
    centre: () => place(view.getCenter()!),
    resolution: () => view.getResolution()!,
    picture: () => compose(map),
    close() {
      sizes.disconnect();
      clearTimeout(click);
      map.setTarget(undefined);
      map.dispose();
    },
  };
}

function marked({ xM, yM }: MapPlace, style: ReturnType<typeof pickedStyle>): Feature {
  const feature = new Feature(new Point([xM, yM]));
  feature.setStyle(style);
  return feature;
}

function buffer(
  [left, bottom, right, top]: readonly [number, number, number, number],
  share: number,
): [number, number, number, number] {
  const [dx, dy] = [(right - left) * share, (top - bottom) * share];
  return [left - dx, bottom - dy, right + dx, top + dy];
}

/** All canvases of the map on one. */
function compose(map: OlMap): HTMLCanvasElement {
  const [width, height] = (map.getSize() ?? [1, 1]) as [number, number];
  const ratio = window.devicePixelRatio || 1;
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [width * ratio, height * ratio];
  const pen = sheet.getContext('2d')!;
  for (const canvas of map
    .getTargetElement()!
    .querySelectorAll<HTMLCanvasElement>('.ol-layer canvas, canvas.ol-layer')) {
    pen.globalAlpha = Number(canvas.parentElement?.style.opacity || canvas.style.opacity || 1);
    pen.drawImage(canvas, 0, 0, sheet.width, sheet.height);
  }
  return sheet;
}
