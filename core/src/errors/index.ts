export { InputError, isInputError, locatedError, relocatedError, type InputErrorFacts } from './input-error.ts';
export { didYouMean, nearestName } from './nearest-name.ts';
