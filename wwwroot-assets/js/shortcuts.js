// Keys for people who live here: the palette, the sheet of shortcuts, pages after g, pause and time range. Everything goes
// through links and buttons that are on the page anyway; the only call to the server fills the palette's list.

const WAIT = 1_000; // Milliseconds a second key may take after g.
const RECENT = 8; // Places remembered.
const KEY = 'dashboard.recent';
const palette = () => document.getElementById('palette');
const sheet = () => document.getElementById('shortcuts');
let pressedG = 0;
let active = null;

document.addEventListener('keydown', event => {
  if (palette()?.open) return inPalette(event);
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') return take(event, openPalette);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open], .mud-dialog, .mud-popover-open')) return;
  const afterG = performance.now() - pressedG < WAIT;
  pressedG = 0;
  if (afterG) document.querySelector(`#rail a[data-key="${CSS.escape(event.key)}"]`)?.click();
  else if (event.key === 'g') pressedG = performance.now();
  else if (event.key === '/') take(event, openPalette);
  else if (event.key === '?') take(event, () => sheet()?.showModal());
  else if (event.key === 't') take(event, openRange);
  else if (event.key === ' ' && !event.target.closest?.('a, button, summary, [role="button"], [tabindex="0"]')) take(event, () => document.querySelector('button.live:not([disabled])')?.click());
});

document.addEventListener('click', event => {
  const target = event.target.closest?.('[data-palette-open], [data-shortcuts], #palette [role="option"]') ?? event.target;
  if (target.matches?.('[data-palette-open]')) openPalette();
  else if (target.matches?.('#palette [role="option"]')) choose(target);
  else if (target.matches?.('dialog.palette')) target.close(); // Outside its content: the backdrop.
});

document.addEventListener('input', event => {
  if (event.target.closest?.('#palette')) filter();
});

function isTyping(target) {
  return target.closest?.('input, textarea, select, [contenteditable="true"]');
}

function take(event, act) {
  event.preventDefault();
  act();
}

function openRange() {
  document.querySelector('.bar .pill[title="Time range"]')?.click();
}

function openPalette() {
  const dialog = palette();
  if (!dialog || dialog.open) return;
  document.querySelector('[data-palette-fill]').click();
  dialog.showModal();
  const input = dialog.querySelector('input');
  input.value = '';
  input.focus();
  new MutationObserver((_, observer) => dialog.open ? filter() : observer.disconnect()).observe(list(), { childList: true });
  filter();
}

function list() {
  return palette().querySelector('[role="listbox"]');
}

function inPalette(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) take(event, () => move(moves[event.key]));
  else if (event.key === 'Enter') take(event, () => active?.click());
}

/** The best match first; without words those gone to lately. The order is CSS's: Blazor owns the elements. */
function filter() {
  const words = palette().querySelector('input').value.trim().toLowerCase();
  const recent = remembered();
  for (const option of list().children) {
    const text = option.textContent.toLowerCase();
    const rank = words ? score(text, words) : recent.includes(option.id) ? recent.indexOf(option.id) - RECENT : 0;
    option.hidden = rank === null;
    option.style.order = rank ?? 0;
  }
  const shown = options();
  palette().querySelector('.nothing').hidden = shown.length > 0 || list().children.length === 0;
  select(shown[0] ?? null);
}

/** Lower is better; null when the letters are not all there in this order. Whole words beat letters apart. */
export function score(text, words) {
  const at = text.indexOf(words);
  if (at >= 0) return at === 0 || text[at - 1] === ' ' || text[at - 1] === '-' ? at : 100 + at;
  let from = 0;
  let gaps = 0;
  for (const letter of words.replaceAll(' ', '')) {
    const next = text.indexOf(letter, from);
    if (next < 0) return null;
    gaps += next - from;
    from = next + 1;
  }
  return 1_000 + gaps;
}

function options() {
  return [...list().children].filter(option => !option.hidden)
    .map((option, i) => ({ option, i })).sort((a, b) => a.option.style.order - b.option.style.order || a.i - b.i).map(o => o.option);
}

function move(step) {
  const shown = options();
  if (shown.length) select(shown[(shown.indexOf(active) + step + shown.length) % shown.length]);
}

function select(option) {
  active?.setAttribute('aria-selected', 'false');
  active = option;
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  const input = palette().querySelector('input');
  if (option) input.setAttribute('aria-activedescendant', option.id);
  else input.removeAttribute('aria-activedescendant');
}

function choose(option) {
  try {
    localStorage.setItem(KEY, JSON.stringify([option.id, ...remembered().filter(id => id !== option.id)].slice(0, RECENT)));
  } catch {
    // No storage in this browser: nothing is remembered.
  }
  palette().close();
  if (option.matches('[data-shortcuts]')) sheet().showModal();
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
