import type { Dictionaries } from './dictionaries.ts';
import type { Finding } from './finding.ts';
import { Pds4Validator, type LabelOptions } from './pds4-validator.ts';

/** Validates one PDS4 label offline. For many labels keep a {@link Pds4Validator}: compiling the core dictionary takes most of the time. */
export async function validateLabel(
  bytes: Uint8Array,
  options: LabelOptions & { readonly dictionaries: Dictionaries },
): Promise<Finding[]> {
  return new Pds4Validator(options.dictionaries).validate(bytes, options);
}
