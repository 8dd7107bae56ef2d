export { bundledPath, projectPath } from './bundled-path.ts';
