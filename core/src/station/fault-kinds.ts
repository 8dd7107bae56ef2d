type Ids = readonly { readonly id: string }[] | undefined;

/** What faults can strike: the ids in a station, as its file has them or in SI. */
export interface FaultHost {
  readonly masts: Ids;
  readonly arrays: Ids;
  readonly radioisotope?: Ids;
  readonly fission?: Ids;
  readonly storages?: Ids;
  readonly feeders?: Ids;
  readonly nodes: Ids;
  readonly couplings?: Ids;
  readonly loads: Ids;
  readonly store: { readonly partitions?: Ids };
  readonly links: readonly {
    readonly id: string;
    readonly terminal?: string | undefined;
    readonly terminalId?: string | undefined;
  }[];
  readonly instruments: Ids;
  readonly computers?: Ids;
  readonly robots?: Ids;
  readonly consumables?: Ids;
  readonly samples?: object | undefined;
  readonly visits?: Ids;
}

export interface FaultFacts {
  /** Component that it strikes: its section in the library. */
  readonly section: string;
  /** What it does. */
  readonly law: string;
  /** What is left of the component when the fault takes all of it for good, in two or three words; null when that is no loss. */
  readonly whole: string | null;
  readonly targets: (station: FaultHost) => readonly string[];
}

const ids = (list: Ids) => (list ?? []).map(({ id }) => id);

const fault = (
  section: string,
  law: string,
  whole: string | null,
  targets: (station: FaultHost) => readonly string[],
): FaultFacts => ({ section, law, whole, targets });

/**
 * Every fault of the library, in the order of its components. Between them they can take the whole of any component; a component that can be lost in two ways has two.
 * `effect` is the share that is lost of strings, cells, converters and stocks; the other faults are there or not.
 */
export const FAULT_KINDS = {
  mastDown: fault('masts[]', 'its arrays give nothing; with the first mast the antennas of direct links are lost too', 'fallen', (s) => ids(s.masts)),
  arrayString: fault('arrays[]', 'takes the share `effect` of the output', 'gives nothing', (s) => ids(s.arrays)),
  converterFault: fault('radioisotope[]', 'takes the share `effect` of the electric output; the heat goes on', 'gives no electricity', (s) => ids(s.radioisotope)),
  heatPathOpen: fault('radioisotope[]', 'the heat no longer comes to its node; the electric output goes on', 'gives no heat', (s) => ids(s.radioisotope)),
  sourceTrip: fault('fission[]', 'the output is gone at once; it starts again after the fault', 'tripped', (s) => ids(s.fission)),
  batteryCell: fault('battery', 'takes the share `effect` of the capacity, and what it holds beyond the rest', 'holds nothing', () => ['battery']),
  storageOutage: fault('storages[]', 'neither takes nor gives', 'out', (s) => ids(s.storages)),
  feederOpen: fault('feeders[]', 'everything behind it is without power', 'open', (s) => ids(s.feeders)),
  heaterStuckOff: fault('nodes[]', 'the first heater does not heat; a spare stays sound', 'first heater dead', (s) => ids(s.nodes)),
  heaterStuckOn: fault('nodes[]', 'the first heater does not stop; a spare stays sound', 'first heater stuck on', (s) => ids(s.nodes)),
  couplingOpen: fault('couplings[]', 'no heat flows through it', 'open', (s) => ids(s.couplings)),
  loadDead: fault('loads[]', 'draws nothing whatever is commanded', 'dead', (s) => ids(s.loads)),
  loadStuckOn: fault('loads[]', 'draws its whole power whatever is commanded, while the bus has voltage', 'stuck on', (s) => ids(s.loads)),
  storeFault: fault('store', 'what it holds is lost, and instruments that make data for it cannot run', 'takes no data', (s) => s.store.partitions === undefined ? ['store'] : ids(s.store.partitions)),
  linkOutage: fault('links[]', 'never gets lock', 'reaches nobody', (s) => ids(s.links)),
  terminalOutage: fault('links[]', 'no link of the terminal gets lock', 'terminal dead', (s) => [...new Set(s.links.flatMap((link) => link.terminalId ?? link.terminal ?? []))]),
  instrumentFault: fault('instruments[]', 'what runs on it stops, nothing can start', 'dead', (s) => ids(s.instruments)),
  computerReset: fault('computers[]', 'stops activities and closes links; ends by itself', null, (s) => ['computer', ...ids(s.computers)]),
  computerDead: fault('computers[]', 'one unit dies, and a spare takes over as after a reset; after the last the watchdog switches all off that is not essential, sets heaters to survival, and no command is taken', 'one unit dead', (s) => s.computers === undefined ? ['computer'] : ids(s.computers)),
  robotFault: fault('robots[]', 'stops at its dock', 'dead', (s) => ids(s.robots)),
  consumableLeak: fault('consumables[]', 'takes the share `effect` of what is left, for good', 'lost', (s) => ids(s.consumables)),
  sampleStoreJam: fault('samples', 'takes no more samples; those that it has stay', 'jammed', (s) => (s.samples === undefined ? [] : ['samples'])),
  visitCancelled: fault('visits[]', 'the crew does not come, or leaves', 'does not come', (s) => ids(s.visits)),
} as const satisfies Readonly<Record<string, FaultFacts>>; // prettier-ignore

export type FaultKind = keyof typeof FAULT_KINDS;

export const FAULT_NAMES = Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]];

/** Components of a station that each kind of fault can strike. */
export function faultTargets(station: FaultHost): Readonly<Record<FaultKind, readonly string[]>> {
  return Object.fromEntries(FAULT_NAMES.map((kind) => [kind, FAULT_KINDS[kind].targets(station)])) as unknown as Record<
    FaultKind,
    readonly string[]
  >;
}

/** Faults of a component of the library, as the guide lists them. */
export function faultsOf(section: string): readonly FaultKind[] {
  return FAULT_NAMES.filter((kind) => FAULT_KINDS[kind].section === section);
}
