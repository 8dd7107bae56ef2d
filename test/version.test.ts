import { readFileSync } from 'node:fs';
import { SOFTWARE, VERSION } from '@openilrs/core/mission';
import { describe, expect, it } from 'vitest';

const versionOf = (folder: string) =>
  (JSON.parse(readFileSync(new URL(`../${folder}package.json`, import.meta.url), 'utf8')) as { version: string })
    .version;

describe('the version that results name', () => {
  it.each(['', 'core/', 'api/', 'node/', 'server/', 'cli/', 'web/'])('is that of %spackage.json', (folder) => {
    expect(versionOf(folder)).toBe(VERSION);
  });

  it('stands behind the name of the software', () => expect(SOFTWARE).toBe(`openilrs ${VERSION}`));
});
