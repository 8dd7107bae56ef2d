// `node scripts/kernels.mjs`: compiles kernels/ with AssemblyScript into modules of core, as text, so that every platform can load them. A test proves that they are what their source gives.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The bytes of kernels/horizon/horizon.ts. */
export async function compileHorizon() {
  let bytes;
  const flags = '--enable simd -O3 --runtime stub --importMemory --initialMemory 1 --noAssert -o horizon.wasm';
  const { error, stderr } = await asc.main(['kernels/horizon/horizon.ts', '--baseDir', root, ...flags.split(' ')], {
    writeFile: (name, contents) => {
      if (name === 'horizon.wasm') bytes = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = Buffer.from(await compileHorizon()).toString('base64');
  writeFileSync(
    `${root}core/src/terrain/sweep/horizon-wasm.ts`,
    `// Written by scripts/kernels.mjs from kernels/horizon/horizon.ts: do not edit.\n/** WebAssembly of the horizon kernel, base 64. */\nexport const HORIZON_WASM =\n  '${text}';\n`,
  );
}
