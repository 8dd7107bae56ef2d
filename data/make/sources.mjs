// Writes data/SOURCES.md: every bundled file with size, digest, origin and licence. `--check` only says what is wrong (exit 1).
// Origins and licences are kept in data/sources.json by pattern: `*` within a folder, `**` below it, `(a|b)` alternatives.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const data = fileURLToPath(new URL('..', import.meta.url));
const entries = JSON.parse(readFileSync(`${data}sources.json`, 'utf8')).map((entry) => ({ ...entry, pattern: patternOf(entry.files) }));
const files = readdirSync(data, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\/+/g, '/').slice(data.length))
  .filter((file) => !file.startsWith('make/') && file !== 'SOURCES.md' && file !== 'sources.json')
  .sort();

const lines = files.map((file) => {
  const entry = entries.find(({ pattern }) => pattern.test(file));
  if (!entry) throw new Error(`data/${file} has no entry in data/sources.json: add its origin and licence`);
  const bytes = readFileSync(data + file);
  return `| ${file} | ${bytes.length} | ${createHash('sha256').update(bytes).digest('hex')} | ${entry.what} | ${entry.origin} | ${entry.licence} |`;
});
const unused = entries.filter(({ pattern }) => !files.some((file) => pattern.test(file)));
if (unused.length > 0) throw new Error(`data/sources.json names files that are not there: ${unused.map(({ files: name }) => name).join(', ')}`);

const page = `# Sources of the bundled data

Made by \`node data/make/sources.mjs\` from \`data/sources.json\`; a test checks every digest. The scripts that cut or made a file are in \`data/make/\`.
**The polar terrain grids are reconstructed from renderings of LOLA maps; not mission grade.** Put the originals in their place for real work (README, "Your own terrain").

| file | bytes | sha256 | what | origin | licence |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
if (!process.argv.includes('--check')) writeFileSync(`${data}SOURCES.md`, page);
else if (readFileSync(`${data}SOURCES.md`, 'utf8') !== page) {
  console.error('data/SOURCES.md does not fit the files: run `node data/make/sources.mjs` and read the difference');
  process.exit(1);
}

function patternOf(glob) {
  const source = glob.replace(/[.+^$]/g, '\\$&').replace(/\*\*/g, '\u0000').replace(/\*/g, '[^/]*').replace(/\u0000/g, '.*');
  return new RegExp(`^${source}$`);
}
