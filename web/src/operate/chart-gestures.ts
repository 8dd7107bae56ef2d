export interface ChartActions {
  /** Left of it stand the names: there the wheel scrolls. */
  gutterPx(): number;
  etAt(xPx: number): number;
  zoom(factor: number, aboutEt: number): void;
  panPx(px: number): void;
  pick(et: number): void;
  whole(): void;
}

const CLICK_SLACK_PX = 4;

/** Wheel zooms about the pointer (over the names it scrolls), shift or a sideways wheel pans, a drag pans, a click picks a time, a double click shows all. */
export function chartGestures(actions: ChartActions): (element: HTMLElement) => () => void {
  return (element) => {
    let drag: { x: number; moved: boolean } | null = null;
    const xOfEvent = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;

    const onwheel = (event: WheelEvent) => {
      if (xOfEvent(event) < actions.gutterPx()) return;
      event.preventDefault();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.shiftKey || sideways) actions.panPx(-(sideways ? event.deltaX : event.deltaY));
      else actions.zoom(Math.exp(Math.min(200, Math.max(-200, event.deltaY)) * 0.002), actions.etAt(xOfEvent(event)));
    };
    const ondown = (event: PointerEvent) => {
      if (event.button === 0) drag = { x: event.clientX, moved: false };
    };
    const onmove = (event: PointerEvent) => {
      if (drag === null) return;
      const dx = event.clientX - drag.x;
      if (!drag.moved && Math.abs(dx) < CLICK_SLACK_PX) return;
      if (!drag.moved) element.setPointerCapture(event.pointerId);
      drag = { x: event.clientX, moved: true };
      actions.panPx(dx);
    };
    const onup = (event: PointerEvent) => {
      if (drag !== null && !drag.moved) actions.pick(actions.etAt(xOfEvent(event)));
      drag = null;
    };
    const oncancel = () => (drag = null);
    const ondouble = () => actions.whole();

    element.addEventListener('wheel', onwheel, { passive: false });
    element.addEventListener('pointerdown', ondown);
    element.addEventListener('pointermove', onmove);
    element.addEventListener('pointerup', onup);
    element.addEventListener('pointercancel', oncancel);
    element.addEventListener('dblclick', ondouble);
    return () => {
      element.removeEventListener('wheel', onwheel);
      element.removeEventListener('pointerdown', ondown);
      element.removeEventListener('pointermove', onmove);
      element.removeEventListener('pointerup', onup);
      element.removeEventListener('pointercancel', oncancel);
      element.removeEventListener('dblclick', ondouble);
    };
  };
}
