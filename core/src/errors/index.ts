export { InputError, isInputError, locatedError, type InputErrorFacts } from './input-error.ts';
