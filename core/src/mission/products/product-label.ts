import { element, type XmlElement } from './xml.ts';
import { productLid } from './identifiers.ts';
import type { Column, MeasurementTable, WrittenTable } from './measurement-table.ts';
import {
  asciiLine,
  contextArea,
  fileElement,
  identification,
  simulationNotice,
  writeLabel,
  type LabelContext,
} from './label-parts.ts';

export interface LabelledProduct {
  readonly activityId: string;
  readonly instrumentId: string;
  readonly instrumentTitle: string;
  readonly title: string;
  /** What the table shows. */
  readonly description: string;
  readonly discipline: string;
  readonly startUtc: string;
  readonly stopUtc: string;
  readonly fileName: string;
  readonly table: MeasurementTable;
  readonly written: WrittenTable;
  /** Volume that the activity is charged with; the table is a sample of it. */
  readonly dataBit: number;
  readonly quality: 'complete' | 'partial';
}

/** The PDS4 label (Product_Observational, IM 1.26.0.0, core dictionary only) of a table of simulated measurements. */
export function productLabel(product: LabelledProduct, context: LabelContext): Uint8Array {
  const { title, startUtc, stopUtc } = product;
  const lid = productLid(context, product.instrumentId, product.activityId);
  const citation = `${title}; simulated data of activity ${product.activityId}, ${product.quality}. ${simulationNotice(context)}`;
  return writeLabel('Product_Observational', [
    identification(lid, title, 'Product_Observational', citation, stopUtc),
    contextArea(
      'Observation_Area',
      { whose: 'data', startUtc, stopUtc, discipline: product.discipline, instrumentTitles: [product.instrumentTitle] },
      context,
    ),
    element('File_Area_Observational', [
      fileElement(product.fileName, product.written.bytes, stopUtc),
      header(product.written),
      tableElement(product),
    ]),
  ]);
}

function header({ headerBytes }: WrittenTable): XmlElement {
  return element('Header', [
    element('offset', 0, { unit: 'byte' }),
    element('object_length', headerBytes, { unit: 'byte' }),
    element('parsing_standard_id', 'PDS DSV 1'),
    element('description', 'Names of the fields'),
  ]);
}

function tableElement({ table, written, description, dataBit }: LabelledProduct): XmlElement {
  const volume = `Sample of ${written.records} records for an activity charged with ${Math.round(dataBit)} bit.`;
  return element('Table_Delimited', [
    element('offset', written.headerBytes, { unit: 'byte' }),
    element('object_length', written.bytes.length - written.headerBytes, { unit: 'byte' }),
    element('parsing_standard_id', 'PDS DSV 1'),
    element('description', asciiLine(`SIMULATED. ${description}. ${volume}`, 5000)),
    element('records', written.records),
    element('record_delimiter', 'Carriage-Return Line-Feed'),
    element('field_delimiter', 'Comma'),
    element('Record_Delimited', [
      element('fields', table.columns.length),
      element('groups', 0),
      element('maximum_record_length', written.maximumRecordBytes, { unit: 'byte' }),
      ...table.columns.map(field),
    ]),
  ]);
}

function field({ name, unit, description, dataType }: Column, index: number): XmlElement {
  return element('Field_Delimited', [
    element('name', name),
    element('field_number', index + 1),
    element('data_type', dataType),
    unit === null ? null : element('unit', unit),
    element('description', asciiLine(description)),
  ]);
}
