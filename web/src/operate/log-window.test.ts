import { describe, expect, it } from 'vitest';
import { grow, keepAbout, windowAbout } from './log-window.ts';

describe('the rows of the event log that are in the page', () => {
  it('are those about the current one, all of a short list', () => {
    expect(windowAbout(500, 765)).toEqual({ from: 400, to: 600 });
    expect(windowAbout(3, 765)).toEqual({ from: 0, to: 200 });
    expect(windowAbout(760, 765)).toEqual({ from: 565, to: 765 });
    expect(windowAbout(2, 7)).toEqual({ from: 0, to: 7 });
  });
  it('stay while the current one is well inside, and move before it gets to their end', () => {
    const window = { from: 400, to: 600 };
    expect(keepAbout(window, 540, 765)).toBe(window);
    expect(keepAbout(window, 560, 765)).toEqual({ from: 460, to: 660 });
    expect(keepAbout(window, 440, 765)).toEqual({ from: 340, to: 540 });
    expect(keepAbout({ from: 565, to: 765 }, 765, 765)).toEqual({ from: 565, to: 765 });
  });
  it('are looked up anew when the list has become another', () => {
    expect(keepAbout({ from: 400, to: 600 }, 40, 90)).toEqual({ from: 0, to: 90 });
    expect(keepAbout({ from: 0, to: 90 }, 40, 765)).toEqual({ from: 0, to: 200 });
  });
  it('grow at the end to which a reader scrolls, as far as the list goes', () => {
    expect(grow({ from: 400, to: 600 }, 'before', 765)).toEqual({ from: 300, to: 600 });
    expect(grow({ from: 400, to: 600 }, 'after', 765)).toEqual({ from: 400, to: 700 });
    expect(grow({ from: 565, to: 765 }, 'after', 765)).toEqual({ from: 565, to: 765 });
    expect(grow({ from: 30, to: 230 }, 'before', 765)).toEqual({ from: 0, to: 230 });
  });
});
