import type { ProductSummary } from '@openilrs/core/mission';
import { ApiError } from '../http/api-error.ts';
import type { FileAnswer, Handlers } from '../http/register-routes.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { previewOf } from '../share/preview.ts';
import type { Archive, ArchivedFile } from '../share/archive.ts';

type ShareRoutes =
  'share' | 'products' | 'product' | 'productLabel' | 'productData' | 'productPreview' | 'hubs' | 'verify';

const PAGE = 500;

/** Routes of the data centre. Rights are judged by the archive at every call; nothing is kept between calls. */
export function shareHandlers(run: RunFolder, openArchive: () => Promise<Archive>): Pick<Handlers, ShareRoutes> {
  const open = async (lidvid: string, reader: string) => {
    const archive = await openArchive();
    const found = await archive.product(lidvid, reader);
    if (found === null) throw notFound(lidvid);
    if (found.access === 'announced') throw embargoed(lidvid, found.ownerId, found.embargoUntilUtc);
    return { archive, ...found };
  };
  const file = async (
    lidvid: string,
    reader: string,
    role: string,
  ): Promise<FileAnswer & { readonly product: ProductSummary }> => {
    const { archive, files, product } = await open(lidvid, reader);
    const wanted = files.find((one) => one.role === role);
    if (wanted === undefined) throw new ApiError('NOT_FOUND', `${lidvid} has no ${role} file`, { where: 'lidvid' });
    return { ...fileFacts(wanted), bytes: await archive.bytes(wanted.sha256, reader), product };
  };
  return {
    share: async ({ query }) => {
      const archive = await openArchive();
      const { missionId, provenance } = run.read('share/share.json');
      return { missionId, provenance, ...(await archive.hubs()), products: await allProducts(archive, query.as) };
    },
    products: async ({ query }) => {
      const archive = await openArchive();
      const found = await archive.search(query);
      return { ...found, page: query.page, pageSize: query.pageSize, reader: query.as, evaluatedAtUtc: archive.nowUtc };
    },
    product: async ({ params, query }) => {
      const { archive, product, files } = await open(params.lidvid, query.as);
      return { product, files, reader: query.as, evaluatedAtUtc: archive.nowUtc };
    },
    productLabel: ({ params, query }) => file(params.lidvid, query.as, 'label'),
    productData: ({ params, query }) => file(params.lidvid, query.as, 'data'),
    productPreview: async ({ params, query }) => {
      const [data, label] = await Promise.all(['data', 'label'].map((role) => file(params.lidvid, query.as, role)));
      const { lidvid, simulated } = data!.product;
      return { lidvid, simulated, ...previewOf(data!.bytes, label!.bytes) };
    },
    hubs: async () => (await openArchive()).hubs(),
    verify: async () => {
      const started = performance.now();
      const hubs = await (await openArchive()).verify();
      return { ok: hubs.every((hub) => hub.ok), hubs, tookMs: performance.now() - started };
    },
  };
}

async function allProducts(archive: Archive, reader: string): Promise<ProductSummary[]> {
  const all: ProductSummary[] = [];
  for (let page = 1; ; page += 1) {
    const { products, total } = await archive.search({ page, pageSize: PAGE, as: reader });
    all.push(...products);
    if (products.length === 0 || all.length >= total) return all;
  }
}

function fileFacts({ name, mediaType }: ArchivedFile): Omit<FileAnswer, 'bytes'> {
  return { contentType: mediaType, fileName: name };
}

function notFound(lidvid: string): ApiError {
  return new ApiError('NOT_FOUND', `the catalogue has no product ${lidvid} for this reader`, { where: 'lidvid' });
}

function embargoed(lidvid: string, ownerId: string, untilUtc: string): ApiError {
  return new ApiError('EMBARGO', `${lidvid} of ${ownerId} is closed until ${untilUtc}`, {
    where: 'lidvid',
    legal: `the owner and the readers of its agreement, and everybody from ${untilUtc}`,
    remedy: 'Wait, or ask the owner',
  });
}
