import type { ConstructResult, RouteMission, RoutePhase } from '@openilrs/core/mission';

export type RouteRow =
  | { readonly kind: 'phase'; readonly phase: RoutePhase; readonly y: number }
  | { readonly kind: 'mission'; readonly mission: RouteMission; readonly y: number };

export const ROW_PX = 26;
export const PHASE_PX = 32;

/** The rows of the chart from top to bottom: each phase, then its missions in the order of the file. */
export function routeRows(route: ConstructResult, topPx: number): { rows: RouteRow[]; bottomPx: number } {
  let y = topPx;
  const rows: RouteRow[] = [];
  const known = new Set(route.phases.map((phase) => phase.id));
  for (const phase of route.phases) {
    rows.push({ kind: 'phase', phase, y });
    y += PHASE_PX;
    for (const mission of route.missions.filter((one) => one.phase === phase.id)) {
      rows.push({ kind: 'mission', mission, y });
      y += ROW_PX;
    }
  }
  for (const mission of route.missions.filter((one) => !known.has(one.phase))) {
    rows.push({ kind: 'mission', mission, y });
    y += ROW_PX;
  }
  return { rows, bottomPx: y };
}
