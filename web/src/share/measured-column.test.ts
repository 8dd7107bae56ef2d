import { expect, it } from 'vitest';
import { measuredColumn } from './measured-column.ts';

const shown = (header: string) => {
  const columns = header.split(',').map((name) => ({ name }));
  return columns[measuredColumn(columns)]?.name;
};

// Header lines of the tables of the reference mission.
it.each([
  ['time,azimuth,elevation,exposure,mean_level', 'mean_level'],
  ['time,right_ascension,declination,limiting_magnitude,background', 'limiting_magnitude'],
  ['time,depth,thrust,torque,power', 'thrust'],
  ['time,distance,slip,power,soil_moved', 'slip'],
  ['time,furnace_temperature,power,product_mass', 'product_mass'],
  ['time,sample_temperature,pressure_h2o,pressure_co2,pressure_so2', 'pressure_h2o'],
  ['time,b_north,b_east,b_down,temperature', 'b_north'],
  ['time,temperature_1,temperature_2', 'temperature_1'],
  ['wavelength,reflectance,uncertainty', 'reflectance'],
  ['travel_time,amplitude', 'amplitude'],
  ['time,azimuth', 'azimuth'],
  ['time', 'time'],
])('%s opens with %s', (header, name) => expect(shown(header)).toBe(name));
