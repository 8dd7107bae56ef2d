// TypeScript of the repository for scripts, without a build: `ssrLoadModule` of what this gives runs a source file.
import { createServer } from 'vite';

export function typescriptOf(root) {
  return createServer({
    root,
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
}
