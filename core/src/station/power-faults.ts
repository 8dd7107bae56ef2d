import type { Fault } from './reference-fault.ts';

interface Si {
  readonly si: number;
}

/** What of a `station:` section tells how much power it has in the dark. */
interface Powered {
  readonly battery: {
    readonly floor: Si;
    readonly maxDischarge: Si;
    readonly reserve?: Si | undefined;
  };
  readonly storages?:
    | readonly (
        { readonly kind: 'battery'; readonly maxDischarge: Si } | { readonly kind: 'fuelCell'; readonly stackPower: Si }
      )[]
    | undefined;
  readonly radioisotope: readonly { readonly electric: Si }[];
  readonly fission?: readonly { readonly electric: Si }[] | undefined;
  readonly loads: readonly { readonly essential: boolean; readonly power: Si; readonly sleepPower?: Si | undefined }[];
}

/** Stations that would lose their bus in the first hour of darkness, or sink under their floor by their own rules. */
export function powerFaults({ battery, storages = [], radioisotope, fission = [], loads }: Powered): Fault[] {
  const faults: Fault[] = [];
  const { floor, reserve, maxDischarge } = battery;
  if (storages.length > 0 && reserve !== undefined && reserve.si < floor.si)
    faults.push({
      path: ['battery', 'reserve'],
      message: `the battery hands over to other storages at ${percent(reserve)}, under its own floor of ${percent(floor)} (legal: ${percent(floor)} to 95 %)`,
    });
  const neededW = sum(loads.filter(({ essential }) => essential).map(({ power, sleepPower = power }) => sleepPower.si));
  const steadyW = sum([...radioisotope, ...fission].map(({ electric }) => electric.si));
  const storedW = sum(storages.map((s) => (s.kind === 'battery' ? s.maxDischarge.si : s.stackPower.si)));
  const leastW = neededW - steadyW - storedW;
  if (maxDischarge.si < leastW)
    faults.push({
      path: ['battery', 'maxDischarge'],
      message: `${maxDischarge.si} W do not carry the essential loads asleep in the dark (legal: at least ${leastW} W: ${neededW} W less ${steadyW + storedW} W of other sources and storages)`,
    });
  return faults;
}

function percent({ si }: Si): string {
  return `${Number((100 * si).toFixed(2))} %`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
