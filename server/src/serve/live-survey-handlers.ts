import type { Handlers } from '../http/register-routes.ts';
import { ApiError } from '../http/api-error.ts';
import { streamMessages } from '../live-survey/message-stream.ts';
import { rasterBytes } from '../live-survey/raster-bytes.ts';
import type { LiveSurveys } from '../live-survey/live-surveys.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { SurveyPoints } from '../run/survey-points.ts';
import type { SurveyTools } from '../survey-tools/survey-tools.ts';

interface Parts {
  readonly run: RunFolder;
  readonly points: SurveyPoints;
  readonly liveSurveys: LiveSurveys;
  readonly surveyTools: SurveyTools;
}

const BYTES = 'application/octet-stream';

/** Layers for the page, and maps that are worked out now. */
export function liveSurveyHandlers({
  run,
  points,
  liveSurveys,
  surveyTools,
}: Parts): Pick<
  Handlers,
  | 'surveyRaster'
  | 'surveyLive'
  | 'surveyLiveOptions'
  | 'surveyLiveLayer'
  | 'surveyLiveFile'
  | 'surveyNetwork'
  | 'surveyTraverse'
> {
  return {
    surveyRaster: async ({ params }) => ({
      contentType: BYTES,
      bytes: rasterBytes(await points.layer(run.read('survey/survey.json'), params.layer)),
    }),
    surveyNetwork: ({ query, signal }) => surveyTools.network(query, signal),
    surveyTraverse: ({ query, signal }) => surveyTools.traverse(query, signal),
    surveyLiveOptions: () => liveSurveys.options(),
    surveyLive: async ({ query, signal, reply }) => {
      void streamMessages(await liveSurveys.ask(query, signal), reply);
    },
    surveyLiveLayer: ({ params }) => {
      const values = liveSurveys.picture(params.map).layers[params.layer];
      if (values === undefined)
        throw new ApiError('NOT_FOUND', `the map has no layer ${params.layer}`, { where: 'layer' });
      return { contentType: BYTES, bytes: rasterBytes(values) };
    },
    surveyLiveFile: async ({ params, query }) => {
      const [layer = '', type] = params.name.split('.') as [string, 'tif' | 'csv'];
      const weights = query.weights?.split(',').map(Number);
      const bytes = await liveSurveys.file(params.map, { layer, type, ...(weights && { weights }) });
      return {
        contentType: type === 'tif' ? 'image/tiff' : 'text/csv; charset=utf-8',
        bytes,
        fileName: `live-${params.map}-${params.name}`,
      };
    },
  };
}
