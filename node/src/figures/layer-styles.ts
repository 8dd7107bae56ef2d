import type { LayerId, MapLayer } from '@openilrs/core/mission';
import type { ColourScale } from '@openilrs/core/terrain';

export interface LayerStyle extends Pick<MapLayer, 'title' | 'definition' | 'unit'> {
  readonly scale: ColourScale;
  /** Ends of the colour bar; null: those of the values. */
  readonly min: number | null;
  readonly max: number | null;
}

/** What each layer is called and how it is coloured. Fractions (unit 1) are shown as percent. */
export const LAYER_STYLES: Readonly<Record<LayerId, LayerStyle>> = {
  elevation: {
    title: 'Terrain height',
    definition: 'Height of the ground above the sphere of 1737.4 km',
    unit: 'm',
    scale: 'cividis',
    min: null,
    max: null,
  },
  slope: {
    title: 'Slope',
    definition: 'Steepest slope of the ground',
    unit: 'deg',
    scale: 'magma_r',
    min: 0,
    max: 40,
  },
  sunDiscMean: {
    title: 'Sunlight (sunDiscMean)',
    definition: 'Mean visible share of the solar disc over the skyline',
    unit: '1',
    scale: 'viridis',
    min: 0,
    max: 1,
  },
  earthFraction: {
    title: 'Earth in view (earthFraction)',
    definition: 'Share of time with the centre of the Earth above the skyline',
    unit: '1',
    scale: 'cividis',
    min: 0,
    max: 1,
  },
  permanentShadow: {
    title: 'Permanent shadow',
    definition: 'No part of the solar disc above the skyline at any time of the period',
    unit: 'class',
    scale: 'shadow',
    min: 0,
    max: 1,
  },
  score: {
    title: 'Site score',
    definition: 'Weighted sum of the terms of the site choice, 0 (worst) to 1 (best)',
    unit: 'score',
    scale: 'viridis',
    min: 0,
    max: 1,
  },
};

/** How relief shows through the colours of a layer: much for heights, little where colours are to be read off. */
export const RELIEF_STRENGTH: Readonly<Record<LayerId, number>> = {
  elevation: 0.7,
  slope: 0.3,
  sunDiscMean: 0.4,
  earthFraction: 0.4,
  permanentShadow: 0.7,
  score: 0.4,
};
