export {
  accessOf,
  accessPolicy,
  accessRule,
  mayRead,
  type Access,
  type AccessPolicy,
  type AccessRule,
  type AgreementRights,
  type ProductRights,
  type Reader,
} from './access.ts';
export { contentAddress, isContentAddress, pureCrypto, type ArchiveCrypto } from './archive-crypto.ts';
export { ArchiveError, type ArchiveErrorCode } from './archive-error.ts';
export { archiveUnion } from './archive-union.ts';
export { decodeBase64, encodeBase64 } from './base64.ts';
export { canonicalBytes, canonicalJson, type JsonValue } from './canonical-json.ts';
export { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.ts';
export {
  checkDepositSignature,
  checkObject,
  depositSchema,
  entryBytes,
  entryHash,
  parseEntry,
  readEntry,
  signDeposit,
  type DepositEntry,
  type DepositMetadata,
  type DepositObject,
  type DepositStatement,
} from './deposit.ts';
export { hubsSchema, type HubSpec, type HubsSection } from './hubs-schema.ts';
export { emptyFrontier, extendFrontier, frontierRoot, type MerkleFrontier } from './merkle-frontier.ts';
export { sameBytes, verifyConsistency, verifyInclusion } from './merkle-proofs.ts';
export { leafHash, MerkleTree, nodeHash } from './merkle-tree.ts';
export {
  isReceiptValid,
  isSafe,
  signReceipt,
  verifyReceipt,
  type KnownHub,
  type OpenedHeads,
  type Receipt,
} from './receipt.ts';
export {
  formatKey,
  noteKey,
  noteSigner,
  openNote,
  parseKey,
  signNote,
  type NoteKey,
  type NoteSigner,
  type OpenedNote,
} from './signed-note.ts';
