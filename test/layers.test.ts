import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// Holds the import directions of ARCHITECTURE.md: workspaces, layers of core, no cycle between files.
const root = fileURLToPath(new URL('..', import.meta.url));

const layerOf: Record<string, number> = {
  errors: 0, math: 0, jobs: 0, time: 1, ephemeris: 2, link: 2, programme: 2, terrain: 3, orbits: 3, archive: 3, station: 4, autonomy: 5, mission: 6,
}; // prettier-ignore
/** Narrower than the layers alone would allow (the table in ARCHITECTURE.md). `errors` and `jobs` are open to all. */
const mayImport: Record<string, readonly string[]> = {
  ephemeris: ['time', 'math'],
  link: ['time', 'math'],
  programme: ['time', 'math'],
  terrain: ['ephemeris', 'time', 'math'],
  orbits: ['ephemeris', 'time', 'math'],
  archive: ['programme', 'time', 'math'],
  station: ['time', 'math'],
  autonomy: ['station', 'time', 'math'],
};
const workspaceMayImport: Record<string, readonly string[]> = {
  core: [], kernels: [], api: ['core'], node: ['core', 'kernels'], server: ['api', 'node', 'core'], cli: ['api', 'node', 'core', 'server'], web: ['api', 'core', 'kernels'],
}; // prettier-ignore

const isTest = (path: string) => /\.(test|slow)\.ts$|[\\/]testing[\\/]/.test(path);
const files = Object.keys(workspaceMayImport)
  .filter((workspace) => existsSync(join(root, workspace, 'src')))
  .flatMap((workspace) =>
    readdirSync(join(root, workspace, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(root, workspace, 'src', name),
    ),
  )
  .filter((path) => /\.(ts|svelte)$/.test(path) && !isTest(path));

/** Every import of `file`: relative ones as absolute paths, packages as they are written. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
  return found.map((name) => (name.startsWith('.') ? resolve(dirname(file), name) : name));
}

/** `core/src/terrain/dem.ts` -> ['core', 'terrain']; `@openilrs/core/terrain` -> the same. */
function placeOf(target: string): readonly [workspace: string, folder: string] | null {
  const parts = target.startsWith('@openilrs/')
    ? target.split('/').slice(1)
    : relative(root, target)
        .split(/[\\/]/)
        .filter((part) => part !== 'src');
  return parts[0] !== undefined && parts[0] in workspaceMayImport ? [parts[0], parts[1] ?? ''] : null;
}

const edges = files.flatMap((file) =>
  importsOf(file).map((target) => ({ file: relative(root, file), from: placeOf(file)!, to: placeOf(target), target })),
);

describe('the house', () => {
  it('has files to check', () => expect(files.length).toBeGreaterThan(50));

  it('keeps the import directions between workspaces', () => {
    const wrong = edges.filter(
      ({ from, to }) => to !== null && to[0] !== from[0] && !workspaceMayImport[from[0]]!.includes(to[0]),
    );
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it('keeps the layers of core, and goes from folder to folder through index.ts only', () => {
    const inCore = edges.filter(({ from, to }) => from[0] === 'core' && to?.[0] === 'core' && from[1] !== to[1]);
    const wrong = inCore.filter(({ from, to, target }) => {
      const [here, there] = [from[1], to![1]];
      if (!/index\.ts$/.test(target)) return true;
      if (there === 'errors' || there === 'jobs') return false;
      return mayImport[here] ? !mayImport[here].includes(there) : (layerOf[there] ?? 99) >= (layerOf[here] ?? -1);
    });
    expect(wrong.map(({ file, to }) => `${file} -> ${to!.join('/')}`)).toEqual([]);
  });

  it('lets the executive and the planner see commands, telemetry and curves of the station only', () => {
    const seen = files
      .filter((file) => placeOf(file)![1] === 'autonomy')
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/import (?:type )?\{([^}]*)\} from '\.\.\/station\//g),
      ])
      .flatMap((match) => match[1]!.split(',').map((name) => name.replace(/^\s*type /, '').trim()))
      .filter((name) => name !== '');
    const open = ['Command', 'CommandReply', 'HeaterSetting', 'Signal', 'Telemetry', 'Curve', 'curveAt', 'curveIntegral', 'curveThrough']; // prettier-ignore
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter((name) => !open.includes(name))).toEqual([]);
  });

  it('has no import cycle between files', () => {
    const graph = new Map(files.map((file) => [file, importsOf(file)]));
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].map((step) => relative(root, step));
      if (done.has(file)) return [];
      const cycle = (graph.get(file) ?? []).flatMap((next) => (graph.has(next) ? walk(next, [...path, file]) : []));
      done.add(file);
      return cycle;
    };
    expect(files.flatMap((file) => walk(file, []))).toEqual([]);
  });
});
