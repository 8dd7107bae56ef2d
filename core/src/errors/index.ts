export { InputError, isInputError, locatedError, type InputErrorFacts } from './input-error.ts';
export { didYouMean, nearestName } from './nearest-name.ts';
