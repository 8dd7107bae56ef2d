import { drill, furnace, radar, robot, seismometer, soil } from './ground-models.ts';
import { biology, camera, dust, earth, housekeeping, magnetometer, particles, telescope } from './field-models.ts';
import { infrared, massSpectrum, neutrons, raman, volatiles } from './spectrum-models.ts';
import type { InstrumentModel } from './instrument-model.ts';

/** In order: the first that fits the instrument's id counts. */
const MODELS: readonly (readonly [RegExp, InstrumentModel])[] = [
  [/seism/, seismometer],
  [/magnetomet/, magnetometer],
  [/dust/, dust],
  [/telescope/, telescope],
  [/camera/, camera],
  [/neutron|gamma/, neutrons],
  [/volatile/, volatiles],
  [/mass-spec/, massSpectrum('Laser mass spectrum of soil', [[16, 3000], [23, 300], [24, 700], [27, 900], [28, 2400], [40, 900], [48, 200], [56, 1500]])], // prettier-ignore
  [/raman/, raman],
  [/infrared/, infrared],
  [/thermomet/, soil],
  [/radiomet/, earth],
  [/weather|particle/, particles],
  [/radar/, radar],
  [/drill/, drill],
  [/resource|furnace|sinter/, furnace],
  [/biolog/, biology],
  [/robot/, robot],
];

/** The model for an instrument, by what its id says that it is. */
export function instrumentModel(instrumentId: string): InstrumentModel {
  return MODELS.find(([pattern]) => pattern.test(instrumentId))?.[1] ?? housekeeping;
}
