import { paths, type RouteId } from '../client/index.ts';
import * as query from './parameters.ts';
import { bytes, json, type Route } from './route.ts';
import {
  hubsSchema,
  previewSchema,
  productDetailSchema,
  productsSchema,
  shareAnswerSchema,
  verifySchema,
} from './share-schemas.ts';

const product = ['BAD_REQUEST', 'RUN_NOT_READY', 'NOT_FOUND', 'EMBARGO'] as const;

/** The archive and its hubs. */
export const shareRoutes = {
  share: {
    id: 'share',
    method: 'GET',
    path: paths.share,
    tag: 'share',
    summary: 'Hubs and those deposits of the run that the reader may read now',
    query: query.readerQuery,
    answer: json(shareAnswerSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY'],
  },
  products: {
    id: 'products',
    method: 'GET',
    path: paths.products,
    tag: 'share',
    summary: 'Search the catalogue; embargoes are judged when it is read',
    query: query.productsQuery,
    answer: json(productsSchema),
    errors: ['BAD_REQUEST', 'RUN_NOT_READY'],
  },
  product: {
    id: 'product',
    method: 'GET',
    path: paths.product,
    tag: 'share',
    summary: 'Metadata and receipts of a product',
    params: query.productParams,
    query: query.readerQuery,
    answer: json(productDetailSchema),
    errors: product,
  },
  productLabel: {
    id: 'productLabel',
    method: 'GET',
    path: paths.productLabel,
    tag: 'share',
    summary: 'The PDS4 label',
    params: query.productParams,
    query: query.readerQuery,
    answer: bytes('application/xml'),
    errors: product,
  },
  productData: {
    id: 'productData',
    method: 'GET',
    path: paths.productData,
    tag: 'share',
    summary: 'The data file',
    params: query.productParams,
    query: query.readerQuery,
    answer: bytes('text/csv', 'application/octet-stream'),
    errors: product,
  },
  productPreview: {
    id: 'productPreview',
    method: 'GET',
    path: paths.productPreview,
    tag: 'share',
    summary: 'The numbers of a product, thinned for a picture',
    params: query.productParams,
    query: query.readerQuery,
    answer: json(previewSchema),
    errors: product,
  },
  hubs: {
    id: 'hubs',
    method: 'GET',
    path: paths.hubs,
    tag: 'share',
    summary: 'State of every hub: key, log size, root, objects',
    answer: json(hubsSchema),
    errors: ['RUN_NOT_READY'],
  },
  verify: {
    id: 'verify',
    method: 'POST',
    path: paths.verify,
    tag: 'share',
    summary: 'Check every object, log and signature of every hub again',
    answer: json(verifySchema),
    errors: ['RUN_NOT_READY', 'UNAVAILABLE'],
  },
} as const satisfies Partial<Record<RouteId, Route>>;
