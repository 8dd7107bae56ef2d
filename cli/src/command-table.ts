import type { Command } from 'commander';

/** What `ilrs help` says of a command, and where the command is: the file behind it, with all that it needs, is read when it is called and not before. */
interface TabledCommand {
  /** As commander writes it: the name, `[options]` when it takes any, its arguments. */
  readonly usage: string;
  readonly description: string;
  readonly load: () => Promise<(program: Command) => void>;
}

/** In the order in which one reads them: single questions, the four verbs, the whole chain, the archive, the server. */
export const COMMANDS: readonly TabledCommand[] = [
  {
    usage: 'state [options]',
    description: 'position and velocity of a body seen from another, as SPKEZR of SPICE gives them',
    load: async () => (await import('./commands/state.ts')).registerState,
  },
  {
    usage: 'horizon [options]',
    description: 'the skyline of a place: elevation and distance of the terrain in every direction',
    load: async () => (await import('./commands/horizon.ts')).registerHorizon,
  },
  {
    usage: 'light [options]',
    description: 'sunlight and Earth view of a place over a period',
    load: async () => (await import('./commands/light.ts')).registerLight,
  },
  {
    usage: 'thermal [options]',
    description: 'temperature of the ground of a place over a period, at the surface and below',
    load: async () => (await import('./commands/thermal.ts')).registerThermal,
  },
  {
    usage: 'traverse [options] [mission]',
    description: 'the drive of least energy between two places, under a slope limit and in light',
    load: async () => (await import('./commands/traverse.ts')).registerTraverse,
  },
  {
    usage: 'rcpsp [options] <file>',
    description: 'schedule a PSPLIB project (.sm): least makespan under precedence and resources, with a lower bound',
    load: async () => (await import('./commands/rcpsp.ts')).registerRcpsp,
  },
  {
    usage: 'report [options]',
    description: 'a page (HTML) about a place: map, skyline, light calendar, nights, Earth view, slopes',
    load: async () => (await import('./commands/report.ts')).registerReport,
  },
  {
    usage: 'survey [options] <mission>',
    description: 'maps of light, Earth view, slope and permanent shadow of the region, and the site that is best',
    load: async () => (await import('./commands/survey.ts')).registerSurvey,
  },
  {
    usage: 'cap [options] <mission>',
    description: 'light maps too large for one piece, by tiles: on all cores here, or on many machines over NATS',
    load: async () => (await import('./commands/cap.ts')).registerCap,
  },
  {
    usage: 'cap-worker [options]',
    description: 'work out tiles of an `ilrs cap --queue` run; may join and leave at any time',
    load: async () => (await import('./commands/cap-worker.ts')).registerCapWorker,
  },
  {
    usage: 'network [options] <mission>',
    description:
      'the two to six sites that together have the most light or the shortest night, proved best of the candidates tried',
    load: async () => (await import('./commands/network.ts')).registerNetwork,
  },
  {
    usage: 'uncertainty [options] [mission]',
    description: 'how sure the light of a place or a map is: percentiles over noise clones of the terrain',
    load: async () => (await import('./commands/uncertainty.ts')).registerUncertainty,
  },
  {
    usage: 'compare [options] <map> <reference>',
    description: 'the difference of a map and a reference map: bias, rms, percentiles, areas, a picture',
    load: async () => (await import('./commands/compare.ts')).registerCompare,
  },
  {
    usage: 'construct [options] <mission>',
    description: 'the route map, and the station that it has delivered by a date',
    load: async () => (await import('./commands/construct.ts')).registerConstruct,
  },
  {
    usage: 'plan [options] <mission>',
    description:
      'plan the whole mission at once, with an upper bound, and why and by how little each request is left out',
    load: async () => (await import('./commands/plan.ts')).registerPlan,
  },
  {
    usage: 'explain [options] <request>',
    description: 'why a request is done when it is, or why it is not and what would change that',
    load: async () => (await import('./commands/explain.ts')).registerExplain,
  },
  {
    usage: 'operate [options] <mission>',
    description: 'let the station live through its mission by itself: plan, execute, faults, nights',
    load: async () => (await import('./commands/operate.ts')).registerOperate,
  },
  {
    usage: 'campaign [options] <mission>',
    description:
      'let the station live many times, with other faults, dust, light and durations each time, and say how it fares: P5, P50, P95',
    load: async () => (await import('./commands/campaign.ts')).registerCampaign,
  },
  {
    usage: 'campaign-worker [options]',
    description: 'run lives of an `ilrs campaign --queue` run; may join and leave at any time',
    load: async () => (await import('./commands/campaign-worker.ts')).registerCampaignWorker,
  },
  {
    usage: 'challenge [options] [scenarios]',
    description: 'score the autonomy on the public challenge set, beside the best known values',
    load: async () => (await import('./commands/challenge.ts')).registerChallenge,
  },
  {
    usage: 'replay [options] <log>',
    description: 'check the chain of an event log, make its run again from its first line and compare entry by entry',
    load: async () => (await import('./commands/replay.ts')).registerReplay,
  },
  {
    usage: 'share [options] <mission>',
    description: 'make data products of the experiments that ran, deposit them in the hubs, gather receipts',
    load: async () => (await import('./commands/share.ts')).registerShare,
  },
  {
    usage: 'run [options] <mission>',
    description: 'the whole chain: survey, construct, operate, share',
    load: async () => (await import('./commands/run.ts')).registerRun,
  },
  {
    usage: 'hub',
    description: 'the hubs of the archive: what they hold, whether it is intact, their catalogue',
    load: async () => (await import('./commands/hub.ts')).registerHub,
  },
  {
    usage: 'validate [options] <label...>',
    description: 'validate PDS4 labels offline: XSD, Schematron, and the files that they describe',
    load: async () => (await import('./commands/validate.ts')).registerValidate,
  },
  {
    usage: 'serve [options] [mission]',
    description: 'serve mission control and the data of a run until interrupted',
    load: async () => (await import('./commands/serve.ts')).registerServe,
  },
  {
    usage: 'start [options]',
    description: 'run the reference mission on the bundled data, then serve mission control (this is `npm start`)',
    load: async () => (await import('./commands/start.ts')).registerStart,
  },
];

/**
 * The commands of `program`: whole the one that the words call, of the others what help says of them. Loading all would take about a second before the first
 * word is read; `command-table.test.ts` holds the table to what the commands say of themselves.
 */
export async function addCommands(program: Command, words: readonly string[]): Promise<void> {
  const called = words.find((word) => COMMANDS.some((one) => nameOf(one) === word));
  for (const one of COMMANDS) {
    if (nameOf(one) === called) (await one.load())(program);
    else program.command(one.usage).description(one.description);
  }
}

function nameOf({ usage }: TabledCommand): string {
  return usage.split(' ')[0]!;
}
