import { tablesOf, type ProductRequest } from '@openilrs/core/mission';
import {
  heightAt,
  latLonOf,
  type LunarSky,
  type SkyTable,
  type SurveyRegion,
  type SurveySpec,
  type Terrain,
} from '@openilrs/core/terrain';
import { Recent } from '../places/recent.ts';
import type { LiveStage } from './live-stages.ts';

/** Layers of a live map that are means over the period. */
export const MEANS = ['sunDiscMean', 'sunAnyFraction', 'sunFullFraction', 'earthFraction'] as const;
const GROUND = 'ground light';

/** The sky of a region as tables: those of the verb `survey`, for the height of the mission whatever height is asked for (see `skyHeightM`), kept from question to question. */
export class RegionTables {
  private readonly terrain: Terrain;
  private readonly spec: SurveySpec;
  private readonly kept = new Recent<SkyTable>(60);

  constructor(terrain: Terrain, spec: SurveySpec) {
    this.terrain = terrain;
    this.spec = spec;
  }

  mean(layer: (typeof MEANS)[number], region: SurveyRegion, stage: LiveStage, sky: LunarSky): SkyTable {
    return this.table(layer, region, stage, sky);
  }

  /** Whether any part of the Sun ever stands over a skyline. */
  ground(region: SurveyRegion, stage: LiveStage, sky: LunarSky): SkyTable {
    return this.table(GROUND, region, stage, sky);
  }

  private table(
    layer: (typeof MEANS)[number] | typeof GROUND,
    region: SurveyRegion,
    { cellM, directions, sampleS }: LiveStage,
    sky: LunarSky,
  ): SkyTable {
    return this.kept.get([layer, cellM, directions, sampleS, sky.fromEt, sky.toEt].join(' '), () => {
      const height = heightAt(this.terrain, ...latLonOf(...region.frame.up));
      const eyeM = (Number.isNaN(height) ? 0 : height) + this.spec.height.si;
      const layers: ProductRequest['layers'] = layer === GROUND ? [] : [{ kind: layer, id: layer }];
      const request = { region, sky, heightM: this.spec.height.si, directions, sampleS, layers, leastShadowM2: 0 };
      return tablesOf(request, eyeM, layer === GROUND ? GROUND : null)[0]!.table;
    });
  }
}
