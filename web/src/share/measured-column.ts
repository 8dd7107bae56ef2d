interface Named {
  readonly name: string;
}

/** How the instrument was pointed, set or driven, not what it found. */
const CONDITION =
  /azimuth|elevation|right_ascension|declination|exposure|depth|distance|^(?:sample|furnace)_temperature$|^power$/;

/**
 * Which column a plot shows at first, over column 0: the first that is measured. When none is, the first after the axis.
 *
 * @param columns numeric columns of a table, the axis (time, wavelength ...) first
 */
export function measuredColumn(columns: readonly Named[]): number {
  const found = columns.findIndex(({ name }, i) => i > 0 && !CONDITION.test(name));
  return found > 0 ? found : Math.min(1, columns.length - 1);
}
