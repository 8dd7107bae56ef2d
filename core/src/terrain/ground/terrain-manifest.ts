import { z } from 'zod';
import { InputError } from '../../errors/index.ts';

const georeference = z.strictObject({
  kind: z.enum(['southPolarStereographic', 'northPolarStereographic', 'equirectangular']),
  /** Left edge of the left cells and upper edge of the top cells, and cell size; degrees for `equirectangular`, else metres. */
  xMinDeg: z.number().optional(),
  yMaxDeg: z.number().optional(),
  stepDeg: z.number().positive().optional(),
  xMinM: z.number().optional(),
  yMaxM: z.number().optional(),
  stepM: z.number().positive().optional(),
});

const entry = z.strictObject({
  file: z.string().min(1),
  notice: z.string().default(''),
  source: z.string(),
  heightUnit: z.enum(['m', 'km']).optional(),
  /** Metres (or `heightUnit`) per unit of the file's numbers, where the file does not say. */
  scale: z.number().positive().optional(),
  georeference: georeference.optional(),
});

/** `terrain.json` of a folder of grids: the order in which they serve, and what the files do not say about themselves. */
export const terrainManifestSchema = z.strictObject({ about: z.string().optional(), grids: z.array(entry).min(1) });

export type TerrainManifest = z.infer<typeof terrainManifestSchema>;
export type TerrainManifestEntry = TerrainManifest['grids'][number];

/**
 * Reads the text of a `terrain.json`; `where` names it in messages.
 * @throws InputError `TERRAIN_MANIFEST` when it is not JSON or has unknown, missing or wrong fields.
 */
export function parseTerrainManifest(text: string, where: string): TerrainManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError('TERRAIN_MANIFEST', `not JSON: ${(cause as Error).message}`, { where, cause });
  }
  const parsed = terrainManifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new InputError('TERRAIN_MANIFEST', `${issue.path.join('.') || 'the file'}: ${issue.message}`, {
    where,
    remedy: 'See data/terrain/terrain.json for an example',
  });
}
