/** Reads server-sent events (WHATWG HTML, section 9.2) from the bytes of an answer; `EventSource` would not say why a question was refused. */
export function createEventReader(hear: (name: string, data: unknown) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = '';
  return (bytes) => {
    rest += decoder.decode(bytes, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (name !== undefined && data !== undefined) hear(name, JSON.parse(data));
    }
  };
}
