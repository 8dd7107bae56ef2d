import { app } from './app/zh.ts';
import { survey } from './survey/zh.ts';
import { surveyTools } from './survey-tools/zh.ts';
import { construct } from './construct/zh.ts';
import { operate } from './operate/zh.ts';
import { plan } from './plan/zh.ts';
import { planApply } from './plan-apply/zh.ts';
import { share } from './share/zh.ts';
import type { en } from './en.ts';
import type { Catalogue } from './message.ts';

export const zh: Catalogue<keyof typeof en> = {
  ...app,
  ...survey,
  ...surveyTools,
  ...construct,
  ...operate,
  ...plan,
  ...planApply,
  ...share,
};
