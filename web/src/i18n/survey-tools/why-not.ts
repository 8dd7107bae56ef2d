import { UTC, whole } from '../said/said.ts';

type Patterns = readonly (readonly [pattern: RegExp, form: string])[];

const NUMBER = '([\\d.]+)';
const slope = whole(`No way under the slope limit; the lowest limit that opens one is ${NUMBER} degrees\\.`);
const parted = whole('No way: start and goal are parted by ground without heights\\.');
const battery = whole(`No way within the battery; with ${NUMBER} kWh there is one\\.`);
const time = whole('No way arrives within the time allowed\\.');
const given = whole(`The search was given up after (\\d+) states: .+`);
const darkUntil = whole(`The start lies in the dark at departure \\(light comes at ${UTC}\\)\\. (.+)`);
const darkAlways = whole(
  'The start lies in the dark at departure \\(it stays so for the whole time allowed\\)\\. (.+)',
);
const noLight = whole('No way stays in light\\. (.+)');
const later = whole('Depart later, or allow some time in the dark\\.');
const needs = whole(`The cheapest drive that may go through the dark is ${NUMBER} h in it at a stretch\\.`);

/** Why there is no drive, as core/terrain/traverse says it. */
export const whyNot: Readonly<Record<'zh' | 'ru', Patterns>> = {
  zh: [
    [slope, '坡度限制内没有路线；能通行的最低限制为 $1 度。'],
    [parted, '没有路线：起点与终点之间的地面没有高程数据。'],
    [battery, '电池不足；有 $1 千瓦时即可通行。'],
    [time, '在时限内无法到达。'],
    [given, '搜索在 $1 个状态后放弃：请用更大的像元、更短的时限或更短的无光时间。'],
    [darkUntil, '出发时起点无光（$1 有光）。$2'],
    [darkAlways, '出发时起点无光，且在整个时限内一直如此。$1'],
    [noLight, '没有一直有光的路线。$1'],
    [later, '请推迟出发，或允许一段无光时间。'],
    [needs, '允许无光时，最省的路线连续无光 $1 小时。'],
  ],
  ru: [
    [slope, 'В пределе уклона пути нет; самый малый предел, при котором он есть, — $1 градуса.'],
    [parted, 'Пути нет: между началом и концом лежит поверхность без высот.'],
    [battery, 'Батареи не хватает; с $1 кВт·ч путь есть.'],
    [time, 'За отпущенное время не доехать.'],
    [given, 'Поиск прекращён после $1 состояний: возьмите ячейки крупнее, меньше времени или более короткую темноту.'],
    [darkUntil, 'При отправлении начало в темноте (свет будет $1). $2'],
    [darkAlways, 'При отправлении начало в темноте, и так всё отпущенное время. $1'],
    [noLight, 'Ни один путь не остаётся на свету. $1'],
    [later, 'Отправляйтесь позже или разрешите некоторое время в темноте.'],
    [needs, 'Самый экономный путь через темноту проводит в ней подряд $1 ч.'],
  ],
};
