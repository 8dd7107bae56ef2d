// `npm run validation`: compares the light engine with published figures and writes docs/validation/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { pages } = await vite.ssrLoadModule('/bench/validation/index.ts');
  const made = new Date().toISOString().slice(0, 10);
  mkdirSync(`${root}docs/validation`, { recursive: true });
  for (const [name, text] of Object.entries(await pages(made, console.log))) {
    writeFileSync(
      `${root}docs/validation/${name}`,
      await prettier.format(text, { parser: 'markdown', proseWrap: 'preserve' }),
    );
    console.log(`wrote docs/validation/${name}`);
  }
} finally {
  await vite.close();
}
