import { useMissionControlPage } from './opened-page.ts';
import { everyView } from './views.suite.ts';
import { languageAndTheme } from './choices.suite.ts';
import { keyboard } from './keyboard.suite.ts';
import { theLink } from './link.suite.ts';
import { surveyView } from './survey.suite.ts';
import { surveyTools } from './survey-tools.suite.ts';
import { constructView } from './construct.suite.ts';
import { operateView } from './operate.suite.ts';
import { planView } from './plan.suite.ts';
import { planFromTheClock } from './plan-apply.suite.ts';
import { shareView } from './share.suite.ts';

// Mission control as people use it: the built page in a real browser, on the real server. One file for vitest, so that all suites share both.
const at = useMissionControlPage();

for (const suite of [
  everyView,
  languageAndTheme,
  keyboard,
  theLink,
  surveyView,
  surveyTools,
  constructView,
  operateView,
  planView,
  planFromTheClock,
  shareView,
])
  suite(at);
