/** Notes of the bundled route map, by the words of its file. */
export const saidNotes: Readonly<Record<string, string>> = {
  'Pu-238 source of 2.5 W electric and 120 W heat; Yutu-2 drove 682.77 m in about 800 days':
    '钚-238 源，电功率 2.5 W、热功率 120 W；玉兔二号约 800 天行驶 682.77 m',
  'listed as an enabler, outside the phases of the guide. Delivers: wikisum.wiki/wiki/Queqiao-2_relay_satellite; that it or a successor still serves in 2035 is assumed':
    '作为支撑条件列出，不属指南各阶段。交付：wikisum.wiki/wiki/Queqiao-2_relay_satellite；假定它或后继星 2035 年仍在服务',
  'listed as an enabler, outside the phases of the guide': '作为支撑条件列出，不属指南各阶段',
  'landed near 42 S 206 E': '着陆于南纬 42°、东经 206° 附近',
  '1750 kg, 30 kg of payload': '1750 kg，载荷 30 kg',
  'CONFLICT: several automatic digests state a launch on 2026-08-24; not launched as of about 2026-09-19. Payload count unsettled (18 or 21). Site 88.8 S 123.4 E. Delivers: planetary.org/space-missions/change-7':
    '说法不一：若干自动摘要称 2026-08-24 发射；截至约 2026-09-19 未发射。载荷数未定（18 或 21）。地点南纬 88.8°、东经 123.4°。交付：planetary.org/space-missions/change-7',
  'CONFLICT: orbit 60-80 km, then 150-200 km (TASS 2025), or 50-100 km, then 500 km (older); 13 or 14 instruments. Delivers: parabolicarc.com/2019/09/22/china-russia-to-cooperate-on-lunar-missions':
    '说法不一：轨道 60-80 km，后 150-200 km（塔斯社 2025），或 50-100 km，后 500 km（较早）；仪器 13 或 14 台。交付：parabolicarc.com/2019/09/22/china-russia-to-cooperate-on-lunar-missions',
  'CONFLICT: 10 instruments (2024) or 15 (older). Delivers: iki.cosmos.ru/research/missions/luna-27':
    '说法不一：仪器 10 台（2024）或 15 台（较早）。交付：iki.cosmos.ru/research/missions/luna-27',
  'CONFLICT: 2028 in the guide, cancelled, or 2030-31 (Pakistan). 200 kg for partners, ten international projects picked in April 2025. Delivers: asianews.network (before the rework)':
    '说法不一：指南为 2028 年，或取消，或 2030-31 年（巴基斯坦）。伙伴载荷 200 kg，2025 年 4 月选定十个国际项目。交付：asianews.network（重新设计之前）',
  'the guide of 2021 had 2026-2030; later statements name only the order':
    '2021 年指南为 2026-2030 年；此后只说明先后次序',
  'five super-heavy launches in 2030-2035 were named in April 2025, which of them carries what was not. Delivers: exbulletin.com/world/995985; detail assumed':
    '2025 年 4 月公布 2030-2035 年五次超重型发射，未说明各自载荷。交付：exbulletin.com/world/995985；细节为假定',
  'Delivers: exbulletin.com/world/995985; detail assumed': '交付：exbulletin.com/world/995985；细节为假定',
  'CONFLICT: goal 2033-2035 in the memorandum, 2036 in the contract; power level not published':
    '说法不一：备忘录目标 2033-2035 年，合同为 2036 年；功率未公布',
  'a statement of 2023 had 2028; superseded': '2023 年曾称 2028 年；已被取代',
  'CONFLICT: orbiter (2025) or heavy rover (older plans)': '说法不一：轨道器（2025）或重型巡视器（较早计划）',
  'CONFLICT: 2045 (2024, 2025) or 2050 (2024)': '说法不一：2045 年（2024、2025）或 2050 年（2024）',
};
