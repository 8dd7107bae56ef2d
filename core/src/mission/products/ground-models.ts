import { column, peak, temperature, type InstrumentModel } from './instrument-model.ts';

// What is measured of the ground. See instrument-model.ts for what these numbers are worth.

export const seismometer: InstrumentModel = {
  description: 'Ground velocity, rms over the interval, by component, with sensor temperature',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [
    column('velocity_z', 'nm/s', 4, 'Vertical ground velocity, rms'),
    column('velocity_n', 'nm/s', 4, 'North ground velocity, rms'),
    column('velocity_e', 'nm/s', 4, 'East ground velocity, rms'),
    temperature,
  ],
  // Floor of 0.3 nm/s (order of Apollo's noise near 0.5 Hz); one moonquake whose coda fades over an hour, as scattering makes it
  row({ hours, u, random, constant }) {
    const since = hours - constant('quake') * 144;
    const quake = since > 0 ? (2 + 30 * constant('size') ** 3) * Math.exp(-since / 0.9) : 0;
    const noise = () => 0.3 * Math.exp(0.15 * random.normal());
    return [
      noise() + quake,
      noise() + 0.8 * quake,
      noise() + 0.7 * quake,
      250 + 3 * Math.sin(6 * u) + 0.02 * random.normal(),
    ];
  },
};

export const soil: InstrumentModel = {
  description: 'Temperature of the ground at four depths',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [0.02, 0.1, 0.3, 1].map((depth, i) =>
    column(`temperature_${i + 1}`, 'K', 3, `Temperature at a depth of ${depth} m`),
  ),
  // The day's wave fades within a few centimetres (skin depth about 4 to 8 cm); below, the mean of a polar site and a geothermal slope
  row({ u, random, constant }) {
    const wave = 60 * Math.sin(2 * Math.PI * (constant('phase') + u / 6));
    return [0.02, 0.1, 0.3, 1].map(
      (depth) => 140 + 1.3 * depth + wave * Math.exp(-depth / 0.06) + 0.01 * random.normal(),
    );
  },
};

export const radar: InstrumentModel = {
  description: 'Radar echo of the ground: amplitude against two-way travel time, mean of the traverse',
  discipline: 'Geosciences',
  axis: { ...column('travel_time', 'ns', 2, 'Two-way travel time'), from: 0, to: 500 },
  columns: [column('amplitude', null, 5, 'Amplitude, relative to the transmitted pulse')],
  row({ x, random, constant }) {
    const layers = [60, 130, 210, 330].map(
      (time) => (constant(`echo ${time}`) - 0.3) * peak(x, time * (0.9 + 0.2 * constant(`time ${time}`)), 4),
    );
    return [
      Math.cos(0.6 * x) * (0.8 * Math.exp(-x / 15) + layers.reduce((sum, echo) => sum + 0.1 * echo, 0)) +
        0.002 * random.normal(),
    ];
  },
};

export const drill: InstrumentModel = {
  description: 'Progress of the drill: depth, thrust, torque, power',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [
    column('depth', 'mm', 1, 'Depth of the bit'),
    column('thrust', 'N', 1, 'Thrust on the bit'),
    column('torque', 'N*m', 2, 'Torque on the bit'),
    column('power', 'W', 1, 'Electric power of the drill'),
  ],
  row({ u, random, constant }) {
    const hardness = 1 + 1.5 * constant('ice') * peak(u, 0.7, 0.1);
    return [
      1000 * u ** 1.2,
      40 * hardness + 3 * random.normal(),
      2.2 * hardness + 0.1 * random.normal(),
      120 + 130 * hardness + 8 * random.normal(),
    ];
  },
};

export const furnace: InstrumentModel = {
  description: 'Test bed for building material and oxygen: furnace temperature, power, product',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [
    column('furnace_temperature', 'K', 1, 'Temperature of the furnace'),
    column('power', 'W', 1, 'Electric power of the furnace'),
    column('product_mass', 'g', 2, 'Product so far'),
  ],
  row({ u, random, constant }) {
    const tempK = 250 + 1080 * (1 - Math.exp(-6 * u));
    return [
      tempK + random.normal(),
      400 + 900 * (tempK / 1330) ** 4 + 10 * random.normal(),
      (60 + 60 * constant('yield')) * Math.max(0, u - 0.3),
    ];
  },
};

export const robot: InstrumentModel = {
  description: 'Work robot: way driven, wheel slip, power, soil moved',
  discipline: 'Geosciences',
  axis: 'time',
  columns: [
    column('distance', 'm', 2, 'Way driven'),
    column('slip', null, 3, 'Mean slip of the wheels, 0 to 1'),
    column('power', 'W', 1, 'Electric power'),
    column('soil_moved', 'kg', 2, 'Soil moved so far'),
  ],
  row({ u, random, constant }) {
    const slip = 0.08 + 0.15 * constant('slope') + 0.02 * random.normal();
    return [180 * u * (1 - slip), slip, 140 + 300 * slip + 10 * random.normal(), 45 * u];
  },
};
