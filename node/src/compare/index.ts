export { compareRasters, type CompareOptions, type ComparedCells, type Comparison } from './compare-rasters.ts';
export { type Difference, type ThresholdAreas } from './difference.ts';
export { UNIT_CHOICES, type UnitChoice } from './units.ts';
export { writeComparison } from './write-comparison.ts';
