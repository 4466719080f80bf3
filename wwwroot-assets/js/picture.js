// A chart as a picture. Its colours are in style sheets, which a picture does not have: Plotly draws the chart again with what
// they gave it, and the result is laid under a heading on a surface of the theme. Plotly gives SVG: its own PNG goes through a
// blob: address, which the page's policy does not let an image have.

const SCALE = 2; // Pixels of the picture per pixel of the page.
const LEAST = { width: 720, height: 320 };
const PAD = 16;
const TITLE = { size: 15, height: 20 };
const WORDS = { size: 12, height: 18 };
const LEGEND = 22;

/** The PNG as a Blob. `caption` is { title, note, about, words }. */
export async function pictureOf(element, caption) {
  const width = Math.max(element.clientWidth, LEAST.width);
  const height = Math.max(element.clientHeight, LEAST.height);
  const chart = new Image();
  chart.src = await Plotly.toImage(painted(element), { format: 'svg', width, height });
  await chart.decode();
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const lines = [caption.about, caption.words].flatMap(text => wrapped(pen, text, width));
  const head = PAD + TITLE.height + lines.length * WORDS.height + PAD / 2;
  canvas.width = (width + 2 * PAD) * SCALE;
  canvas.height = (head + height + PAD) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = token('--surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  write(pen, caption, lines, width);
  pen.drawImage(chart, PAD, head, width, height);
  return new Promise(resolve => { canvas.toBlob(resolve, 'image/png'); });
}

function write(pen, { title, note }, lines, width) {
  pen.font = font(600, TITLE.size);
  pen.fillStyle = token('--text');
  pen.fillText(title, PAD, PAD + TITLE.size - 3);
  const end = PAD + pen.measureText(title).width + 10;
  pen.font = font(400, WORDS.size);
  pen.fillStyle = token('--muted');
  if (note) pen.fillText(note, end, PAD + TITLE.size - 3, Math.max(1, width + PAD - end));
  pen.fillStyle = token('--text2');
  lines.forEach((line, i) => pen.fillText(line, PAD, PAD + TITLE.height + (i + 1) * WORDS.height - 6, width));
}

/** Broken between words where it is wider than the chart. */
function wrapped(pen, text, width) {
  pen.font = font(400, WORDS.size);
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function font(weight, size) {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}

/** The chart with the colours it has on the page. */
function painted(element) {
  const data = element.data.map(trace => paintedTrace(element, trace));
  const layout = JSON.parse(JSON.stringify(element.layout));
  const hasLegend = data.filter(trace => trace.showlegend).length > 1;
  delete layout.autosize;
  layout.font = { family: 'Inter, system-ui, sans-serif', color: token('--muted') };
  layout.showlegend = hasLegend;
  layout.legend = { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', font: { size: 11, color: token('--text2') } };
  layout.margin = { ...layout.margin, t: layout.margin.t + (hasLegend ? LEGEND : 0) };
  for (const axis of [layout.xaxis, layout.yaxis]) {
    Object.assign(axis, { gridcolor: token('--grid'), zerolinecolor: token('--line'), tickfont: { size: 11, color: token('--muted') } });
  }
  layout.shapes = (layout.shapes ?? []).map((shape, i) => paintedShape(element, shape, i));
  layout.annotations = (layout.annotations ?? []).map((words, i) =>
    ({ ...words, font: { ...words.font, color: styleOf(element, `.annotation[data-index="${i}"] .annotation-text`)?.fill } }));
  layout.images = backdrop(element);
  return { data, layout, config: { staticPlot: true } };
}

function paintedTrace(element, trace) {
  const root = trace.type === 'bar' ? '.barlayer' : `.trace${trace.uid}`;
  const [line, fill, point] = [styleOf(element, `${root} .js-line`), styleOf(element, `${root} .js-fill`), styleOf(element, `${root} .point:is(path), ${root} .point path`)];
  const copy = { ...trace, uid: undefined, showlegend: Boolean(trace.name) && trace.visible !== false };
  if (line) copy.line = { ...trace.line, color: colour(line.stroke, line.strokeOpacity) };
  if (fill) copy.fillcolor = colour(fill.fill, fill.fillOpacity);
  if (point) copy.marker = { ...trace.marker, color: colour(point.fill, point.fillOpacity * point.opacity), line: { ...trace.marker?.line, color: colour(point.stroke, 1) } };
  return copy;
}

function paintedShape(element, shape, i) {
  const style = styleOf(element, `.shapelayer [data-index="${i}"] path`);
  return style ? { ...shape, fillcolor: colour(style.fill, style.fillOpacity), line: { ...shape.line, color: colour(style.stroke, style.strokeOpacity) } } : shape;
}

/** The map behind the lines, over the plot's own area. */
function backdrop(element) {
  const map = element.closest('.chart').querySelector(':scope > .heat');
  if (!map) return [];
  const copy = map.cloneNode(true);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', map.clientWidth);
  copy.setAttribute('height', map.clientHeight);
  copy.setAttribute('shape-rendering', 'crispEdges');
  [...copy.children].forEach((path, i) => { path.style.fill = getComputedStyle(map.children[i]).fill; });
  const source = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  return [{ source, xref: 'paper', yref: 'paper', x: 0, y: 1, sizex: 1, sizey: 1, sizing: 'stretch', layer: 'below' }];
}

function styleOf(element, selector) {
  const found = element.querySelector(selector);
  return found && getComputedStyle(found);
}

/** "rgb(1, 2, 3)" and how much of it. */
function colour(paint, opacity) {
  const parts = /^rgb\((.+)\)$/.exec(paint)?.[1];
  return parts ? `rgba(${parts}, ${opacity})` : 'rgba(0, 0, 0, 0)';
}

/** The value of a token in the theme in force. */
function token(name) {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(${name})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
