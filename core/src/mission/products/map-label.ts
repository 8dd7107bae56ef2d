import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MapGrid } from '../results/survey-result.ts';
import { bundleLid, investigationLid, lidSegment, MOON_LID, PRODUCT_VERSION, type RunIdentity } from './identifiers.ts';
import { asciiLine, MODEL_VERSION, writeLabel } from './label-parts.ts';
import { element, type XmlElement } from './xml.ts';

/** A map of numbers as it is to be archived beside its GeoTIFF. */
export interface LabelledMap extends RunIdentity {
  readonly missionTitle: string;
  /** Last part of the identifier, e.g. `sunDiscMean`. */
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  /** As PDS units have them for the array: `m`, `deg`; null for shares and classes. */
  readonly unit: string | null;
  /** What the numbers span: light and Earth view over these years. */
  readonly startUtc: string;
  readonly stopUtc: string;
  readonly grid: MapGrid;
  /** `sunDiscMean.img`: the array, row by row from the top, float32, little-endian. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly missing: number;
  readonly software: string;
  /** Terrain and kernels with their digests, and the command: a line each. */
  readonly provenance: readonly string[];
}

/**
 * PDS4 label (Product_Observational, IM 1.26.0.0) of a map as a two-dimensional array.
 *
 * The cartography dictionary is not bundled and the core dictionary has no word for a map projection, so that the label gives it in words and points to the GeoTIFF
 * of the same name, which holds it for programs.
 */
export function mapLabel(map: LabelledMap): Uint8Array {
  return writeLabel('Product_Observational', [
    identification(map),
    element('Observation_Area', [
      element('comment', asciiLine(`${placeWords(map.grid)} ${map.provenance.join('; ')}`, 5000)),
      element('Time_Coordinates', [element('start_date_time', map.startUtc), element('stop_date_time', map.stopUtc)]),
      element('Primary_Result_Summary', [
        element('purpose', 'Science'),
        element('processing_level', 'Derived'),
        element(
          'description',
          asciiLine(`Computed from terrain and ephemeris by ${map.software}; not measured.`, 5000),
        ),
      ]),
      element('Investigation_Area', [
        element('name', asciiLine(map.missionTitle)),
        element('type', 'Mission'),
        element('Internal_Reference', [
          element('lid_reference', investigationLid(map.missionId)),
          element('reference_type', 'data_to_investigation'),
        ]),
      ]),
      element('Observing_System', [
        element('Observing_System_Component', [
          element('name', asciiLine(map.software)),
          element('type', 'Instrument'),
          element('description', 'The program that computed the map; no instrument measured it'),
        ]),
      ]),
      element('Target_Identification', [
        element('name', 'Moon'),
        element('type', 'Satellite'),
        element('Internal_Reference', [
          element('lid_reference', MOON_LID),
          element('reference_type', 'data_to_target'),
        ]),
      ]),
    ]),
    element('File_Area_Observational', [file(map), array(map)]),
  ]);
}

function identification(map: LabelledMap): XmlElement {
  return element('Identification_Area', [
    element('logical_identifier', `${bundleLid(map)}:data_survey:${lidSegment(map.id)}`),
    element('version_id', PRODUCT_VERSION),
    element('title', asciiLine(map.title)),
    element('information_model_version', MODEL_VERSION),
    element('product_class', 'Product_Observational'),
  ]);
}

function placeWords({ columns, rows, stepM, xMinM, yMaxM, proj }: MapGrid): string {
  const pole = proj.includes('+lat_0=-90') ? 'south, IAU_2015:30135' : 'north, IAU_2015:30130';
  return (
    `Polar stereographic map of the ${pole}: sphere of 1737.4 km, true scale at the pole, central meridian 0. ` +
    `Outer corner of the upper left cell at x ${xMinM} m, y ${yMaxM} m; ${columns} by ${rows} cells of ${stepM} m. ` +
    'The GeoTIFF of the same name holds this for programs.'
  );
}

function file({ fileName, bytes }: LabelledMap): XmlElement {
  return element('File', [
    element('file_name', fileName),
    element('file_size', bytes.length, { unit: 'byte' }),
    element('md5_checksum', bytesToHex(md5(bytes))),
  ]);
}

function array({ grid, unit, title, definition, missing }: LabelledMap): XmlElement {
  const axis = (name: string, elements: number, sequence: number) =>
    element('Axis_Array', [
      element('axis_name', name),
      element('elements', elements),
      element('sequence_number', sequence),
    ]);
  return element('Array_2D_Map', [
    element('name', asciiLine(title)),
    element('offset', 0, { unit: 'byte' }),
    element('axes', 2),
    element('axis_index_order', 'Last Index Fastest'),
    element('description', asciiLine(definition, 5000)),
    element('Element_Array', [
      element('data_type', 'IEEE754LSBSingle'),
      unit === null ? null : element('unit', unit),
      element('scaling_factor', 1),
      element('value_offset', 0),
    ]),
    axis('Line', grid.rows, 1),
    axis('Sample', grid.columns, 2),
    element('Special_Constants', [element('missing_constant', missing)]),
  ]);
}
