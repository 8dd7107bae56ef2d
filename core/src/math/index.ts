export { quantity, SI_UNITS, type Dimension, type Quantity } from './quantity.ts';
