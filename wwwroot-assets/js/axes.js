// Where axes begin and end, and what their ticks say.

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Plotly takes times as text and never converts zones: give it the viewer's clock, with the milliseconds. */
export function wallTime(milliseconds) {
  const shifted = isUtc() ? milliseconds : milliseconds - new Date(milliseconds).getTimezoneOffset() * MINUTE;
  return new Date(shifted).toISOString().slice(0, 23).replace('T', ' ');
}

/** The reverse, of Plotly's own measure: milliseconds of that clock. */
export function unixTime(wall) {
  return Math.round(isUtc() ? wall : new Date(new Date(wall).toISOString().slice(0, 23)).getTime());
}

/** zone.js says so. */
function isUtc() {
  return document.documentElement.dataset.clock === 'utc';
}

/** As short as the span allows: one line of ticks, so that the axis never changes its height. */
export function timeFormat(span) {
  if (span <= 2 * MINUTE) return '%H:%M:%S';
  if (span <= DAY) return '%H:%M';
  return span <= 4 * DAY ? '%d %b %H:%M' : '%d %b';
}

/** Where the data live, in steps coarse enough that the axis does not tremble. Below 0, or above 100 % where `scale` is 100, only if they are. */
export function valueRange(columns, scale) {
  const values = columns.flat().filter(v => v !== null && v !== undefined);
  if (!values.length) return [0, scale];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const isShare = scale === 100;
  const spread = Math.max(max - min, isShare ? 2 : Math.abs(max) * 0.02, 1e-9);
  const step = niceStep(spread / 6);
  const low = Math.floor((min - spread * 0.05) / step) * step;
  const high = Math.ceil((max + spread * 0.05) / step) * step;
  return [min < 0 ? low : Math.max(0, low), isShare && max <= 100 ? Math.min(100.4, high) : high];
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find(m => m * power >= rough) ?? 10);
}
