import type { TimelineBar, TimelineLane } from '@openilrs/core/mission';

/** Token of theme/tokens.css for a bar; modes by their name, the rest by kind and status. */
export function barToken(kind: TimelineLane['kind'], bar: TimelineBar): string {
  if (bar.status === 'fault' || kind === 'fault') return 'alarm';
  if (bar.status === 'aborted') return 'warn';
  if (kind === 'mode')
    return ['nominal', 'reduced', 'safe', 'sleep'].includes(bar.label) ? `mode-${bar.label}` : 'muted';
  if (kind === 'light') return 'sun';
  if (kind === 'link') return 'earth';
  return bar.status === 'planned' ? 'line-strong' : 'activity';
}
