import type { Message } from '../message.ts';

/** Texts of a plan that begins at the clock and is applied. */
export const planApply = {
  'plan.origin': 'Plan of',
  'plan.origin.start': 'Whole mission',
  'plan.origin.clock': 'From the clock',
  'plan.source.station':
    'what the station intends from {utc} UTC on, from its battery, store, faults and beliefs of then',
  'plan.overtaken':
    'The session has changed since this plan was opened: another tab, a fault or a plan. Open it anew; your changes stay here until then.',
  'plan.clockMoved': 'The clock has moved on to {utc} UTC.',
  'plan.openAnew': 'Open anew at the clock',
  'plan.applied': { one: '{n} plan applied, at {utc} UTC', other: '{n} plans applied, the last at {utc} UTC' },
  'plan.withdraw': 'Take the last one back',
  'plan.log': 'Event log',
  'plan.why.running': '{by} is under way and stays as it is.',
  'apply.title': 'Apply the plan',
  'apply.about':
    'The executive takes the plan at the clock, {utc} UTC. What is done or under way stays; a plan that breaks a limit is refused. The event log records it, and it can be taken back.',
  'apply.first': 'Try the plan on the twin first.',
  'apply.fromClock': 'To apply changes, open the plan from the clock.',
  'apply.noContact': 'No link is in contact at this instant: a real station would hear the plan at its next contact.',
  'apply.run': 'Apply at the clock',
  'apply.running': 'The station lives on with the plan …',
  'whatIf.aboutClock':
    'The twin lives through the session with the plan as the station has it and with the changed plan handed over at {utc} UTC, with the same seed and the same faults. Nothing is applied.',
} as const satisfies Record<string, Message>;
