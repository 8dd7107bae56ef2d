export { bundledKernelPaths, loadBundledKernels, openBundledEphemeris, readKernels } from './load-kernels.ts';
