import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { element, writeXml, type XmlElement } from './xml.ts';
import { investigationLid, MOON_LID, PRODUCT_VERSION, type RunIdentity } from './identifiers.ts';

/** What every label of a mission says alike. */
export interface LabelContext extends RunIdentity {
  readonly missionTitle: string;
  readonly stationName: string;
  readonly software: string;
  /** Of the mission file. */
  readonly missionSha256: string;
  /** The command that makes the run again. */
  readonly command: string;
  readonly seed: number;
  /** Place of the station: planetocentric latitude and east longitude in degrees, in `frame`. */
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly frame: string;
}

/** Dictionary release: information model 1.26.0.0. */
export const MODEL_VERSION = '1.26.0.0';
const DICTIONARY = 'PDS4_PDS_1Q00';
const NAMESPACE = 'http://pds.nasa.gov/pds4/pds/v1';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="https://pds.nasa.gov/pds4/pds/v1/${DICTIONARY}.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>
`;

export type ProductClass = 'Product_Observational' | 'Product_Collection' | 'Product_Bundle';

/** A whole label, UTF-8. */
export function writeLabel(productClass: ProductClass, areas: readonly XmlElement[]): Uint8Array {
  const attributes = {
    xmlns: NAMESPACE,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${NAMESPACE} https://pds.nasa.gov/pds4/pds/v1/${DICTIONARY}.xsd`,
  };
  return new TextEncoder().encode(HEAD + writeXml(element(productClass, areas, attributes)));
}

/** One line of ASCII, at most `max` characters: what titles and names of the dictionary hold. */
export function asciiLine(text: string, max = 255): string {
  const ascii = text.normalize('NFKD').replace(/[–—]/g, '-').replace(/[^\x20-\x7e]/g, '').replace(/\s+/g, ' ').trim(); // prettier-ignore
  return ascii.slice(0, max).trim();
}

export function identification(
  lid: string,
  title: string,
  productClass: ProductClass,
  citation: string,
  utc: string,
): XmlElement {
  return element('Identification_Area', [
    element('logical_identifier', lid),
    element('version_id', PRODUCT_VERSION),
    element('title', asciiLine(`SIMULATED: ${title}`)),
    element('information_model_version', MODEL_VERSION),
    element('product_class', productClass),
    element('Citation_Information', [
      element('publication_year', utc.slice(0, 4)),
      element('keyword', 'simulated data'),
      element('description', asciiLine(citation, 5000)),
    ]),
    element('Modification_History', [
      element('Modification_Detail', [
        element('modification_date', utc.slice(0, 10)),
        element('version_id', PRODUCT_VERSION),
        element('description', 'First version.'),
      ]),
    ]),
  ]);
}

/** What must be read before the numbers. */
export function simulationNotice({
  software,
  missionId,
  missionSha256,
  command,
  seed,
  latDeg,
  lonDeg,
  frame,
  stationName,
}: LabelContext): string {
  return asciiLine(
    `SIMULATED DATA. No instrument measured this: ${software} made it from the mission file of "${missionId}" with seed ${seed}. ` +
      `Mission file: sha256 ${missionSha256}. Command: ${command} . ` +
      `Place of the simulated station ${stationName}: planetocentric latitude ${latDeg.toFixed(6)} degrees, ` +
      `longitude ${lonDeg.toFixed(6)} degrees east, frame ${frame}.`,
    5000,
  );
}

/** What an area of context tells. */
export interface ContextFacts {
  /** `data`, `collection` or `bundle`, as the dictionary's reference types begin. */
  readonly whose: 'data' | 'collection' | 'bundle';
  readonly startUtc: string;
  readonly stopUtc: string;
  readonly discipline: string | null;
  readonly instrumentTitles: readonly string[];
}

/** When, why, with what and of what: `Observation_Area` of a product, `Context_Area` of a collection or bundle. */
export function contextArea(
  name: 'Observation_Area' | 'Context_Area',
  facts: ContextFacts,
  context: LabelContext,
): XmlElement {
  return element(name, [
    element('comment', simulationNotice(context)),
    timeCoordinates(facts.startUtc, facts.stopUtc),
    primaryResult(context, facts.discipline),
    investigation(context, facts.whose),
    observingSystem(context, facts.instrumentTitles),
    moon(facts.whose),
  ]);
}

function timeCoordinates(startUtc: string, stopUtc: string): XmlElement {
  return element('Time_Coordinates', [element('start_date_time', startUtc), element('stop_date_time', stopUtc)]);
}

function primaryResult(context: LabelContext, discipline: string | null): XmlElement {
  const facets = discipline === null ? null : element('Science_Facets', [element('discipline_name', discipline)]);
  return element('Primary_Result_Summary', [
    element('purpose', 'Science'),
    element('processing_level', 'Derived'),
    element('description', simulationNotice(context)),
    facets,
  ]);
}

function investigation(context: LabelContext, whose: string): XmlElement {
  return element('Investigation_Area', [
    element('name', asciiLine(`${context.missionTitle} (simulated)`)),
    element('type', 'Mission'),
    element('Internal_Reference', [
      element('lid_reference', investigationLid(context.missionId)),
      element('reference_type', `${whose}_to_investigation`),
    ]),
  ]);
}

function observingSystem(context: LabelContext, instrumentTitles: readonly string[]): XmlElement {
  const host = element('Observing_System_Component', [
    element('name', asciiLine(context.stationName)),
    element('type', 'Host'),
    element('description', 'Simulated station on the lunar surface'),
  ]);
  const parts = instrumentTitles.map((title) =>
    element('Observing_System_Component', [
      element('name', asciiLine(title)),
      element('type', 'Instrument'),
      element('description', 'Simulated instrument'),
    ]),
  );
  return element('Observing_System', [host, ...parts]);
}

function moon(whose: string): XmlElement {
  return element('Target_Identification', [
    element('name', 'Moon'),
    element('type', 'Satellite'),
    element('Internal_Reference', [
      element('lid_reference', MOON_LID),
      element('reference_type', `${whose}_to_target`),
    ]),
  ]);
}

/** The `File` object of a file that lies beside its label. */
export function fileElement(name: string, bytes: Uint8Array, createdUtc: string): XmlElement {
  return element('File', [
    element('file_name', name),
    element('creation_date_time', createdUtc),
    element('file_size', bytes.length, { unit: 'byte' }),
    element('md5_checksum', bytesToHex(md5(bytes))),
    element('comment', 'Simulated data'),
  ]);
}
