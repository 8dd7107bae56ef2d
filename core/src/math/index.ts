export { quantity, SI_UNITS, type Dimension, type Quantity } from './quantity.ts';
export { add, cross, dot, norm, scale, unit, type MutableVec3, type Vec3 } from './vec3.ts';
export {
  eulerRotation,
  frameRotation,
  identity,
  multiply,
  rotate,
  transpose,
  type Mat3,
  type MutableMat3,
} from './mat3.ts';
export { localAxes, type LocalAxes, type Vector } from './local-axes.ts';
export { brentRoot } from './brent.ts';
export { grown } from './grown.ts';
export { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.ts';
export { createRandom, type Random } from './random.ts';
