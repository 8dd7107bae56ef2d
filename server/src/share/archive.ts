import type { HubsAnswer, PreviewAnswer, ProductsAnswer, ProductsQuery, VerifyAnswer } from '@openilrs/api/contract';
import type { ProductSummary } from '@openilrs/core/mission';

/** A file of a product as the catalogue knows it. */
export interface ArchivedFile {
  readonly role: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
}

export type Found = Pick<ProductsAnswer, 'total' | 'facets' | 'announced'> & {
  readonly products: readonly ProductSummary[];
};

/** What the archive answers about a product: open with its files, closed but announced, or nothing that this reader may know. */
export type ProductFound =
  | { readonly access: 'full'; readonly product: ProductSummary; readonly files: readonly ArchivedFile[] }
  | { readonly access: 'announced'; readonly embargoUntilUtc: string; readonly ownerId: string }
  | null;

/** The hubs and the catalogue of a run. Who may read what is judged inside, at every call, at `nowUtc`. */
export interface Archive {
  readonly nowUtc: string;
  search(query: ProductsQuery): Promise<Found>;
  product(lidvid: string, reader: string): Promise<ProductFound>;
  /** Bytes of an object of a product that is open to the reader. */
  bytes(sha256: string, reader: string): Promise<Uint8Array>;
  /** The hubs that can be read, and those that are damaged. */
  hubs(): Promise<HubsAnswer>;
  verify(): Promise<VerifyAnswer['hubs']>;
  close(): Promise<void>;
}

export type Preview = Pick<PreviewAnswer, 'rowsTotal' | 'columns'>;
