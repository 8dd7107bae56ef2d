import { inWordsWhyNot, type NoTraverse } from '@openilrs/core/terrain';
import { parseLsk } from '@openilrs/core/time';
import { bundledPath } from '@openilrs/node/bundled';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sayIn } from '../said/said.ts';
import { said as ru } from '../said/ru.ts';
import { said as zh } from '../said/zh.ts';

const lsk = parseLsk(readFileSync(bundledPath('ephemeris/naif0012.tls'), 'utf8'), 'naif0012.tls');
const reasons: NoTraverse[] = [
  { reason: 'slope', opensAtRad: 0.2 },
  { reason: 'slope', opensAtRad: null },
  { reason: 'darkness', startDark: true, startLitEt: 1.1e9, needsDarkS: 7200 },
  { reason: 'darkness', startDark: true, startLitEt: null, needsDarkS: null },
  { reason: 'darkness', startDark: false, startLitEt: null, needsDarkS: 7200 },
  { reason: 'battery', needsJ: 2e7 },
  { reason: 'time' },
  { reason: 'tooLarge', labels: 1000 },
];

it.each(reasons)('says in every language why there is no drive: %o', (why) => {
  const text = inWordsWhyNot(why, lsk);
  expect(sayIn(zh, text), text).toMatch(/^[^a-z]*$/);
  expect(sayIn(ru, text), text).toMatch(/^[^a-z]*$/);
});
