import type { NoiseComponent, Terrain, TerrainErrors } from '@openilrs/core/terrain';

/** Error that was used for a grid. */
export interface DeclaredError {
  readonly grid: string;
  readonly components: readonly NoiseComponent[];
}

export function declaredErrors(terrain: Terrain, errors: TerrainErrors): DeclaredError[] {
  return terrain.flatMap(({ name }, i) => {
    const components = errors[i]!.map(({ sigmaM, correlationM }) => ({ sigmaM, correlationM }));
    return components.length === 0 ? [] : [{ grid: name, components }];
  });
}
