import {
  ArchiveError,
  checkDepositSignature,
  checkObject,
  depositSchema,
  type DepositEntry,
} from '@openilrs/core/archive';
import { nodeCrypto } from './node-crypto.ts';

/** An entry and the bytes of its objects, by address. */
export interface Deposit {
  readonly entry: DepositEntry;
  readonly objects: ReadonlyMap<string, Uint8Array>;
}

/**
 * Checks all that a hub asks of a deposit before it stores a byte.
 *
 * @param depositors verifier keys that are accepted; undefined: any whose signature verifies
 * @throws ArchiveError `BAD_ENTRY`, `UNKNOWN_DEPOSITOR`, `MISSING_OBJECT`, `ALTERED_OBJECT`
 */
export function checkDeposit({ entry, objects }: Deposit, depositors: readonly string[] | undefined): void {
  const parsed = depositSchema.safeParse(entry);
  if (!parsed.success) throw new ArchiveError('BAD_ENTRY', parsed.error.message, undefined, parsed.error);
  checkDepositSignature(entry, nodeCrypto);
  if (depositors !== undefined && !depositors.includes(entry.depositor))
    throw new ArchiveError('UNKNOWN_DEPOSITOR', `this hub does not know ${entry.depositor}`, entry.depositor);
  for (const object of entry.objects) {
    const bytes = objects.get(object.sha256);
    if (bytes === undefined)
      throw new ArchiveError('MISSING_OBJECT', `${object.name} of ${entry.product} was not sent`, object.sha256);
    checkObject(object, bytes, nodeCrypto);
    if (bytes.length !== object.bytes)
      throw new ArchiveError(
        'BAD_ENTRY',
        `${object.name} has ${bytes.length} bytes, not ${object.bytes}`,
        object.sha256,
      );
  }
}
