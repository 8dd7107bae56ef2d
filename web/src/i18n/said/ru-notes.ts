/** Notes of the bundled route map, by the words of its file. */
export const saidNotes: Readonly<Record<string, string>> = {
  'Pu-238 source of 2.5 W electric and 120 W heat; Yutu-2 drove 682.77 m in about 800 days':
    'источник Pu-238: 2,5 Вт электричества и 120 Вт тепла; «Юйту-2» прошёл 682,77 м примерно за 800 суток',
  'listed as an enabler, outside the phases of the guide. Delivers: wikisum.wiki/wiki/Queqiao-2_relay_satellite; that it or a successor still serves in 2035 is assumed':
    'назван как средство обеспечения, вне этапов руководства. Доставляет: wikisum.wiki/wiki/Queqiao-2_relay_satellite; что он или преемник служит в 2035 году — допущение',
  'listed as an enabler, outside the phases of the guide': 'назван как средство обеспечения, вне этапов руководства',
  'landed near 42 S 206 E': 'сел около 42° ю. ш., 206° в. д.',
  '1750 kg, 30 kg of payload': '1750 кг, 30 кг полезной нагрузки',
  'CONFLICT: several automatic digests state a launch on 2026-08-24; not launched as of about 2026-09-19. Payload count unsettled (18 or 21). Site 88.8 S 123.4 E. Delivers: planetary.org/space-missions/change-7':
    'ПРОТИВОРЕЧИЕ: ряд автоматических сводок называет пуск 2026-08-24; примерно на 2026-09-19 не запущен. Число приборов неясно (18 или 21). Место 88,8° ю. ш., 123,4° в. д. Доставляет: planetary.org/space-missions/change-7',
  'CONFLICT: orbit 60-80 km, then 150-200 km (TASS 2025), or 50-100 km, then 500 km (older); 13 or 14 instruments. Delivers: parabolicarc.com/2019/09/22/china-russia-to-cooperate-on-lunar-missions':
    'ПРОТИВОРЕЧИЕ: орбита 60–80 км, затем 150–200 км (ТАСС 2025) или 50–100 км, затем 500 км (прежде); 13 или 14 приборов. Доставляет: parabolicarc.com/2019/09/22/china-russia-to-cooperate-on-lunar-missions',
  'CONFLICT: 10 instruments (2024) or 15 (older). Delivers: iki.cosmos.ru/research/missions/luna-27':
    'ПРОТИВОРЕЧИЕ: 10 приборов (2024) или 15 (прежде). Доставляет: iki.cosmos.ru/research/missions/luna-27',
  'CONFLICT: 2028 in the guide, cancelled, or 2030-31 (Pakistan). 200 kg for partners, ten international projects picked in April 2025. Delivers: asianews.network (before the rework)':
    'ПРОТИВОРЕЧИЕ: 2028 в руководстве, отменён или 2030–31 (Пакистан). 200 кг для партнёров, десять международных проектов выбраны в апреле 2025. Доставляет: asianews.network (до переделки)',
  'the guide of 2021 had 2026-2030; later statements name only the order':
    'в руководстве 2021 года 2026–2030; позже называют лишь очередность',
  'five super-heavy launches in 2030-2035 were named in April 2025, which of them carries what was not. Delivers: exbulletin.com/world/995985; detail assumed':
    'в апреле 2025 названы пять сверхтяжёлых пусков в 2030–2035, но не что каждый везёт. Доставляет: exbulletin.com/world/995985; подробности — допущение',
  'Delivers: exbulletin.com/world/995985; detail assumed':
    'Доставляет: exbulletin.com/world/995985; подробности — допущение',
  'CONFLICT: goal 2033-2035 in the memorandum, 2036 in the contract; power level not published':
    'ПРОТИВОРЕЧИЕ: цель 2033–2035 в меморандуме, 2036 в контракте; мощность не объявлена',
  'a statement of 2023 had 2028; superseded': 'в заявлении 2023 года был 2028; отменено',
  'CONFLICT: orbiter (2025) or heavy rover (older plans)':
    'ПРОТИВОРЕЧИЕ: орбитальный аппарат (2025) или тяжёлый луноход (прежние планы)',
  'CONFLICT: 2045 (2024, 2025) or 2050 (2024)': 'ПРОТИВОРЕЧИЕ: 2045 (2024, 2025) или 2050 (2024)',
};
