import {
  contentAddress,
  isSafe,
  noteSigner,
  pureCrypto,
  type ArchiveCrypto,
  type DepositStatement,
  type HubsSection,
  type NoteSigner,
} from '../archive/index.ts';
import { proposalOf, rightsOf, type Programme } from '../programme/index.ts';
import { etToUtc, type LeapSeconds } from '../time/index.ts';
import { lidSegment, PRODUCT_VERSION, productLid } from './products/identifiers.ts';
import { bundleLabel, collectionLabel, inventory, type CollectionContent } from './products/collection-labels.ts';
import { instrumentModel } from './products/instrument-models.ts';
import type { LabelContext } from './products/label-parts.ts';
import { writeTable } from './products/measurement-table.ts';
import { productLabel } from './products/product-label.ts';
import { simulateMeasurement } from './products/simulate-measurement.ts';
import type { ExecutedActivity } from './results/operate-result.ts';
import type { ProductSummary } from './results/share-result.ts';

/** What `share` needs to know of the mission. */
export interface ShareInput {
  readonly context: LabelContext;
  readonly instruments: readonly { readonly id: string; readonly title: string }[];
  readonly programme: Programme;
  readonly hubs: HubsSection;
  readonly activities: readonly ExecutedActivity[];
  readonly leapSeconds: LeapSeconds;
  readonly crypto?: ArchiveCrypto;
}

/** A product ready to be deposited. */
export interface ScienceProduct {
  readonly statement: DepositStatement;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The label's bytes, also in `objects`. */
  readonly label: Uint8Array;
  readonly labelName: string;
  /** Hub that the owner deposits at first. */
  readonly hubId: string;
}

/**
 * The products of a run: for each executed activity a table of simulated measurements and its PDS4 label. A function of the input alone.
 *
 * @throws InputError `PROGRAMME_UNKNOWN_PROPOSAL` when an activity belongs to no proposal of the programme
 */
export function makeProducts(input: ShareInput): ScienceProduct[] {
  return input.activities.map((activity) => makeProduct(activity, input));
}

function makeProduct(activity: ExecutedActivity, input: ShareInput): ScienceProduct {
  const { context, leapSeconds, programme, crypto = pureCrypto } = input;
  const { instrumentId } = activity;
  const [startUtc, stopUtc] = [activity.fromEt, activity.toEt].map((et) => etToUtc(leapSeconds, et, 3)) as [
    string,
    string,
  ];
  const { title: experiment } = proposalOf(programme, activity.experimentId);
  const instrumentTitle = titleOf(input, instrumentId);
  const title = `${experiment}: ${instrumentTitle}, ${startUtc.slice(0, 10)}`;
  const table = simulateMeasurement(activity, context.seed, leapSeconds);
  const written = writeTable(table);
  const name = lidSegment(activity.id);
  const { description, discipline } = instrumentModel(instrumentId);
  const fileName = `${name}.csv`;
  const { id: activityId, dataBit, quality } = activity;
  const facts = {
    activityId,
    instrumentId,
    instrumentTitle,
    title,
    description,
    discipline,
    startUtc,
    stopUtc,
    fileName,
  };
  const label = productLabel({ ...facts, table, written, dataBit, quality }, context);
  const rights = rightsOf(programme, activity.experimentId);
  const file = (role: 'data' | 'label', fileNamed: string, mediaType: string, bytes: Uint8Array) => {
    return { role, name: fileNamed, mediaType, sha256: contentAddress(bytes, crypto), bytes: bytes.length };
  };
  const objects = [
    file('data', fileName, 'text/csv', written.bytes),
    file('label', `${name}.xml`, 'application/xml', label),
  ];
  const metadata = {
    ...{ title, missionId: context.missionId, instrumentId, experimentId: activity.experimentId, activityId },
    ...{ startUtc, stopUtc, latDeg: context.latDeg, lonDeg: context.lonDeg, quality, simulated: true },
  };
  const statement: DepositStatement = {
    product: `${productLid(context, instrumentId, activityId)}::${PRODUCT_VERSION}`,
    objects,
    ownerId: activity.ownerId,
    agreementId: rights.agreement,
    embargoUntilUtc: rights.embargoS === 0 ? null : etToUtc(leapSeconds, activity.toEt + rights.embargoS, 3),
    metadata,
  };
  const bytes = new Map([
    [objects[0]!.sha256, written.bytes],
    [objects[1]!.sha256, label],
  ]);
  return { statement, objects: bytes, label, labelName: `${name}.xml`, hubId: hubOf(activity.ownerId, input.hubs) };
}

/** A PDS4 file that describes products, not deposited: rebuilt from the catalogue whenever something is added. */
export interface IndexFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Inventories and labels of one collection per instrument, and the label of the bundle; nothing when there are no products. */
export function makeIndexFiles(products: readonly ScienceProduct[], input: ShareInput): IndexFile[] {
  if (products.length === 0) return [];
  const contents = collections(products, input);
  const files = contents.flatMap((content) => {
    const base = `collection_${lidSegment(content.instrumentId)}`;
    const members = inventory(content.members);
    const label = collectionLabel(content, `${base}.csv`, members, input.context);
    return [
      { name: `${base}.csv`, bytes: members },
      { name: `${base}.xml`, bytes: label },
    ];
  });
  return [...files, { name: 'bundle.xml', bytes: bundleLabel(contents, input.context) }];
}

function collections(products: readonly ScienceProduct[], input: ShareInput): CollectionContent[] {
  const byInstrument = new Map<string, ScienceProduct[]>();
  for (const product of products) {
    const { instrumentId } = product.statement.metadata;
    byInstrument.set(instrumentId, [...(byInstrument.get(instrumentId) ?? []), product]);
  }
  return [...byInstrument].sort(([a], [b]) => (a < b ? -1 : 1)).map(([instrumentId, ofOne]) => {
    const metadata = ofOne.map((product) => product.statement.metadata);
    return {
      instrumentId,
      instrumentTitle: titleOf(input, instrumentId),
      discipline: instrumentModel(instrumentId).discipline,
      members: ofOne.map((product) => product.statement.product),
      startUtc: metadata.map((one) => one.startUtc).sort()[0]!,
      stopUtc: metadata.map((one) => one.stopUtc).sort().at(-1)!,
    };
  }); // prettier-ignore
}

/**
 * The key of a hub or depositor of a *simulated* mission, derived from mission and seed so that a run repeats to the byte. Everybody can
 * derive it: it proves nothing about people. A hub that serves real partners is created with a random key (`openHub` without a seed).
 */
export function simulationSeed(
  missionId: string,
  seed: number,
  role: 'hub' | 'partner',
  id: string,
  crypto: ArchiveCrypto = pureCrypto,
): Uint8Array {
  return crypto.sha256(new TextEncoder().encode(`openilrs simulation key\n${missionId}\n${seed}\n${role}\n${id}\n`));
}

/** The signer of a partner's deposits in a simulated mission. */
export function simulatedDepositor(
  missionId: string,
  seed: number,
  partnerId: string,
  crypto: ArchiveCrypto = pureCrypto,
): NoteSigner {
  const name = `openilrs.example/partner/${partnerId}`;
  return noteSigner(name, simulationSeed(missionId, seed, 'partner', partnerId, crypto), crypto);
}

/** What `share.json` says of a product. `receipts` have been verified by the caller. */
export function summarize(
  statement: DepositStatement,
  receipts: ProductSummary['receipts'],
  k: number,
): ProductSummary {
  const { metadata, objects } = statement;
  const [data, label] = (['data', 'label'] as const).map((role) => objects.find((object) => object.role === role));
  return {
    lidvid: statement.product,
    title: metadata.title,
    missionId: metadata.missionId,
    instrumentId: metadata.instrumentId,
    ownerId: statement.ownerId,
    startUtc: metadata.startUtc,
    stopUtc: metadata.stopUtc,
    latDeg: metadata.latDeg,
    lonDeg: metadata.lonDeg,
    embargoUntilUtc: statement.embargoUntilUtc,
    bytes: objects.reduce((sum, object) => sum + object.bytes, 0),
    dataSha256: data?.sha256 ?? '',
    labelSha256: label?.sha256 ?? '',
    simulated: metadata.simulated,
    receipts,
    safe: isSafe(receipts, k),
  };
}

function titleOf({ instruments }: ShareInput, instrumentId: string): string {
  return instruments.find(({ id }) => id === instrumentId)?.title ?? instrumentId;
}

function hubOf(ownerId: string, { depositAt, list }: HubsSection): string {
  return Object.hasOwn(depositAt, ownerId) ? depositAt[ownerId]! : list[0]!.id;
}
