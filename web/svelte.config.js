/** Read by the Vite plugin, svelte-check and editors. */
export default { compilerOptions: { runes: true } };
