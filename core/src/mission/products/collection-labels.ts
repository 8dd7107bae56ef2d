import { element, type XmlElement } from './xml.ts';
import { bundleLid, collectionLid, PRODUCT_VERSION } from './identifiers.ts';
import {
  contextArea,
  fileElement,
  identification,
  simulationNotice,
  writeLabel,
  type ContextFacts,
  type LabelContext,
} from './label-parts.ts';

/** What one instrument brought in over the mission. */
export interface CollectionContent {
  readonly instrumentId: string;
  readonly instrumentTitle: string;
  readonly discipline: string;
  /** LIDVIDs of its products. */
  readonly members: readonly string[];
  readonly startUtc: string;
  readonly stopUtc: string;
}

/** Inventory of a collection: `P,lidvid` lines (P: primary member). */
export function inventory(members: readonly string[]): Uint8Array {
  return new TextEncoder().encode(
    [...members]
      .sort()
      .map((lidvid) => `P,${lidvid}\r\n`)
      .join(''),
  );
}

/** Label of the collection of one instrument's products. */
export function collectionLabel(
  content: CollectionContent,
  fileName: string,
  bytes: Uint8Array,
  context: LabelContext,
): Uint8Array {
  const title = `${content.instrumentTitle}, ${context.missionTitle}`;
  const lid = collectionLid(context, content.instrumentId);
  const citation = `All simulated products of one instrument. ${simulationNotice(context)}`;
  return writeLabel('Product_Collection', [
    identification(lid, title, 'Product_Collection', citation, content.stopUtc),
    contextArea('Context_Area', factsOf([content], 'collection', content.discipline), context),
    element('Collection', [element('collection_type', 'Data'), element('description', simulationNotice(context))]),
    element('File_Area_Inventory', [
      fileElement(fileName, bytes, content.stopUtc),
      inventoryElement(content.members.length),
    ]),
  ]);
}

/** Label of the bundle of all collections of a mission. */
export function bundleLabel(contents: readonly CollectionContent[], context: LabelContext): Uint8Array {
  const stopUtc = contents.map((content) => content.stopUtc).sort().at(-1)!; // prettier-ignore
  const citation = `All simulated products of the mission "${context.missionId}". ${simulationNotice(context)}`;
  return writeLabel('Product_Bundle', [
    identification(bundleLid(context), context.missionTitle, 'Product_Bundle', citation, stopUtc),
    contextArea('Context_Area', factsOf(contents, 'bundle', null), context),
    element('Bundle', [element('bundle_type', 'Archive'), element('description', simulationNotice(context))]),
    ...contents.map(({ instrumentId }) =>
      element('Bundle_Member_Entry', [
        element('lidvid_reference', `${collectionLid(context, instrumentId)}::${PRODUCT_VERSION}`),
        element('member_status', 'Primary'),
        element('reference_type', 'bundle_has_data_collection'),
      ]),
    ),
  ]);
}

function factsOf(
  contents: readonly CollectionContent[],
  whose: ContextFacts['whose'],
  discipline: string | null,
): ContextFacts {
  const startUtc = contents.map((content) => content.startUtc).sort()[0]!;
  const stopUtc = contents.map((content) => content.stopUtc).sort().at(-1)!; // prettier-ignore
  return { whose, startUtc, stopUtc, discipline, instrumentTitles: contents.map((one) => one.instrumentTitle) };
}

function inventoryElement(records: number): XmlElement {
  const field = (number: number, name: string, type: string, length: number) =>
    element('Field_Delimited', [
      element('name', name),
      element('field_number', number),
      element('data_type', type),
      element('maximum_field_length', length, { unit: 'byte' }),
    ]);
  return element('Inventory', [
    element('offset', 0, { unit: 'byte' }),
    element('parsing_standard_id', 'PDS DSV 1'),
    element('records', records),
    element('record_delimiter', 'Carriage-Return Line-Feed'),
    element('field_delimiter', 'Comma'),
    element('Record_Delimited', [
      element('fields', 2),
      element('groups', 0),
      field(1, 'Member Status', 'ASCII_String', 1),
      field(2, 'LIDVID_LID', 'ASCII_LIDVID_LID', 255),
    ]),
    element('reference_type', 'inventory_has_member_product'),
  ]);
}
