import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** `OPENILRS_SERVER` is only for `npm run -w web dev`: where a running server answers /api. */
const server = process.env['OPENILRS_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // Views are loaded when they are opened: OpenLayers comes with Survey, uPlot with Operate.
    chunkSizeWarningLimit: 700,
    assetsInlineLimit: 2048,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
});
