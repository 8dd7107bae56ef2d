export { writeFileWhole, writeFilesWhole, type OutputFile } from './write-whole.ts';
