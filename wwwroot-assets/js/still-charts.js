// Charts that do not follow the ticks: the server sends points now and then (ChartData), and a mark that a control moves.

/** `data` is { traces: [{ x, y, details }], xRange, yRange }, `mark` { x, y } or null; it is the last trace. */
export function drawStill(element, data, mark) {
  const traces = [...data.traces, ...(element.data.length > data.traces.length ? [mark ?? { x: [], y: [] }] : [])];
  const isDrawn = element.dataset.drawn === data.key;
  element.dataset.drawn = data.key;
  if (isDrawn && mark) {
    Plotly.restyle(element, { x: [mark.x], y: [mark.y] }, [traces.length - 1]);
    return;
  }
  Plotly.update(element,
    {
      x: traces.map(trace => trace.x),
      y: traces.map(trace => trace.y),
      customdata: traces.map(trace => trace.details ?? null),
    },
    axes(data));
}

function axes({ xRange, yRange }) {
  const layout = {};
  if (xRange) layout['xaxis.range'] = xRange;
  if (yRange) layout['yaxis.range'] = yRange;
  else layout['yaxis.autorange'] = true;
  return layout;
}
