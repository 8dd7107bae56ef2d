import type { CampaignResult, Outcome } from './rcpsp-runs.ts';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const count = (outcomes: readonly Outcome[], holds: (one: Outcome) => boolean) => outcomes.filter(holds).length;
const gapPct = ({ makespan, bestKnown }: Outcome) => (100 * (makespan - bestKnown)) / bestKnown;

/** Figures of a campaign. */
export function summaryOf({ outcomes }: CampaignResult) {
  const gaps = outcomes.map(gapPct);
  return {
    instances: outcomes.length,
    meanGapPct: mean(gaps),
    worstGapPct: Math.max(...gaps),
    atBest: count(outcomes, (one) => one.makespan <= one.bestKnown),
    better: count(outcomes, (one) => one.makespan < one.bestKnown),
    proved: count(outcomes, (one) => one.makespan === one.lowerBound),
    provedElsewhere: count(outcomes, (one) => one.bestKnown === one.knownBound),
    boundBelowPct: mean(outcomes.map((one) => (100 * (one.knownBound - one.lowerBound)) / one.knownBound)),
    meanCpuS: mean(outcomes.map((one) => one.cpuS)),
  };
}

const TARGETS: Readonly<Record<string, string>> = { j30: '0.5 at 10 s', j60: '1.5 at 30 s', j120: '5 at 30 s' };

export function rcpspPage(results: readonly CampaignResult[], made: string, command: string): string {
  const rows = results.map((result) => {
    const one = summaryOf(result);
    const which = result.every === 1 ? 'all given' : `one in ${result.every}`;
    return `| ${[
      result.set,
      `${one.instances} (${which})`,
      `${result.seconds} s`,
      `**${one.meanGapPct.toFixed(2)}**`,
      TARGETS[result.set] ?? '',
      one.worstGapPct.toFixed(1),
      `${one.atBest} (${one.better})`,
      `${one.proved} (${one.provedElsewhere})`,
      one.boundBelowPct.toFixed(2),
      one.meanCpuS.toFixed(2),
      result.load.map((load) => load.toFixed(0)).join(' to '),
    ].join(' | ')} |`;
  });
  return `# Projects of PSPLIB against the best known

Made by \`${command}\` (${made}); do not edit. One search on one thread (seed 1), ended by a proof or after so many seconds of **processor time** (of the whole process, compiler and
garbage collection included), on two cores that were busy with other work: the load is given. Each schedule was checked by code that shares nothing with the search: precedence pair by pair, use of resources
instant by instant. Each instance is in [rcpsp.csv](rcpsp.csv).

Instances: Kolisch & Sprecher 1997 (EJOR 96:205), of which 234 + 231 + 279 were at hand. Best known makespans and bounds: public results of OptalCP and CP Optimizer; those of j30 are all optimal.

| set | instances | limit | mean gap to best known % | asked | worst gap % | at best known (better) | proved optimal (by others) | bound below best known bound, mean % | mean time s | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

"At best known" counts makespans as short as the best known, in brackets shorter ones. "Proved optimal" counts those whose own lower bound reached the makespan; in brackets those that the others have closed, with hours where needed.
`;
}

export function rcpspCsv(results: readonly CampaignResult[]): string {
  const rows = results.flatMap(({ seconds, outcomes }) =>
    outcomes.map((one) => [one.set, one.name, seconds, one.makespan, one.lowerBound, one.bestKnown, one.knownBound, one.cpuS.toFixed(3), one.iterations].join(',')),
  ); // prettier-ignore
  return `set,instance,limitS,makespan,lowerBound,bestKnownMakespan,knownLowerBound,cpuS,iterations\n${rows.join('\n')}\n`;
}
