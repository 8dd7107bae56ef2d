import { unproject } from '@openilrs/core/terrain';
import type { SurveyTools } from '../survey-tools/survey-tools.ts';

// TEST DATA: networks and drives that are made up, quick.

const provenance = { software: 'fixture', command: 'TEST DATA', seed: null, inputs: {} };
const DEGREE = 180 / Math.PI;

function placeOf(xM: number, yM: number) {
  const [lat, lon] = unproject('southPolarStereographic', xM, yM);
  return { latDeg: lat * DEGREE, lonDeg: (lon * DEGREE + 360) % 360, xM, yM };
}

export function fixtureSurveyTools(): SurveyTools {
  return {
    network: async ({ sites }) => ({
      places: Array.from({ length: sites }, (_, i) => ({
        ...placeOf(-12_000 - 1500 * i, -11_000 + 900 * i),
        sunDiscMean: 0.8 - 0.02 * i,
        sunAnyFraction: 0.84 - 0.02 * i,
        longestDarkH: 90 + i,
      })),
      combined: { sunDiscMean: 0.88, sunAnyFraction: 0.91, longestDarkH: 44 },
      links: [],
      search: { candidates: 24, proved: true },
      provenance,
    }),
    traverse: async ({ points, departUtc, slopeDeg }) => {
      const vehicle = { name: 'TEST rover', massKg: 430, speedMPerS: 0.2, batteryWh: 5000, arrayW: 450 };
      const places = points.split(';').map((text) => text.split(',').map(Number) as [number, number]);
      if (slopeDeg < 5)
        return {
          found: null,
          why: { reason: 'slope', opensAtDeg: 7.5 },
          because: 'No way under the slope limit; the lowest limit that opens one is 7.5 degrees.',
          leg: 1,
          cellM: 20,
          vehicle,
          provenance,
        };
      const way = places.flatMap(([latDeg, lonDeg], i) =>
        Array.from({ length: 10 }, (_, j) => {
          const [x, y] = [-12_000 - 300 * (10 * i + j), -11_000 + 100 * Math.sin((10 * i + j) / 2) * 10];
          const k = 10 * i + j;
          return { ...placeOf(x, y), latDeg: latDeg - 0.001 * j, lonDeg, heightM: 1500 + 100 * Math.sin(k / 3), distanceM: 316 * k, arrivalUtc: departUtc, departureUtc: departUtc, batteryWh: 4500 - 60 * k, slopeDeg: 5 * Math.sin(k), sunlit: k % 7 !== 3 }; // prettier-ignore
        }),
      );
      return {
        found: {
          departUtc,
          arriveUtc: departUtc,
          durationH: 8.4,
          driveH: 7.1,
          distanceM: 316 * (way.length - 1),
          energyWh: 2300,
          lowestBatteryWh: 3300,
          longestDarkH: 0.4,
          steepestDeg: 5,
          points: way,
        },
        why: null,
        because: null,
        leg: null,
        cellM: 20,
        vehicle,
        provenance,
      };
    },
    close: async () => {},
  };
}
