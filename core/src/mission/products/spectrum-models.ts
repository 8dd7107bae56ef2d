import { column, peak, poisson, type InstrumentModel } from './instrument-model.ts';

// What is measured as a spectrum. See instrument-model.ts for what these numbers are worth.

export const neutrons: InstrumentModel = {
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

export const massSpectrum = (
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

export const infrared: InstrumentModel = {
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

export const raman: InstrumentModel = {
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

export const volatiles: InstrumentModel = {
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
