import { app } from './app/ru.ts';
import { survey } from './survey/ru.ts';
import { surveyTools } from './survey-tools/ru.ts';
import { construct } from './construct/ru.ts';
import { operate } from './operate/ru.ts';
import { plan } from './plan/ru.ts';
import { planApply } from './plan-apply/ru.ts';
import { share } from './share/ru.ts';
import type { en } from './en.ts';
import type { Catalogue } from './message.ts';

export const ru: Catalogue<keyof typeof en> = {
  ...app,
  ...survey,
  ...surveyTools,
  ...construct,
  ...operate,
  ...plan,
  ...planApply,
  ...share,
};
