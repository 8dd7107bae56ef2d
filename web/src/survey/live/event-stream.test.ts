import { expect, it } from 'vitest';
import { createEventReader } from './event-stream.ts';

it('reads events whole however the bytes are cut', () => {
  const text =
    'event: progress\ndata: {"done":1}\n\nevent: map\ndata: {"id":"å"}\n\n: alive\n\nevent: done\ndata: {}\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 7, 1000]) {
    const heard: [string, unknown][] = [];
    const read = createEventReader((name, data) => heard.push([name, data]));
    for (let at = 0; at < bytes.length; at += size) read(bytes.slice(at, at + size));
    expect(heard).toEqual([['progress', { done: 1 }], ['map', { id: 'å' }], ['done', {}]]); // prettier-ignore
  }
});
