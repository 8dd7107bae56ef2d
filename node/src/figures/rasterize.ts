import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const resolve = createRequire(import.meta.url).resolve;
let fonts: Promise<Uint8Array[]> | undefined;

/**
 * Renders SVG to PNG with resvg in WASM and the Inter typeface of `@fontsource/inter`: no fonts of the machine are used, so that the picture is the same
 * everywhere. Text beyond Latin (a Chinese name, say) shows as boxes.
 *
 * @param zoom pixels per SVG unit
 */
export async function rasterize(svg: string, zoom = 1): Promise<Uint8Array> {
  fonts ??= load();
  const fontBuffers = await fonts;
  const image = new Resvg(svg, {
    font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: zoom },
  });
  const rendered = image.render();
  try {
    return rendered.asPng();
  } finally {
    rendered.free(); // memory of WASM is not collected
    image.free();
  }
}

/** WASM may be started once per process. */
async function load(): Promise<Uint8Array[]> {
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const files = ['400', '600'].map((weight) => `@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
  return Promise.all(files.map((file) => readFile(resolve(file))));
}
