import type { Variant } from '@openilrs/core/mission';
import { digestOf } from '../tiles/blob-store.ts';
import type { Software } from '../tiles/software-digest.ts';

/** What lies in the object store for workers, as `run.json`: the case by its digest, and the lives that may be asked for. */
export interface QueuedCampaign {
  readonly format: 'campaign 1';
  readonly software: Software;
  readonly caseDigest: string;
  readonly variants: readonly Variant[];
}

/** What a worker tells of a life. */
export type LifeDone =
  { readonly id: string; readonly digest: string } | { readonly id: string; readonly error: string };

/** Names a campaign on the server: two with the same name ask for the same lives. */
export function campaignId({ software, caseDigest, variants }: QueuedCampaign): string {
  return digestOf(JSON.stringify([software.digest, caseDigest, variants])).slice(0, 32);
}

/** A life as the last part of a subject. */
export function lifeToken(variant: number, seed: number): string {
  return `${variant}-${seed}`;
}

export function lifeOf(token: string): { readonly variant: number; readonly seed: number } | null {
  const found = /^(\d+)-(\d+)$/.exec(token);
  return found === null ? null : { variant: Number(found[1]), seed: Number(found[2]) };
}
