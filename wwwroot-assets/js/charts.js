// Draws what the server sends each tick: shared bytes, one call. Plotly.Blazor has made the charts; this module keeps their
// points, merges deltas and redraws at most once per animation frame, never while the tab is hidden, nor so often that a slow browser does
// nothing else: figures in the page come before lines.

import { wallTime, timeFormat, valueRange } from './axes.js';
import { band, drawLines, drawSparks, firm, laidOver, lineMode } from './lines.js';
import { drawStill } from './still-charts.js';
import { followPointer, isTimeChart } from './time-axis.js';

const COLUMNS = ['t', 'q', 'lo', 'hi', 'n', 'p', 'err', 'lat', 'p95'];
const OUTLOOK = ['t', 'e', 'lo', 'hi', 'p', 'b', 'n']; // Estimated and believed, further apart than the points.
const OWN_TRACES = 5; // Of the main chart, before those of other versions.
const WORDS_WIDTH = 130; // Pixels of "labels still arriving".
const NARROW = 1_100; // Pixels of a window in which the cards stand below each other.
const REST = 3; // Times as long as drawing took, before it is drawn again.

const view = { points: empty(COLUMNS), outlook: empty(OUTLOOK), maturing: null, step: 0, histogram: null, scale: 1 };
const charts = new Map(); // role -> { element, observer, leave, drawn }; as many as the page has charts.
const apart = new Map(); // role -> { data, mark, on } of charts that are not drawn from the view, and the element it is drawn on.
const draw = { quality: drawQuality, latency: drawLatency };
let changes = 0; // Of what these show: a chart that shows the newest is not drawn again.
let isDrawRequested = false;
let resting = 0; // The timer of a drawing that waits.
let earliest = 0; // Of performance.now().
let page = null; // The ChartLink of the page on screen.

function empty(columns) {
  return Object.fromEntries(columns.map(c => [c, []]));
}

/** One tick. A delta, as ChartDelta writes it, applies to what was pushed before it. */
export function push(delta) {
  const isAnother = merge(view, delta);
  globalThis.dispatchEvent(new Event('dashboard:frame'));
  if (isAnother) change();
}

function change(isAsked = false) {
  changes++;
  requestDraw(isAsked);
}

/** From now on this page hears of zooms. */
export function report(link) {
  page = link;
}

function zoom(from, to) {
  page?.invokeMethodAsync('Zoom', from, to).catch(() => {}); // The page has just gone: so has what was to be zoomed.
}

/** Takes a chart that Plotly has just drawn. `scale` turns stored quality into shown quality (100 for percent). */
export function attach(role, id, scale) {
  detach(role);
  const element = document.getElementById(id);
  if (!element) return;
  // Plotly follows the window only; a card also changes width when the page is laid out anew.
  const observer = new ResizeObserver(() => {
    if (element.isConnected && element._fullLayout && element.offsetParent) Plotly.Plots.resize(element);
  });
  observer.observe(element);
  const leave = followPointer(element, { others: timeCharts, zoom });
  charts.set(role, { element, observer, leave, drawn: -1 });
  if (scale) view.scale = scale;
  requestDraw(true);
}

/**
 * What a chart shows that is read apart from the ticks; it may come before its chart. What is laid over a chart of the ticks has that
 * element's id in place of a role. `data` is of lines.js or of still-charts.js; null leaves all but the mark as it is.
 */
export function show(role, data, mark) {
  apart.set(role, { data: data ?? apart.get(role)?.data ?? null, mark });
  change(true);
}

/** Only what has changed: these do not follow the ticks. */
function drawApart(element, shown) {
  if (shown.on === element) return;
  if (shown.data.lines) drawLines(element, shown.data);
  else drawStill(element, shown.data, shown.mark);
  shown.on = element;
}

/** Has the browser keep a chart as a PNG file. */
export async function savePicture(role, caption, fileName) {
  const { pictureOf } = await import('./picture.js');
  keep(await pictureOf(charts.get(role).element, caption), fileName);
}

/** Has the browser keep what the server streams. */
export async function saveFile(fileName, stream) {
  keep(new Blob([await stream.arrayBuffer()]), fileName);
}

function keep(blob, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Draws the same data again: other lines were chosen. */
export function redraw() {
  change(true);
}

/** Forgets a chart; with `id`, only if it is still that one (its successor may have come first). */
export function detach(role, id) {
  const chart = charts.get(role);
  if (id) apart.delete(id);
  if (!chart || (id && chart.element.id !== id)) return;
  chart.observer.disconnect();
  chart.leave();
  charts.delete(role);
  if (id) apart.delete(role);
}

function timeCharts() {
  return [...charts.values()].map(chart => chart.element).filter(isTimeChart);
}

/** Applies a delta: a time that exists is replaced (late labels change the past), older ones than `drop` leave. False when nothing changed. */
export function merge(target, delta) {
  const maturing = delta.maturing ?? null;
  const isAnother = delta.reset || Boolean(delta.outlook || delta.hist) || maturing !== target.maturing;
  if (delta.reset) {
    target.points = empty(COLUMNS);
    target.histogram = null;
  }
  target.step = delta.step;
  target.maturing = maturing;
  const hasMoved = mergePoints(target.points, COLUMNS, delta.points, delta.drop);
  if (delta.reset || delta.outlook?.reset) target.outlook = empty(OUTLOOK);
  mergePoints(target.outlook, OUTLOOK, delta.outlook ?? { t: [] }, delta.drop);
  if (delta.hist) target.histogram = { ...target.histogram, ...delta.hist };
  return isAnother || hasMoved;
}

function mergePoints(points, columns, changed, drop) {
  changed.t.forEach((behind, i) => {
    const time = drop + behind;
    const at = indexFor(points.t, time);
    const replaced = points.t[at] === time ? 1 : 0;
    for (const column of columns) points[column].splice(at, replaced, column === 't' ? time : changed[column][i]);
  });
  const gone = indexFor(points.t, drop);
  if (gone > 0) for (const column of columns) points[column].splice(0, gone);
  return gone > 0 || changed.t.length > 0;
}

/** First index whose time is not before `time`; searched from the end, where most changes are. */
function indexFor(times, time) {
  let at = times.length;
  while (at > 0 && times[at - 1] >= time) at--;
  return at;
}

/** Ticks wait until the browser has rested; what somebody asked for does not. */
function requestDraw(isAsked = false) {
  if (document.hidden || (isDrawRequested && !(isAsked && resting))) return;
  clearTimeout(resting);
  [isDrawRequested, resting] = [true, 0];
  const wait = earliest - performance.now();
  if (isAsked || wait <= 0) requestAnimationFrame(drawAll);
  else resting = setTimeout(() => { resting = 0; requestAnimationFrame(drawAll); }, wait);
}

document.addEventListener('visibilitychange', () => requestDraw(true));
globalThis.addEventListener('dashboard:clock', () => {
  for (const shown of apart.values()) shown.on = null;
  change(true);
});

// ---- paper: print.css lays the page out for it; a chart keeps its size until it is told. A narrow window keeps its charts as they are. ----
globalThis.addEventListener('beforeprint', () => {
  if (innerWidth <= NARROW) return;
  document.documentElement.dataset.paper = '';
  for (const { element } of charts.values()) {
    if (element._fullLayout) Plotly.relayout(element, { width: element.clientWidth });
  }
});
globalThis.addEventListener('afterprint', () => {
  delete document.documentElement.dataset.paper;
  for (const { element } of charts.values()) if (element._fullLayout) Plotly.relayout(element, { width: null, height: null, autosize: true });
});

function drawAll() {
  const began = performance.now();
  isDrawRequested = false;
  drawSparks(view.points);
  for (const [role, chart] of charts) {
    const { element } = chart;
    if (!element.isConnected) detach(role);
    else if (element._fullLayout && (role in draw || apart.get(role)?.data)) {
      if (!(role in draw)) drawApart(element, apart.get(role));
      else if (chart.drawn !== changes) draw[role](element);
      chart.drawn = changes;
      element.closest('.chart').dataset.ready = '';
    }
  }
  const ended = performance.now();
  earliest = ended + REST * (ended - began);
}

function drawQuality(element) {
  const { t, q, lo, hi, n } = view.points;
  if (t.length < 2) return; // One point is no line, and no axis either.
  const x = t.map(wallTime);
  const [shown, low, high] = [scaled(q), scaled(lo), scaled(hi)];
  const area = band(x, low, high);
  const others = laidOver(apart.get(element.id)?.data, element.data.length - OWN_TRACES);
  const details = q.map((_, i) => [low[i], high[i], n[i], others.over && `${others.over}: `]);
  const further = furtherLines(element.closest('.chart').dataset.lines ?? '');
  Plotly.update(element,
    {
      x: [area.x, x, ...further.x, ...others.x], y: [area.y, shown, ...further.y, ...others.y],
      customdata: [null, details, ...further.customdata, ...others.customdata],
      mode: ['lines', lineMode(q), ...further.mode, ...others.mode], visible: [true, true, ...further.visible, ...others.visible],
      name: [undefined, others.over || 'labelled', undefined, undefined, undefined, ...others.name],
      'marker.maxdisplayed': [0, 0, 0, 0, 0, ...others.marks],
    },
    {
      ...timeAxis(),
      'yaxis.range': valueRange([firm(low, n), firm(high, n), shown, ...further.values, ...others.y], view.scale),
      ...maturing(t, element._fullLayout._size.w),
    });
}

/** What all charts of time have in common, so that an instant stands at the same place in each. */
function timeAxis() {
  const { t } = view.points;
  return { 'xaxis.range': [wallTime(t[0]), wallTime(t.at(-1))], 'xaxis.tickformat': timeFormat(t.at(-1) - t[0]) };
}

/** Band, line and line: estimated without labels, and believed at the time. `names` are those to be shown. */
function furtherLines(names) {
  const { t, e, lo, hi, p, b, n } = view.outlook;
  const x = t.map(wallTime);
  const [estimated, low, high, believed] = [scaled(e), scaled(lo), scaled(hi), scaled(b)];
  const [isEstimated, isBelieved] = [names.includes('estimated'), names.includes('believed')];
  const area = band(x, low, high);
  return {
    x: [area.x, x, x],
    y: [area.y, estimated, believed],
    values: [...(isEstimated ? [low, high, estimated] : []), ...(isBelieved ? [believed] : [])],
    customdata: [null, e.map((_, i) => [low[i], high[i], p[i]]), b.map((_, i) => [null, null, n[i]])],
    mode: ['lines', lineMode(e, 0), lineMode(b, 0)],
    visible: [isEstimated, isEstimated, isBelieved],
  };
}

function scaled(values) {
  return values.map(v => v === null ? null : v * view.scale);
}

/** Shades from where labels are still on their way to the right edge; the words stand inside, or before it when it is narrow. */
function maturing(t, plotWidth) {
  const isShown = view.maturing !== null && view.maturing < t.at(-1);
  const start = Math.max(view.maturing ?? 0, t[0]);
  const [from, to] = [wallTime(start), wallTime(t.at(-1))];
  const isWide = (t.at(-1) - start) / (t.at(-1) - t[0]) * plotWidth > WORDS_WIDTH;
  return {
    'shapes[0].x0': from, 'shapes[0].x1': to, 'shapes[0].visible': isShown,
    'shapes[1].x0': from, 'shapes[1].x1': from, 'shapes[1].visible': isShown && start > t[0],
    'annotations[0].x': from, 'annotations[0].xanchor': isWide ? 'left' : 'right', 'annotations[0].xshift': isWide ? 4 : 0, 'annotations[0].visible': isShown,
    'annotations[0].text': isWide ? 'labels still arriving' : 'labels still arriving →',
  };
}

function drawLatency(element) {
  const { edges = [], n = [], slower = 0, mean, p95 } = view.histogram ?? {};
  const bars = n.map((count, i) => ({ from: edges[i], to: edges[i + 1], count }));
  const top = Math.max(1, ...n) * 1.12;
  const beyond = slower ? slower.toLocaleString('en') : '';
  Plotly.update(element,
    {
      x: [bars.map(b => (b.from + b.to) / 2)],
      y: [n],
      width: [bars.map(b => b.to - b.from)],
      customdata: [bars.map((b, i) => [b.from, b.to, beyond && i === n.length - 1 ? `, ${beyond} of them slower` : ''])],
    },
    {
      'xaxis.range': edges.length ? [Math.min(0, edges[0]), edges.at(-1)] : [0, 1],
      'yaxis.range': [0, top],
      ...marker(0, mean), ...marker(1, p95),
      'annotations[2].text': beyond && `${beyond} above ${edges.at(-1)} ms`,
    });
}

/** Moves line and label number `i`; without a value both hide. */
function marker(i, value) {
  const at = value ?? 0;
  const visible = value !== null && value !== undefined;
  return {
    [`shapes[${i}].x0`]: at, [`shapes[${i}].x1`]: at, [`shapes[${i}].visible`]: visible,
    [`annotations[${i}].x`]: at, [`annotations[${i}].visible`]: visible,
  };
}
