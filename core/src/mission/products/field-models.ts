import { column, peak, poisson, temperature, type InstrumentModel } from './instrument-model.ts';

// What is measured of fields, particles, dust, light and life. See instrument-model.ts for what these numbers are worth.

export const magnetometer: InstrumentModel = {
  description: 'Magnetic field at the surface: crustal field and the field that the solar wind carries',
  discipline: 'Fields',
  axis: 'time',
  columns: [
    column('b_north', 'nT', 3, 'Field to the north'),
    column('b_east', 'nT', 3, 'Field to the east'),
    column('b_down', 'nT', 3, 'Field downwards'),
    temperature,
  ],
  // Interplanetary field of about 5 nT turning over hours, on a weak crustal field (order: Apollo surface magnetometers, 6 to 300 nT)
  row({ hours, random, constant }) {
    const turn = 2 * Math.PI * (constant('phase') + hours / 17);
    const wave = 0.2 * random.normal();
    return [
      8 + 5 * Math.cos(turn) + wave,
      -4 + 4 * Math.sin(turn) + wave,
      11 + 2 * Math.sin(turn / 3) + 0.2 * random.normal(),
      245 + 0.05 * random.normal(),
    ];
  },
};

export const dust: InstrumentModel = {
  description: 'Charged dust and the electric field near the ground',
  discipline: 'Particles',
  axis: 'time',
  columns: [
    column('impacts', null, 0, 'Dust grains counted in the interval'),
    column('electric_field', 'V/m', 3, 'Vertical electric field, positive upwards'),
    column('mean_charge', 'fC', 3, 'Mean charge of the grains counted'),
  ],
  row({ u, random, constant }) {
    const lofted = 4 + 20 * peak(u, constant('terminator'), 0.12);
    return [poisson(lofted, random), 3 + 0.2 * lofted + 0.3 * random.normal(), 0.6 + 0.1 * random.normal()];
  },
};

export const particles: InstrumentModel = {
  description: 'Energetic particles and dose behind the wall of the detector',
  discipline: 'Particles',
  axis: 'time',
  columns: [
    column('protons_10_MeV', 'cm**-2*s**-1*sr**-1', 4, 'Flux of protons above 10 MeV'),
    column('protons_100_MeV', 'cm**-2*s**-1*sr**-1', 4, 'Flux of protons above 100 MeV'),
    column('dose_rate', 'uGy/h', 3, 'Dose rate in silicon'),
  ],
  // Quiet level 13 uGy/h in silicon: Lunar Lander Neutron and Dosimetry, Chang'e-4 (doi 10.1126/sciadv.aaz1334); one tenth of the tables has an event
  row({ hours, random, constant }) {
    const since = hours - 48 * constant('onset');
    const event = constant('event') < 0.1 && since > 0 ? 40 * (since / 4) * Math.exp(1 - since / 4) : 0;
    const spread = Math.exp(0.08 * random.normal());
    return [(0.25 + event) * spread, (0.12 + 0.05 * event) * spread, 13.2 + 8 * event + 0.4 * random.normal()];
  },
};

export const earth: InstrumentModel = {
  description: 'Irradiance from the whole disc of the Earth at the Moon',
  discipline: 'Flux Measurements',
  axis: 'time',
  columns: [
    column('longwave', 'W*m**-2', 5, 'Irradiance between 4 and 50 micrometre'),
    column('shortwave', 'W*m**-2', 5, 'Irradiance between 0.2 and 4 micrometre'),
  ],
  // 240 W/m2 (1 / 4 of absorbed sunlight, emitted) on a sphere of 6371 km seen from 384400 km; reflected light with the phase of the Earth
  row({ u, random, constant }) {
    const dilution = (6371 / (384400 * (0.95 + 0.1 * constant('distance')))) ** 2;
    const turning = 1 + 0.03 * Math.sin(2 * Math.PI * (u + constant('continent')));
    return [
      240 * dilution * (2 - turning) + 2e-5 * random.normal(),
      340 * 0.29 * 2.7 * constant('phase') * dilution * turning + 2e-5 * random.normal(),
    ];
  },
};

export const camera: InstrumentModel = {
  description: 'Log of the frames taken: where the camera looked, exposure, mean level',
  discipline: 'Imaging',
  axis: 'time',
  columns: [
    column('azimuth', 'deg', 2, 'Azimuth of the optical axis from north through east'),
    column('elevation', 'deg', 2, 'Elevation of the optical axis'),
    column('exposure', 'ms', 2, 'Exposure time'),
    column('mean_level', null, 1, 'Mean level of the frame, 12 bit'),
  ],
  row({ u, random }) {
    const azimuth = (u * 3 * 360) % 360;
    const glare = peak(azimuth, 140, 20); // the low Sun
    return [
      azimuth,
      -10 + 10 * Math.floor(u * 3),
      8 - 5 * glare + 0.1 * random.normal(),
      900 + 1500 * glare + 60 * random.normal(),
    ];
  },
};

export const telescope: InstrumentModel = {
  description: 'Log of the exposures: pointing, limiting magnitude, background',
  discipline: 'Imaging',
  axis: 'time',
  columns: [
    column('right_ascension', 'deg', 4, 'Right ascension of the field, J2000'),
    column('declination', 'deg', 4, 'Declination of the field, J2000'),
    column('limiting_magnitude', 'mag', 2, 'Limiting magnitude at 5 sigma'),
    column('background', null, 1, 'Background level, 16 bit'),
  ],
  row({ u, random, constant }) {
    return [
      360 * constant('field') + 5 * u,
      -75 + 10 * constant('zone'),
      17.2 + 0.1 * random.normal(),
      220 + 6 * random.normal(),
    ];
  },
};

export const biology: InstrumentModel = {
  description: 'Climate of the growth chamber and the leaf area of the plants',
  discipline: 'Atmospheres',
  axis: 'time',
  columns: [
    column('air_temperature', 'K', 2, 'Temperature of the air'),
    column('humidity', null, 3, 'Relative humidity, 0 to 1'),
    column('co2', 'Pa', 2, 'Partial pressure of carbon dioxide'),
    column('leaf_area', 'cm**2', 2, 'Leaf area of all plants'),
  ],
  row({ u, hours, random, constant }) {
    const lamp = Math.sin((2 * Math.PI * hours) / 24) > -0.5 ? 1 : 0;
    const growth = (30 + 20 * constant('vigour')) / (1 + Math.exp(-8 * (u - 0.55)));
    return [
      294 + 2 * lamp + 0.1 * random.normal(),
      0.62 + 0.01 * random.normal(),
      90 - 12 * lamp + random.normal(),
      growth,
    ];
  },
};

/** For an instrument whose kind is not known: what every instrument reports of itself. */
export const housekeeping: InstrumentModel = {
  description: 'Housekeeping of the instrument: temperature, power, counter',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [
    temperature,
    column('power', 'W', 2, 'Electric power'),
    column('records', null, 0, 'Records written in the interval'),
  ],
  row: ({ u, random }) => [
    270 + 8 * Math.sin(5 * u) + 0.1 * random.normal(),
    10 + 0.2 * random.normal(),
    poisson(600, random),
  ],
};
