import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafHash } from './merkle-tree.ts';
import { formatKey, noteSigner, openNote, parseKey, signNote } from './signed-note.ts';

// The example of golang.org/x/mod/sumdb/note (BSD-3-Clause).
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_SEED = decodeBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')!.slice(1);
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

// A head of the Go checksum database, as sum.golang.org served and signed it, with its public key.
const SUM_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
const SUM_NOTE =
  'go.sum database tree\n63096908\n8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=\n\n' +
  '— sum.golang.org Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk=\n';

describe('signed notes', () => {
  it('signs the example of the Go implementation byte for byte', () => {
    const signer = noteSigner('PeterNeumann', GO_SEED);
    expect(formatKey(signer.key)).toBe(GO_KEY);
    expect(signNote(GO_TEXT, [signer])).toBe(GO_NOTE);
  });

  it('opens it', () => {
    const opened = openNote(GO_NOTE, [parseKey(GO_KEY)]);
    expect(opened.text).toBe(GO_TEXT);
    expect(opened.signedBy.map((key) => key.name)).toEqual(['PeterNeumann']);
  });

  it('passes over unknown signers and keeps those it knows', () => {
    const other = noteSigner('EnochRoot', new Uint8Array(32).fill(7));
    const both = signNote(GO_TEXT, [other, noteSigner('PeterNeumann', GO_SEED)]);
    expect(openNote(both, [parseKey(GO_KEY)]).signedBy).toHaveLength(1);
    expect(openNote(both, [parseKey(GO_KEY), other.key]).signedBy).toHaveLength(2);
    expect(() => openNote(GO_NOTE, [other.key])).toThrow(expect.objectContaining({ code: 'BAD_SIGNATURE' }));
  });

  it('refuses a note with any byte of text or signature altered', () => {
    fc.assert(
      fc.property(fc.nat(GO_NOTE.length - 2), fc.constantFrom('x', ' ', 'é', '\n', '\t'), (at, letter) => {
        fc.pre(GO_NOTE[at] !== letter);
        const altered = GO_NOTE.slice(0, at) + letter + GO_NOTE.slice(at + 1);
        expect(() => openNote(altered, [parseKey(GO_KEY)])).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/BAD_(NOTE|SIGNATURE)/) }),
        );
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it.each([
    '',
    'no signature\n',
    'text\n\n',
    `${GO_TEXT}\n— PeterNeumann x08g\n`,
    `${GO_TEXT}\n- PeterNeumann x08go/ZJkuA=\n`,
  ])('is not fooled by %j', (note) =>
    expect(() => openNote(note, [parseKey(GO_KEY)])).toThrow(expect.objectContaining({ code: 'BAD_NOTE' })),
  );

  it.each([GO_KEY.replace('c74f20a3', 'c74f20a4'), GO_KEY.replace('ARpc', 'AhpC'), 'PeterNeumann', `a b${GO_KEY}`])(
    'refuses the key %s',
    (key) => expect(() => parseKey(key)).toThrow(expect.objectContaining({ code: 'BAD_NOTE' })),
  );
});

describe('checkpoints', () => {
  it('verifies a real head of the Go checksum database', () => {
    const key = parseKey(SUM_KEY);
    const checkpoint = openCheckpoint(SUM_NOTE, key, undefined, 'go.sum database tree');
    expect(checkpoint.size).toBe(63096908);
    expect(formatCheckpoint(checkpoint)).toBe(SUM_NOTE.split('\n\n')[0] + '\n');
    expect(() => openCheckpoint(SUM_NOTE, key)).toThrow(/expected sum.golang.org/);
    expect(() => openCheckpoint(SUM_NOTE.replace('63096908', '63096909'), key)).toThrow(/does not verify/);
  });

  it('comes back as it was signed', () => {
    const signer = noteSigner('example.org/hub', new Uint8Array(32).fill(3));
    const checkpoint = { origin: 'example.org/hub', size: 5, root: leafHash(Uint8Array.of(1)) };
    expect(openCheckpoint(signCheckpoint(checkpoint, signer), signer.key)).toEqual(checkpoint);
  });

  it.each([
    '',
    'a\n1\n',
    'a\n01\nAAAA\n',
    `a\n-1\n${encodeBase64(new Uint8Array(32))}\n`,
    `a\n1\n${encodeBase64(new Uint8Array(31))}\n`,
  ])('refuses %j', (text) =>
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'BAD_NOTE' })),
  );
});

describe('base64', () => {
  it('agrees with Buffer on any bytes and refuses what is not canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
      { seed: 64 },
    );
    for (const bad of ['A', 'AA', 'AA=A', 'AB==', 'AA-_', '====', 'AAAA====']) expect(decodeBase64(bad)).toBeNull();
  });
});
