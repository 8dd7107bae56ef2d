export { bundledPath, hasBundled, projectPath } from './bundled-path.ts';
