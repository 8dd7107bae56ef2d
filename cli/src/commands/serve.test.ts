import { describe, expect, it } from 'vitest';
import { portFrom } from './serve.ts';

describe('the port', () => {
  it.each([
    [undefined, undefined, 8080],
    [undefined, '9000', 9000],
    ['7000', '9000', 7000],
    ['0', undefined, 0],
  ])('of option %s and PORT %s is %d', (option, environment, port) => expect(portFrom(option, environment)).toBe(port));

  it.each(['web', '-1', '70000', '', '80.5'])('is refused when it is "%s"', (text) => {
    const refusal = expect.objectContaining({
      code: 'PORT_RANGE',
      where: '--port',
      legal: expect.stringContaining('65535'),
    });
    expect(() => portFrom(text, undefined)).toThrow(refusal);
  });
});
