import { app } from './app/en.ts';
import { survey } from './survey/en.ts';
import { surveyTools } from './survey-tools/en.ts';
import { construct } from './construct/en.ts';
import { operate } from './operate/en.ts';
import { plan } from './plan/en.ts';
import { planApply } from './plan-apply/en.ts';
import { share } from './share/en.ts';
import type { Message } from './message.ts';

/** Every text of the page in English, one file for each view; the other catalogues have the same keys. */
export const en = {
  ...app,
  ...survey,
  ...surveyTools,
  ...construct,
  ...operate,
  ...plan,
  ...planApply,
  ...share,
} as const satisfies Record<string, Message>;
