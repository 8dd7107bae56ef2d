export interface DragActions<Bar> {
  /** What can be dragged under a point of the element; null leaves the pointer to what lies below. */
  barAt(xPx: number, yPx: number): Bar | null;
  grab(bar: Bar): void;
  /** The pointer is at `xPx` of the element. */
  drag(bar: Bar, xPx: number): void;
  release(bar: Bar, xPx: number): void;
  cancel(bar: Bar): void;
  /** Between which pixels of the element the span is shown: near them it scrolls. */
  edges(): readonly [leftPx: number, rightPx: number];
  /** Moves the span by a share of what is shown, later is positive. */
  scroll(share: number): void;
}

const SLACK_PX = 4;
/** So near an edge, and beyond it, a drag scrolls. */
export const EDGE_PX = 28;
/** Of what is shown, at the edge itself; beyond it up to three times as fast. */
const SHARE_PER_S = 0.25;

/** How fast a drag at `xPx` scrolls, as a share of what is shown in a second; later is positive, 0 in the middle. */
export function scrollRate(xPx: number, [leftPx, rightPx]: readonly [number, number]): number {
  const deep = Math.max(xPx - (rightPx - EDGE_PX), leftPx + EDGE_PX - xPx) / EDGE_PX;
  if (deep <= 0) return 0;
  return Math.min(3, deep) * SHARE_PER_S * (xPx > (leftPx + rightPx) / 2 ? 1 : -1);
}

/** Lets bars of a canvas be dragged sideways, beyond what is shown too; Escape while dragging takes it back. Elsewhere on the canvas gestures go on to the elements around it. */
export function dragBars<Bar>(actions: DragActions<Bar>): (element: HTMLElement) => () => void {
  return (element) => {
    let held: { bar: Bar; downX: number; x: number; moved: boolean } | null = null;
    let frame = 0;
    const xIn = (event: PointerEvent) => event.clientX - element.getBoundingClientRect().left;
    /** Scrolls for as long as the pointer rests at an edge. */
    const scrolling = (beforeMs: number) => (nowMs: number) => {
      frame = 0;
      if (held === null || !held.moved) return;
      const rate = scrollRate(held.x, actions.edges());
      if (rate === 0) return;
      actions.scroll((rate * Math.max(0, Math.min(100, nowMs - beforeMs))) / 1000);
      actions.drag(held.bar, held.x);
      frame = requestAnimationFrame(scrolling(nowMs));
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      held = null;
    };
    const ondown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      const bar = actions.barAt(event.offsetX, event.offsetY);
      if (bar === null) return;
      event.stopPropagation();
      held = { bar, downX: event.clientX, x: xIn(event), moved: false };
      element.setPointerCapture(event.pointerId);
      actions.grab(bar);
    };
    const onmove = (event: PointerEvent) => {
      if (held === null) return;
      event.stopPropagation();
      held.x = xIn(event);
      if (!held.moved && Math.abs(event.clientX - held.downX) < SLACK_PX) return;
      held.moved = true;
      actions.drag(held.bar, held.x);
      if (frame === 0 && scrollRate(held.x, actions.edges()) !== 0) frame = requestAnimationFrame(scrolling(performance.now())); // prettier-ignore
    };
    const onup = (event: PointerEvent) => {
      if (held === null) return;
      event.stopPropagation();
      const { bar, moved } = held;
      stop();
      if (moved) actions.release(bar, xIn(event));
    };
    const oncancel = () => {
      const bar = held?.bar;
      stop();
      if (bar !== undefined) actions.cancel(bar);
    };
    const onkey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && held !== null) oncancel();
    };
    element.addEventListener('pointerdown', ondown);
    element.addEventListener('pointermove', onmove);
    element.addEventListener('pointerup', onup);
    element.addEventListener('pointercancel', oncancel);
    window.addEventListener('keydown', onkey);
    return () => {
      stop();
      element.removeEventListener('pointerdown', ondown);
      element.removeEventListener('pointermove', onmove);
      element.removeEventListener('pointerup', onup);
      element.removeEventListener('pointercancel', oncancel);
      window.removeEventListener('keydown', onkey);
    };
  };
}
