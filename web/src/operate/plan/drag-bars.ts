export interface DragActions<Bar> {
  /** What can be dragged under a point of the element; null leaves the pointer to what lies below. */
  barAt(xPx: number, yPx: number): Bar | null;
  grab(bar: Bar): void;
  /** So many pixels from where it was grabbed. */
  drag(bar: Bar, dxPx: number): void;
  release(bar: Bar, dxPx: number): void;
  cancel(bar: Bar): void;
}

const SLACK_PX = 4;

/** Lets bars of a canvas be dragged sideways; Escape while dragging takes it back. Elsewhere on the canvas gestures go on to the elements around it. */
export function dragBars<Bar>(actions: DragActions<Bar>): (element: HTMLElement) => () => void {
  return (element) => {
    let held: { bar: Bar; x: number; moved: boolean } | null = null;
    const ondown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      const bar = actions.barAt(event.offsetX, event.offsetY);
      if (bar === null) return;
      event.stopPropagation();
      held = { bar, x: event.clientX, moved: false };
      element.setPointerCapture(event.pointerId);
      actions.grab(bar);
    };
    const onmove = (event: PointerEvent) => {
      if (held === null) return;
      event.stopPropagation();
      if (!held.moved && Math.abs(event.clientX - held.x) < SLACK_PX) return;
      held.moved = true;
      actions.drag(held.bar, event.clientX - held.x);
    };
    const onup = (event: PointerEvent) => {
      if (held === null) return;
      event.stopPropagation();
      const { bar, x, moved } = held;
      held = null;
      if (moved) actions.release(bar, event.clientX - x);
    };
    const oncancel = () => {
      if (held !== null) actions.cancel(held.bar);
      held = null;
    };
    const onkey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') oncancel();
    };
    element.addEventListener('pointerdown', ondown);
    element.addEventListener('pointermove', onmove);
    element.addEventListener('pointerup', onup);
    element.addEventListener('pointercancel', oncancel);
    window.addEventListener('keydown', onkey);
    return () => {
      element.removeEventListener('pointerdown', ondown);
      element.removeEventListener('pointermove', onmove);
      element.removeEventListener('pointerup', onup);
      element.removeEventListener('pointercancel', oncancel);
      window.removeEventListener('keydown', onkey);
    };
  };
}
