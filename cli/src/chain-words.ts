import type { ChainResult, Verb } from '@openilrs/node/chain';

/** What a verb found, in a line or two. */
export function sayVerb(verb: Verb, seconds: number, results: Partial<ChainResult>): string {
  return `${verb.padEnd(10)}${seconds.toFixed(1).padStart(5)} s  ${findings(verb, results)}`;
}

function findings(verb: Verb, { survey, construct, operate, share }: Partial<ChainResult>): string {
  if (verb === 'survey' && survey) {
    const { site } = survey;
    const place = `${Math.abs(site.latDeg).toFixed(4)} ${site.latDeg < 0 ? 'S' : 'N'}, ${site.lonDeg.toFixed(4)} E`;
    return `site ${site.name} at ${place}: solar disc ${percent(site.sunDiscMean)} in the mean, longest dark ${site.longestDarkH.toFixed(0)} h, Earth ${percent(site.earthFraction)}, slope ${site.slopeDeg.toFixed(1)} degrees`;
  }
  if (verb === 'construct' && construct) {
    const { elements, missing, dateUtc } = construct.deliveredBy;
    return `${elements.length} elements delivered by ${dateUtc}, ${missing.length} missing${missing.length > 0 ? ` (${missing.map(({ element }) => element).join(', ')})` : ''}`;
  }
  if (verb === 'operate' && operate) {
    const { summary: s } = operate;
    const avoidable = s.breaches.filter((breach) => breach.avoidable).length;
    return `${s.requestsMet} of ${s.requestsTotal} requests met, battery never below ${percent(s.worstBatteryFraction)} (floor ${percent(s.batteryFloorFraction)}), ${s.faultsInjected} faults, ${s.replans} replans, ${avoidable} avoidable breaches`;
  }
  if (verb === 'share' && share) {
    const safe = share.products.filter((product) => product.safe).length;
    return `${share.products.length} products, ${safe} safe in ${share.hubs.map(({ id }) => id).join(' and ')}`;
  }
  return '';
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
