export { addressOf } from './address.ts';
export { paths, type RouteId } from './paths.ts';
