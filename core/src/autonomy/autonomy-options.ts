/** Parts of the autonomy that can be taken away, to measure what each is worth. */
export const AUTONOMY_PARTS = ['lookAhead', 'replan', 'faultProtection', 'search'] as const;
export type AutonomyPart = (typeof AUTONOMY_PARTS)[number];

/**
 * Which parts work; all do unless told otherwise.
 *
 * - `lookAhead` false: no almanac. Each plan takes the light, heat losses and contacts of the moment to last; it is made anew every day.
 * - `replan` false: a plan is followed to its end, whatever telemetry shows; then comes the next.
 * - `faultProtection` false: nothing is concluded from telemetry and nothing done about it: no beliefs, no spares, no safe mode.
 * - `search` false: requests are placed greedily by priority, as plain schedulers do: no other orders, no exchanges.
 */
export type AutonomyOptions = Readonly<Partial<Record<AutonomyPart, boolean>>>;

export function allAutonomy(options: AutonomyOptions = {}): Readonly<Record<AutonomyPart, boolean>> {
  return { lookAhead: true, replan: true, faultProtection: true, search: true, ...options };
}
