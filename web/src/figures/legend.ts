/** A mark of a chart and what it stands for. */
export interface LegendEntry {
  readonly label: string;
  /** Any colour of CSS, such as `var(--sun)`. */
  readonly color: string;
  readonly mark: 'line' | 'thick' | 'dashed' | 'box';
}
