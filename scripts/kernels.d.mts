/** WebAssembly of the horizon kernel, compiled from its source; null when it does not compile. */
export function compileHorizon(): Promise<Uint8Array | null>;
