// Lines over time: those the server read apart from the ticks (percentiles, traffic, errors, two versions), and the small ones of tiles.

import { wallTime, niceStep, timeFormat, valueRange } from './axes.js';

const FEW_POINTS = 40; // Below this many, points get markers.
const MARKS = 14; // Of a line of many points: enough to tell it from others.
const FIRM = { least: 5, ofUsual: 0.1 }; // Of 5 labels, the interval of a mean is about one standard deviation to each side.
const isGap = v => v === null || v === undefined;

/**
 * The area between two ends of an interval, one closed outline for each stretch without gaps: a fill from line to line would leap over
 * them. For a trace filled "toself".
 */
export function band(x, low, high) {
  const outline = { x: [], y: [] };
  const isKnown = i => !isGap(low[i]) && !isGap(high[i]);
  for (let from = 0; from < x.length; from++) {
    if (!isKnown(from)) continue;
    let end = from;
    while (end < x.length && isKnown(end)) end++;
    outline.x.push(...x.slice(from, end), ...x.slice(from, end).reverse(), null);
    outline.y.push(...high.slice(from, end), ...low.slice(from, end).reverse(), null);
    from = end;
  }
  return outline;
}

/**
 * The bounds an axis makes room for. Those of very few (the interval of a mean of two: nine standard deviations to each side), or of far
 * fewer than the other points have, would press the line flat: they are drawn, and cut off at the edge.
 */
export function firm(bounds, n) {
  const counts = n.filter(count => count > 0).sort((a, b) => a - b);
  const least = Math.max(FIRM.least, FIRM.ofUsual * (counts[counts.length >> 1] ?? 0));
  return bounds.map((bound, i) => n[i] >= least ? bound : null);
}

/** Markers where points are few, or one stands between two gaps: it is no line. */
export function lineMode(values, few = FEW_POINTS) {
  const isAlone = (v, i) => !isGap(v) && isGap(values[i - 1]) && isGap(values[i + 1]);
  return values.filter(v => !isGap(v)).length < few || values.some(isAlone) ? 'lines+markers' : 'lines';
}

/** Draws `{ t, from, to, scale, zero, range, lines: [{ name, y, lo, hi, n }] }`; where a line has bounds, their band is the trace before it. */
export function drawLines(element, data) {
  const x = data.t.map(wallTime);
  const traces = data.lines.flatMap(line => line.lo ? [area(band(x, line.lo, line.hi)), trace(x, line)] : [trace(x, line)]);
  Plotly.update(element,
    { x: traces.map(t => t.x), y: traces.map(t => t.y), name: traces.map(t => t.name), customdata: traces.map(t => t.details), mode: traces.map(t => t.mode) },
    {
      'xaxis.range': [wallTime(data.from), wallTime(data.to)],
      'xaxis.tickformat': timeFormat(data.to - data.from),
      ...valueAxis(data, data.lines.flatMap(line => [line.y, firm(line.lo ?? [], line.n), firm(line.hi ?? [], line.n)]), element._fullLayout.yaxis.ticksuffix),
    });
}

/** The lines of such data as the last `count` traces of a chart; those it has no line for are hidden. `over` names the line below. */
export function laidOver(data, count) {
  const lines = Array.from({ length: count }, (_, i) => data?.lines?.[i]);
  const x = (data?.t ?? []).map(wallTime);
  const of = (read, none) => lines.map(line => line ? read(line) : none);
  return {
    over: data?.over ?? '',
    x: of(() => x, []),
    y: of(line => line.y, []),
    customdata: of(line => line.y.map((_, i) => [line.lo[i], line.hi[i], line.n[i], `${line.name}: `]), null),
    mode: of(() => 'lines+markers', 'lines'),
    marks: of(line => lineMode(line.y) === 'lines' ? MARKS : 0, 0),
    name: of(line => line.name, undefined),
    visible: of(() => true, false),
  };
}

function area(outline) {
  return { ...outline, details: null, mode: 'lines' };
}

function trace(x, line) {
  return { x, y: line.y, name: line.name, details: line.y.map((_, i) => [line.lo?.[i], line.hi?.[i], line.n[i]]), mode: lineMode(line.y) };
}

function valueAxis({ range, zero, scale }, columns, suffix) {
  if (range) {
    const ticks = roundTicks(...range);
    return { 'yaxis.range': range.map(Math.log10), 'yaxis.tickvals': ticks, 'yaxis.ticktext': ticks.map(tick => tick.toLocaleString('en') + suffix) };
  }
  if (!zero) return { 'yaxis.range': valueRange(columns, scale) };
  const top = Math.max(...columns.flat().filter(v => v !== null), 1e-9) * 1.08;
  const step = niceStep(top / 5);
  return { 'yaxis.range': [0, Math.ceil(top / step) * step] };
}

/** 1, 2 and 5 times powers of ten, or the powers alone where there would be many. */
function roundTicks(low, high) {
  const steps = high / low > 1_000 ? [1] : [1, 2, 5];
  const powers = Array.from({ length: 24 }, (_, i) => 10 ** (i - 6));
  return powers.flatMap(power => steps.map(step => step * power)).filter(tick => tick >= low * 0.999 && tick <= high * 1.001);
}

/** Tiles' small trends, of the main chart's points: <svg data-spark="q"> holds one polygon and one polyline. */
export function drawSparks(points) {
  for (const svg of document.querySelectorAll('svg[data-spark]')) {
    const path = sparkPath(points[svg.dataset.spark] ?? []);
    svg.querySelector('polyline').setAttribute('points', path);
    svg.querySelector('polygon').setAttribute('points', path && `${path} ${path.split(' ').at(-1).split(',')[0]},26 ${path.split(',')[0]},26`);
  }
}

function sparkPath(values) {
  const known = values.filter(v => v !== null);
  if (known.length < 2) return '';
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const place = (v, i) =>
    v === null ? '' : `${(i / (values.length - 1) * 100).toFixed(1)},${(24 - (max > min ? (v - min) / (max - min) : 0.5) * 22).toFixed(1)}`;
  return values.map(place).filter(Boolean).join(' ');
}
