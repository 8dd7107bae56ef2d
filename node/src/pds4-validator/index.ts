export { folderDictionaries, type Dictionaries } from './dictionaries.ts';
export { formatFinding, isValid, type Finding } from './finding.ts';
export { checkLabelFiles } from './label-files.ts';
export { Pds4Validator, type LabelOptions } from './pds4-validator.ts';
export { validateLabel } from './validate-label.ts';
