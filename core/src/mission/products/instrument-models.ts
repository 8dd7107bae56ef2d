import type { Random } from '../../math/index.ts';
import type { Column } from './measurement-table.ts';

/**
 * Simulated measurements: what an instrument of each kind would plausibly write at a polar site, from physics in one line each and seeded
 * noise. They make the data centre's life real (volumes, columns, units, previews); they are not predictions, and every label says so.
 */
export interface InstrumentModel {
  /** What the table shows, for the label. */
  readonly description: string;
  /** PDS4 Science_Facets discipline_name. */
  readonly discipline:
    'Fields' | 'Geosciences' | 'Imaging' | 'Particles' | 'Spectroscopy' | 'Flux Measurements' | 'Atmospheres';
  /** `time`: rows follow each other through the activity; otherwise the first column is this axis, from first to last. */
  readonly axis: 'time' | (ValueColumn & { readonly from: number; readonly to: number });
  readonly columns: readonly ValueColumn[];
  /** One row. `u` runs from 0 to 1 over the table; `hours` since the activity began. */
  readonly row: (at: RowContext) => readonly number[];
}

export interface ValueColumn extends Omit<Column, 'dataType'> {
  /** Decimals written; 0 for counts. */
  readonly digits: number;
}

export interface RowContext {
  readonly u: number;
  readonly hours: number;
  /** Value of the axis column; equal to `hours` for time series. */
  readonly x: number;
  readonly random: Random;
  /** The same throughout a table: one constant per table and name, uniform in [0, 1). */
  readonly constant: (name: string) => number;
}

const column = (name: string, unit: string | null, digits: number, description: string): ValueColumn => {
  return { name, unit, digits, description };
};
/** A peak of height 1 at `centre` with standard deviation `width`. */
const peak = (x: number, centre: number, width: number) => Math.exp(-0.5 * ((x - centre) / width) ** 2);
const poisson = (mean: number, random: Random) => Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));

const temperature = column('temperature', 'K', 2, 'Temperature of the sensor');

const seismometer: InstrumentModel = {
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

const magnetometer: InstrumentModel = {
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

const dust: InstrumentModel = {
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

const camera: InstrumentModel = {
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

const neutrons: InstrumentModel = {
  description: 'Neutron and gamma counts; hydrogen in the ground lowers the epithermal rate',
  discipline: 'Spectroscopy',
  axis: 'time',
  columns: [
    column('thermal_counts', null, 0, 'Thermal neutrons in the interval'),
    column('epithermal_counts', null, 0, 'Epithermal neutrons in the interval'),
    column('fast_counts', null, 0, 'Fast neutrons in the interval'),
    column('gamma_counts', null, 0, 'Gamma rays between 0.3 and 9 MeV in the interval'),
  ],
  row({ random, constant }) {
    const suppression = 1 - 0.12 * constant('water'); // up to 12 %: some tenths of a per cent of water by mass
    return [
      poisson(5200 * (1 + 0.05 * constant('water')), random),
      poisson(9400 * suppression, random),
      poisson(2100, random),
      poisson(31000, random),
    ];
  },
};

const massSpectrum = (
  description: string,
  lines: readonly (readonly [mass: number, rate: number])[],
): InstrumentModel => ({
  description,
  discipline: 'Spectroscopy',
  axis: { ...column('mass_to_charge', null, 2, 'Mass per charge, atomic units'), from: 1, to: 60 },
  columns: [column('counts', null, 0, 'Ions counted in the channel')],
  row({ x, random, constant }) {
    const signal = lines.reduce(
      (sum, [mass, rate]) => sum + rate * (0.7 + 0.6 * constant(`line ${mass}`)) * peak(x, mass, 0.3),
      0,
    );
    return [poisson(12 + signal, random)];
  },
});

const infrared: InstrumentModel = {
  description: 'Reflectance of the ground, 1.0 to 3.6 micrometre: pyroxene near 2 and water or hydroxyl near 3',
  discipline: 'Spectroscopy',
  axis: { ...column('wavelength', 'micrometer', 4, 'Wavelength'), from: 1, to: 3.6 },
  columns: [
    column('reflectance', null, 4, 'Reflectance factor'),
    column('uncertainty', null, 4, 'Standard deviation of the reflectance'),
  ],
  row({ x, random, constant }) {
    const continuum = 0.09 + 0.035 * (x - 1);
    const bands = 1 - 0.06 * peak(x, 2, 0.2) - (0.03 + 0.12 * constant('frost')) * peak(x, 2.95, 0.12);
    return [continuum * bands + 0.0008 * random.normal(), 0.0008];
  },
};

const raman: InstrumentModel = {
  description: 'Raman spectrum: olivine (doublet at 824 and 856 per cm), pyroxene (670, 1010), plagioclase (508)',
  discipline: 'Spectroscopy',
  axis: { ...column('raman_shift', 'cm**-1', 1, 'Raman shift'), from: 200, to: 1400 },
  columns: [column('counts', null, 0, 'Counts in the channel')],
  row({ x, random, constant }) {
    const share = (name: string) => 900 * constant(name);
    const lines =
      share('olivine') * (peak(x, 824, 6) + 1.1 * peak(x, 856, 6)) +
      share('pyroxene') * (peak(x, 670, 8) + peak(x, 1010, 8)) +
      1.5 * share('plagioclase') * peak(x, 508, 9);
    return [poisson(300 + 200 * Math.exp(-x / 900) + lines, random)];
  },
};

const soil: InstrumentModel = {
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

const earth: InstrumentModel = {
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

const particles: InstrumentModel = {
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

const radar: InstrumentModel = {
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

const volatiles: InstrumentModel = {
  description: 'Gas released by a soil sample while it is heated',
  discipline: 'Atmospheres',
  axis: 'time',
  columns: [
    column('sample_temperature', 'K', 1, 'Temperature of the sample'),
    column('pressure_h2o', 'uPa', 3, 'Partial pressure of water'),
    column('pressure_co2', 'uPa', 3, 'Partial pressure of carbon dioxide'),
    column('pressure_so2', 'uPa', 3, 'Partial pressure of sulfur dioxide'),
  ],
  row({ u, random, constant }) {
    const tempK = 110 + 560 * u; // linear ramp; desorption peaks where each gas leaves
    const gas = (name: string, at: number) =>
      1 + 80 * constant(name) * peak(tempK, at, 25) + 0.1 * Math.abs(random.normal());
    return [tempK, gas('water', 185) + gas('bound water', 420), gas('carbon dioxide', 150), gas('sulfur dioxide', 170)];
  },
};

const drill: InstrumentModel = {
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

const furnace: InstrumentModel = {
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

const biology: InstrumentModel = {
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

const robot: InstrumentModel = {
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

const telescope: InstrumentModel = {
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

/** For an instrument whose kind is not known: what every instrument reports of itself. */
const housekeeping: InstrumentModel = {
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
