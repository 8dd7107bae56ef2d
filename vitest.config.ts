import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

// Tests read the TypeScript sources, so that an edit is tested without a build; only workers and servers run from dist/.
const alias = [{ find: /^@openilrs\/([a-z]+)\/([a-z-]+)$/, replacement: `${root}$1/src/$2/index.ts` }];

const project = (name: string, include: string[], testTimeout: number) => ({
  resolve: { alias },
  test: { name, include, testTimeout, hookTimeout: testTimeout, exclude: ['**/node_modules/**', '**/dist/**'] },
});

export default defineConfig({
  test: {
    projects: [
      project('fast', ['*/src/**/*.test.ts', 'test/*.test.ts', 'examples/*.test.ts'], 20_000),
      project('whole', ['*/src/**/*.slow.ts', 'test/whole/**/*.test.ts'], 300_000),
    ],
  },
});
