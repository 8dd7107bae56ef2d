export { InputError, isInputError, type InputErrorFacts } from './input-error.ts';
