/** Memory that worker threads read without a copy, where the platform has it. */
function sharedBytes(length: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(length) : new SharedArrayBuffer(length);
}

export const sharedFloat64 = (length: number): Float64Array => new Float64Array(sharedBytes(8 * length));
export const sharedFloat32 = (length: number): Float32Array => new Float32Array(sharedBytes(4 * length));
export const sharedUint16 = (length: number): Uint16Array => new Uint16Array(sharedBytes(2 * length));
export const sharedUint32 = (length: number): Uint32Array => new Uint32Array(sharedBytes(4 * length));
export const sharedUint8 = (length: number): Uint8Array => new Uint8Array(sharedBytes(length));
