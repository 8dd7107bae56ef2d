/** One hour: nights last tens to hundreds of hours, and the reserve covers what happens inside a bin. */
export const BIN_S = 3600;

/** Times of a decade are rounded to 2e-7 s; what is within this of an edge of a bin is on it. */
export const ROUNDING_S = 1e-6;
