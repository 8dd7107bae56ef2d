import type { ShareResult } from '@openilrs/core/mission';
import { z } from 'zod';
import { same } from './same.ts';
import { provenanceSchema } from './survey-schemas.ts';

export const hubSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    country: z.string(),
    publicKeyHex: z.string(),
    logSize: z.int(),
    rootHashHex: z.string(),
    objects: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'HubState' });

const receiptSchema = z
  .object({ hubId: z.string(), country: z.string(), logIndex: z.int(), atUtc: z.string() })
  .meta({ id: 'Receipt' });

export const productSchema = z
  .object({
    lidvid: z.string(),
    title: z.string(),
    missionId: z.string(),
    instrumentId: z.string(),
    ownerId: z.string(),
    startUtc: z.string(),
    stopUtc: z.string(),
    latDeg: z.number(),
    lonDeg: z.number(),
    embargoUntilUtc: z.string().nullable(),
    bytes: z.int(),
    dataSha256: z.string(),
    labelSha256: z.string(),
    simulated: z.boolean(),
    receipts: z.array(receiptSchema),
    safe: z.boolean(),
  })
  .meta({ id: 'ProductSummary' });

export const shareSchema = z
  .object({
    missionId: z.string(),
    hubs: z.array(hubSchema),
    products: z.array(productSchema),
    provenance: provenanceSchema,
  })
  .meta({ id: 'ShareResult' });

const damagedHubs = {
  damaged: z
    .array(
      z
        .object({ id: z.string(), code: z.string(), message: z.string() })
        .meta({ id: 'DamagedHub', description: 'A hub that cannot be read or has lost deposits, and why.' }),
    )
    .exactOptional()
    .describe(
      'left out when every hub is whole, as far as opening them tells; what a damaged hub cannot show, its receipts do not vouch for',
    ),
};

/** What is on disk, as this reader may see it now, and which hubs are damaged. */
export const shareAnswerSchema = shareSchema.extend(damagedHubs).meta({ id: 'ShareAnswer' });

const reading = {
  reader: z.string().describe('partner id the reader declared, or "public"'),
  evaluatedAtUtc: z.string().describe('clock at which embargoes were judged for this answer'),
};

const facetSchema = z.array(z.object({ value: z.string(), count: z.int() }));

const announcedSchema = z.object({ lidvid: z.string(), ownerId: z.string(), embargoUntilUtc: z.string() }).meta({
  id: 'AnnouncedProduct',
  description: 'All that may be known of a product under an embargo that its owner announces.',
});

export const productsSchema = z
  .object({
    ...reading,
    total: z.int().describe('products that match and that this reader may read; counts nothing else'),
    page: z.int(),
    pageSize: z.int(),
    products: z.array(productSchema),
    facets: z
      .object({ missionId: facetSchema, instrumentId: facetSchema, ownerId: facetSchema })
      .describe('counts over all that match and may be read, never over more'),
    announced: z
      .object({ total: z.int(), items: z.array(announcedSchema) })
      .describe('closed products known to exist; only for searches by owner or by nothing'),
  })
  .meta({ id: 'ProductsAnswer', description: 'Products that the reader may read now, by start time.' });

export const productDetailSchema = z
  .object({
    ...reading,
    product: productSchema,
    files: z.array(
      z.object({ role: z.string(), name: z.string(), mediaType: z.string(), sha256: z.string(), bytes: z.int() }),
    ),
  })
  .meta({ id: 'ProductAnswer', description: 'Metadata and verified receipts of one product.' });

export const previewSchema = z
  .object({
    lidvid: z.string(),
    simulated: z.boolean(),
    rowsTotal: z.int(),
    columns: z.array(z.object({ name: z.string(), unit: z.string(), values: z.array(z.number().nullable()) })),
  })
  .meta({ id: 'PreviewAnswer', description: 'The numeric columns of a table, evenly thinned to at most 500 rows.' });

export const hubsSchema = z.object({ hubs: z.array(hubSchema), ...damagedHubs }).meta({ id: 'HubsAnswer' });

export const verifySchema = z
  .object({
    ok: z.boolean(),
    hubs: z.array(
      z.object({
        id: z.string(),
        ok: z.boolean(),
        logSize: z.int(),
        rootHashHex: z.string(),
        objectsChecked: z.int(),
        problems: z.array(z.string()),
      }),
    ),
    tookMs: z.number(),
  })
  .meta({ id: 'VerifyAnswer', description: 'Every object re-hashed, every log and signature checked again.' });

export type ProductsAnswer = z.infer<typeof productsSchema>;
export type ProductAnswer = z.infer<typeof productDetailSchema>;
export type PreviewAnswer = z.infer<typeof previewSchema>;
export type HubsAnswer = z.infer<typeof hubsSchema>;
export type ShareAnswer = z.infer<typeof shareAnswerSchema>;
export type VerifyAnswer = z.infer<typeof verifySchema>;

same<ShareResult, z.infer<typeof shareSchema>>(true);
