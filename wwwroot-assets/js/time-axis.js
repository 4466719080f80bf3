// The pointer on charts of time: a crosshair through all of them, a drag that asks for a shorter range, a double click that
// takes it back. Only the mouse and pens: on a phone a finger scrolls. Nothing here calls the server but a finished drag.

import { unixTime } from './axes.js';

const SHORTEST_DRAG = 6; // Pixels; less is a click.

/** Does time run along the chart's x axis? */
export function isTimeChart(element) {
  return element.isConnected && element._fullLayout?.xaxis?.type === 'date';
}

/**
 * Follows the pointer over a chart. `others()` lists all charts of time, `zoom(from, to)` takes Unix milliseconds, or nothing
 * to go back. Returns what ends it.
 */
export function followPointer(element, { others, zoom }) {
  const ending = new AbortController();
  const on = (name, handle) => element.addEventListener(name, event => isTimeChart(element) && handle(event), { signal: ending.signal });
  let start = null;
  const stop = () => {
    start = null;
    hide(element, 'zoom-box');
  };
  on('pointermove', event => {
    if (event.pointerType === 'touch') return;
    const at = timeAt(element, event);
    for (const other of others()) {
      if (other !== element) showLine(other, at);
    }
    if (start !== null) showBox(element, start, at);
  });
  on('pointerleave', () => others().forEach(other => hide(other, 'crosshair')));
  on('pointerdown', event => {
    if (event.pointerType === 'touch' || event.button !== 0 || !isInPlot(element, event)) return;
    start = timeAt(element, event);
    element.setPointerCapture(event.pointerId);
    Plotly.Fx?.unhover(element); // Else its labels would stay where the drag began.
  });
  on('pointerup', event => {
    const [from, to] = [start, timeAt(element, event)];
    stop();
    if (from !== null && Math.abs(place(element, to) - place(element, from)) >= SHORTEST_DRAG) zoom(...[unixTime(from), unixTime(to)].sort((a, b) => a - b));
  });
  on('pointercancel', stop);
  on('dblclick', event => isInPlot(element, event) && zoom(null, null));
  return () => {
    ending.abort();
    stop();
    hide(element, 'crosshair');
  };
}

/** Plotly's own measure of time: milliseconds of the wall clock, as charts.js gave it. Clipped to the plot. */
function timeAt(element, event) {
  const { _size: size, xaxis } = element._fullLayout;
  const x = event.clientX - element.getBoundingClientRect().left - size.l;
  return xaxis.p2l(Math.min(Math.max(x, 0), size.w));
}

/** Pixels from the left edge of the chart. */
function place(element, time) {
  return element._fullLayout._size.l + element._fullLayout.xaxis.l2p(time);
}

function isInPlot(element, event) {
  const { l, t, w, h } = element._fullLayout._size;
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = [event.clientX - left - l, event.clientY - top - t];
  return x >= 0 && x <= w && y >= 0 && y <= h;
}

function showLine(element, time) {
  const { l, w } = element._fullLayout._size;
  const x = place(element, time);
  if (x < l || x > l + w) hide(element, 'crosshair');
  else mark(element, 'crosshair', x, 0);
}

function showBox(element, from, to) {
  const [a, b] = [place(element, from), place(element, to)].sort((x, y) => x - y);
  mark(element, 'zoom-box', a, b - a);
}

function mark(element, name, left, width) {
  const holder = element.closest('.chart');
  const { t, h } = element._fullLayout._size;
  let shown = holder.querySelector(`:scope > .${name}`);
  if (!shown) {
    shown = holder.appendChild(document.createElement('div'));
    shown.className = name;
  }
  const inset = element.offsetLeft;
  shown.style.cssText = `left:${inset + left}px;top:${element.offsetTop + t}px;width:${width}px;height:${h}px`;
}

function hide(element, name) {
  element.closest('.chart')?.querySelector(`:scope > .${name}`)?.remove();
}
