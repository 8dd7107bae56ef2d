import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ApiError } from '../http/api-error.ts';
import type { FileAnswer } from '../http/register-routes.ts';

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.json': 'application/json; charset=utf-8',
};

/**
 * A file that the survey wrote, by its bare name. Only names that the folder lists are read, so no address reaches out of it.
 *
 * @throws ApiError `NOT_FOUND`
 */
export function surveyFile(runFolder: string, name: string): FileAnswer {
  const folder = join(runFolder, 'survey');
  const contentType = TYPES[extname(name)];
  if (contentType === undefined || !namesIn(folder).includes(name)) {
    throw new ApiError('NOT_FOUND', `the survey has no file "${name}"`, { where: 'name' });
  }
  return { contentType, bytes: readFileSync(join(folder, name)), fileName: name };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
