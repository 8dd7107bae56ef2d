/**
 * What a hub or a depositor refuses, and why. `code` is stable:
 *
 * | code | meaning |
 * |---|---|
 * | `BAD_NOTE`, `BAD_SIGNATURE` | text that is not a signed note, or whose signature does not verify with the key held |
 * | `BAD_ENTRY` | a log entry that is not a well-formed deposit, or whose depositor's signature does not verify |
 * | `BAD_PROOF` | an inclusion or consistency proof that does not lead to the root |
 * | `FORKED_LOG`, `ROLLED_BACK_LOG` | a peer shows a history other than, or older than, the one it signed before |
 * | `ALTERED_OBJECT`, `MISSING_OBJECT` | bytes that do not have the digest that the entry names, or no bytes at all |
 * | `PRODUCT_EXISTS` | the same `lidvid` was deposited before with other content: raise the version |
 * | `DAMAGED_LOG` | a record that had been acknowledged cannot be read back |
 * | `UNKNOWN_DEPOSITOR` | the hub was told whose keys it accepts, and this is none of them |
 */
export type ArchiveErrorCode =
  | 'BAD_NOTE'
  | 'BAD_SIGNATURE'
  | 'BAD_ENTRY'
  | 'BAD_PROOF'
  | 'FORKED_LOG'
  | 'ROLLED_BACK_LOG'
  | 'ALTERED_OBJECT'
  | 'MISSING_OBJECT'
  | 'PRODUCT_EXISTS'
  | 'DAMAGED_LOG'
  | 'UNKNOWN_DEPOSITOR';

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  /** The hub, key or object that is to blame, where one is. */
  readonly subject: string | undefined;

  constructor(code: ArchiveErrorCode, message: string, subject?: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.subject = subject;
  }
}
