import type { Catalogue } from '../message.ts';
import type { planApply as en } from './en.ts';

export const planApply: Catalogue<keyof typeof en> = {
  'plan.origin': '计划范围',
  'plan.origin.start': '整个任务',
  'plan.origin.clock': '从当前时刻起',
  'plan.source.station': '站点自 {utc} UTC 起的打算，依据其当时的电池、存储、故障与判断',
  'plan.overtaken': '此计划打开后会话已改变（其他页面、故障或计划）。请重新打开；在此之前您的更改仍保留。',
  'plan.clockMoved': '时钟现为 {utc} UTC。',
  'plan.openAnew': '按当前时刻重新打开',
  'plan.applied': { other: '已应用 {n} 个计划，最近一次在 {utc} UTC' },
  'plan.withdraw': '撤回最近一次',
  'plan.log': '事件日志',
  'plan.why.running': '{by} 正在进行，保持不变。',
  'apply.title': '应用计划',
  'apply.about':
    '执行器在当前时刻 {utc} UTC 接收计划。已完成或正在进行的保持不变；违反限制的计划会被拒绝。事件日志会记录，且可以撤回。',
  'apply.first': '请先在孪生上试行此计划。',
  'apply.fromClock': '要应用更改，请从当前时刻打开计划。',
  'apply.noContact': '此刻没有链路处于联系中：真实站点要到下一次联系时才能收到计划。',
  'apply.run': '在当前时刻应用',
  'apply.running': '站点正按计划继续运行……',
  'whatIf.aboutClock':
    '孪生分别按站点现有计划与在 {utc} UTC 交付的更改后计划走完会话，种子与故障相同。不会应用任何更改。',
};
