// `npm run validation [-- page ...]`: compares the light engine with published figures and writes docs/validation/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { typescriptOf } from './typescript.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = await typescriptOf(root);
try {
  const { writePages } = await vite.ssrLoadModule('/bench/validation/index.ts');
  const made = new Date().toISOString().slice(0, 10);
  mkdirSync(`${root}docs/validation`, { recursive: true });
  const write = async (name, text) => {
    const page = await prettier.format(text, { parser: 'markdown', proseWrap: 'preserve' });
    writeFileSync(`${root}docs/validation/${name}`, page);
    console.log(`wrote docs/validation/${name}`);
  };
  await writePages(made, process.argv.slice(2), write, console.log);
} finally {
  await vite.close();
}
