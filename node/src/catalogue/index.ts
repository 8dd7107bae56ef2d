export { Catalogue, openCatalogue, type CatalogueOptions } from './catalogue.ts';
export type { CatalogueRows } from './catalogue-rows.ts';
export type {
  AnnouncedProduct,
  CatalogueFile,
  CatalogueProduct,
  Facet,
  ReadContext,
  SearchQuery,
  SearchResult,
} from './search-query.ts';
