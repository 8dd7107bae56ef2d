import { InputError } from '../errors/index.ts';
import type { KernelPool } from './kernel-pool.ts';

/** NAIF's built-in names of the bodies that matter at the Moon. The last name of an id is the one shown. */
const BUILT_IN: readonly (readonly [string, number])[] = [
  ['SOLAR SYSTEM BARYCENTER', 0],
  ['SSB', 0],
  ['MERCURY BARYCENTER', 1],
  ['VENUS BARYCENTER', 2],
  ['EARTH BARYCENTER', 3],
  ['EARTH MOON BARYCENTER', 3],
  ['EARTH-MOON BARYCENTER', 3],
  ['EMB', 3],
  ['MARS BARYCENTER', 4],
  ['JUPITER BARYCENTER', 5],
  ['SATURN BARYCENTER', 6],
  ['URANUS BARYCENTER', 7],
  ['NEPTUNE BARYCENTER', 8],
  ['PLUTO BARYCENTER', 9],
  ['SUN', 10],
  ['MERCURY', 199],
  ['VENUS', 299],
  ['MOON', 301],
  ['EARTH', 399],
];

/** A NAIF id, its decimal text or a name. */
export type Body = number | string;

/** Names and ids of bodies: the built-in ones and `NAIF_BODY_NAME` / `NAIF_BODY_CODE` of the text kernels, which take precedence. */
export class Bodies {
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(pool: KernelPool) {
    for (const [name, id] of BUILT_IN) this.#define(name, id);
    const names = pool.get('NAIF_BODY_NAME') ?? [];
    const codes = pool.get('NAIF_BODY_CODE') ?? [];
    names.forEach((name, i) => {
      const code = codes[i];
      if (typeof name === 'string' && typeof code === 'number') this.#define(name, code);
    });
  }

  /** @throws InputError `BODY_UNKNOWN` */
  id(body: Body): number {
    if (typeof body === 'number') return body;
    const known = this.#ids.get(body) ?? this.#ids.get(canonical(body));
    if (known !== undefined) return known;
    if (/^\s*-?\d{1,9}\s*$/.test(body)) return Number(body);
    throw new InputError('BODY_UNKNOWN', `no body is called "${body}"`, {
      legal: `a NAIF id or one of ${[...new Set(this.#names.values())].slice(0, 40).join(', ')}`,
      remedy: 'Correct the name, use the NAIF id, or load a text kernel with NAIF_BODY_NAME and NAIF_BODY_CODE',
    });
  }

  /** Name with id for people: `MOON (301)`. */
  label(id: number): string {
    const name = this.#names.get(id);
    return name === undefined ? String(id) : `${name} (${id})`;
  }

  name(id: number): string | null {
    return this.#names.get(id) ?? null;
  }

  #define(name: string, id: number): void {
    this.#ids.set(canonical(name), id);
    this.#names.set(id, name);
  }
}

/** As SPICE compares names: no case, one blank for many; underscores count as blanks. */
function canonical(name: string): string {
  return name
    .trim()
    .toUpperCase()
    .replace(/[\s_]+/g, ' ');
}
