import { fileURLToPath } from 'node:url';

/** The project's root: this file is `node/src/bundled/` or `node/dist/bundled/`, both three levels below it. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Absolute path of a file or folder of the bundled `data/` folder, e.g. `bundledPath('terrain/terrain.json')`. */
export function bundledPath(relative: string): string {
  return `${root}data/${relative}`;
}

/** Absolute path of something else that ships with the project, e.g. `projectPath('web/dist')`. */
export function projectPath(relative: string): string {
  return `${root}${relative}`;
}
