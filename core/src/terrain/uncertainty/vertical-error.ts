import { z } from 'zod';
import { InputError } from '../../errors/index.ts';
import type { Terrain } from '../ground/dem.ts';
import type { NoiseComponent } from './noise-field.ts';

/** Error of each grid of a terrain, in its order: components that add up; none where nothing is declared. */
export type TerrainErrors = readonly (readonly NoiseComponent[])[];

const componentSchema = z.strictObject({
  sigmaM: z.number().min(0).max(1000),
  correlationM: z.number().positive().max(1e6),
  /** Where both numbers come from, or `assumed`. */
  source: z.string().min(1),
});

export const verticalErrorsSchema = z.strictObject({
  about: z.string().optional(),
  grids: z.array(z.strictObject({ file: z.string().min(1), components: z.array(componentSchema) })),
});

export type VerticalErrors = z.output<typeof verticalErrorsSchema>;

/** Reads a file of declared vertical errors. @throws InputError `ERRORS_FILE` naming the field */
export function parseVerticalErrors(text: string, where: string): VerticalErrors {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError('ERRORS_FILE', `is not JSON: ${(cause as Error).message}`, { where, cause });
  }
  const parsed = verticalErrorsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new InputError('ERRORS_FILE', `${issue.path.join('.')}: ${issue.message}`, {
    where,
    legal: 'grids: file and components, each with sigmaM, correlationM (metres) and source',
  });
}

/** The declared errors of the grids of a terrain, found by file name. */
export function errorsOf(terrain: Terrain, declared: VerticalErrors): TerrainErrors {
  return checked(terrain, terrain.map(({ name }) => declared.grids.find(({ file }) => file === name)?.components ?? [])); // prettier-ignore
}

/** One error for every polar grid, instead of the declared ones; the global grid has none (it is seen from far away only). */
export function sameError(terrain: Terrain, component: NoiseComponent): TerrainErrors {
  return checked(terrain, terrain.map(({ grid }) => (grid.kind === 'equirectangular' && grid.step > 1e-3 ? [] : [component]))); // prettier-ignore
}

function checked(terrain: Terrain, errors: TerrainErrors): TerrainErrors {
  const wrong = terrain.find(
    ({ grid }, i) => grid.kind === 'equirectangular' && errors[i]!.some((one) => one.sigmaM > 0),
  );
  if (wrong === undefined) return errors;
  throw new InputError('ERRORS_GRID', `${wrong.name} is in longitude and latitude: noise is made in metres of a polar map`, {
    remedy: 'Bring the grid to a polar stereographic projection, or give no error for it',
  }); // prettier-ignore
}
