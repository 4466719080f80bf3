// Sends files to the evaluation endpoint straight from the browser: a gigabyte must not pass through the circuit.

const headerBytes = 65536;
const footerEnd = 8; // Length of the footer and the magic word.
const longestFooter = 1048000; // What the endpoint takes.
let current;

function fileOf(id) {
  return document.getElementById(id)?.files?.[0];
}

function isParquet(file) {
  return file.name.toLowerCase().endsWith('.parquet');
}

function typeOf(file) {
  return isParquet(file) ? 'application/vnd.apache.parquet' : 'text/csv';
}

async function footerOf(file) {
  const end = new DataView(await file.slice(-footerEnd).arrayBuffer());
  const length = end.byteLength < footerEnd ? 0 : end.getUint32(0, true) + footerEnd;
  return length > longestFooter ? null : file.slice(-Math.max(length, footerEnd));
}

function problemOf(status, text) {
  try {
    const body = JSON.parse(text);
    return { status, detail: body.parameter ? `${body.parameter}: ${body.detail}` : body.detail };
  } catch {
    return { status, detail: `the server answered ${status}` };
  }
}

/** Name and size of the chosen file, and what the server makes of its columns; null without a file. */
export async function inspect(id) {
  const file = fileOf(id);
  if (!file) return null;
  const part = isParquet(file) ? await footerOf(file) : file.slice(0, headerBytes);
  if (part === null) return { name: file.name, size: file.size, columns: [], problem: null }; // Looked at when all of it is there.
  const response = await fetch('api/v1/evaluations/columns', { method: 'POST', headers: { 'Content-Type': typeOf(file) }, body: part });
  const text = await response.text();
  if (!response.ok) return { name: file.name, size: file.size, columns: [], problem: problemOf(response.status, text).detail, isBroken: true };
  const answer = JSON.parse(text);
  return {
    name: file.name, size: file.size, columns: answer.columns.slice(0, 500), problem: answer.problem,
    prediction: answer.prediction, groundTruth: answer.ground_truth, score: answer.score,
  };
}

/** Starts sending and returns at once; state() tells how it goes. */
export function send(id, query) {
  const file = fileOf(id);
  const request = new XMLHttpRequest();
  const upload = { sent: 0, isDone: false, id: null, detail: null, request };
  current = upload;
  request.upload.onprogress = event => { upload.sent = event.loaded; };
  request.onload = () => {
    upload.isDone = true;
    if (request.status === 201) upload.id = JSON.parse(request.responseText).head.id;
    else upload.detail = problemOf(request.status, request.responseText).detail;
  };
  request.onerror = () => {
    upload.isDone = true;
    upload.detail = 'the connection was closed before the file had arrived';
  };
  request.open('POST', `api/v1/evaluations?${query}`);
  request.setRequestHeader('Content-Type', typeOf(file));
  request.send(file);
}

export function state() {
  return current && { sent: current.sent, isDone: current.isDone, id: current.id, detail: current.detail };
}

export function cancel() {
  current?.request.abort();
  current = undefined;
}
