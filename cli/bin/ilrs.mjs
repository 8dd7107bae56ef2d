#!/usr/bin/env node
import { existsSync } from 'node:fs';

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  console.error('ilrs is not built yet: run `npm start -- --once` or `npm run build` in the project folder first.');
  process.exit(1);
}
await import('../dist/main.js');
