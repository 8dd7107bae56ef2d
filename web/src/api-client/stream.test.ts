import { afterEach, describe, expect, it, vi } from 'vitest';
import { postStream } from './stream.ts';

/** An answer whose bytes come in the given pieces. */
function answering(...pieces: string[]): void {
  const body = new ReadableStream({
    start(control) {
      for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece));
      control.close();
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body, { status: 200 }));
}
afterEach(() => vi.unstubAllGlobals());

const hear = () => {
  const heard: unknown[] = [];
  const progress = (told: unknown) => heard.push(told);
  const outcome = (told: unknown) => heard.push(['outcome', told]);
  return { heard, listeners: { progress, outcome } };
};

describe('an answer that comes in messages', () => {
  const text = 'event: progress\ndata: {"done":1}\n\nevent: outcome\ndata: {"a":"б"}\n\n';

  it('is heard message by message, wherever the bytes are cut', async () => {
    for (const size of [1, 7, 1000]) {
      const { heard, listeners } = hear();
      answering(...(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []));
      await postStream('planWhatIfStream', {}, listeners);
      expect(heard).toEqual([{ done: 1 }, ['outcome', { a: 'б' }]]);
    }
  });

  it('throws the failure that ends it', async () => {
    const { heard, listeners } = hear();
    answering('event: progress\ndata: {}\n\n', 'event: failed\ndata: {"error":{"code":"SIMULATION_BUSY","message":"4 wait","where":null,"legal":"4","remedy":null}}\n\n'); // prettier-ignore
    await expect(postStream('planWhatIfStream', {}, listeners)).rejects.toMatchObject({ failure: { code: 'SIMULATION_BUSY', legal: '4' } }); // prettier-ignore
    expect(heard).toEqual([{}]);
  });
});
