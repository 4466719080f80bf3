// What must work without the circuit: theme, copying, and saying that the connection is down.

const root = document.documentElement;

// ---- theme: a cookie the server reads while prerendering, so that the first paint is right ----
function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function toggleTheme() {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
}

// ---- copying ----
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    selectText(source); // No clipboard without HTTPS: select it, so that Ctrl+C copies.
    return;
  }
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 2000);
}

function selectText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

document.addEventListener('click', event => {
  const target = event.target.closest?.('[data-theme-toggle], [data-copy], [data-retry]');
  if (target?.matches('[data-theme-toggle]')) toggleTheme();
  else if (target?.matches('[data-copy]')) copy(target);
  else if (target?.matches('[data-retry]')) reconnect();
});

// ---- title: set in place, so that the page is never without one ----
globalThis.dashboardTitle = text => { document.title = text; };

// ---- words that are cut off: whole in a tooltip, so that the server need not send them twice ----
document.addEventListener('pointerover', event => {
  const words = event.target.closest?.('[data-whole]');
  if (words) words.title = words.scrollWidth > words.clientWidth ? words.textContent : '';
});

// ---- connection: Blazor reports to the element with this id; charts.js reports each frame ----
const toast = document.getElementById('components-reconnect-modal');
const AWAY = 'dashboard.away';
let lastFrame = null; // Of a page without charts none comes.
let lostAt = null;
let clock;
globalThis.addEventListener('dashboard:frame', () => { lastFrame = Date.now(); });

function say(text) {
  document.querySelectorAll('[data-connection-text]').forEach(e => { e.textContent = text; });
}

function age() {
  const seconds = Math.round((Date.now() - (lastFrame ?? lostAt)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

function showDown() {
  root.dataset.connection = 'down';
  lostAt ??= Date.now();
  const tell = () => say(`Reconnecting, last update ${age()} ago`);
  tell();
  clock ??= setInterval(tell, 1000);
}

function showUp() {
  delete root.dataset.connection;
  clearInterval(clock);
  clock = undefined;
  lostAt = null;
}

/** With the same address, and so the same view; the page to come is told since when its viewer was away. */
function startAnew() {
  try {
    sessionStorage.setItem(AWAY, JSON.stringify({ since: lastFrame ?? lostAt ?? Date.now(), run: root.dataset.run }));
  } catch {
    // No storage in this browser: the page comes back without a word.
  }
  location.reload();
}

/** Called once by the page after it was loaded; null unless startAnew loaded it. */
globalThis.dashboardAbsence = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(AWAY));
    sessionStorage.removeItem(AWAY);
    return kept && { seconds: (Date.now() - kept.since) / 1000, isRestart: kept.run !== root.dataset.run };
  } catch {
    return null;
  }
};

/** The server may have restarted and forgotten this page: then the page starts anew. */
async function reconnect() {
  try {
    if (!await Blazor.reconnect()) startAnew();
  } catch {
    showDown(); // Still unreachable.
  }
}

toast?.addEventListener('components-reconnect-state-changed', ({ detail }) => {
  if (detail.state === 'hide') showUp();
  else if (detail.state === 'rejected') startAnew();
  else {
    showDown();
    if (detail.state === 'failed') retryLater();
  }
});

function retryLater() {
  setTimeout(() => root.dataset.connection === 'down' && reconnect(), 5000);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && root.dataset.connection === 'down') reconnect();
});

// ---- skip link: with a <base>, "#content" alone would lead to the first page ----
document.addEventListener('click', event => {
  if (!event.target.closest?.('.skip')) return;
  event.preventDefault();
  document.getElementById('content')?.focus();
}, { capture: true });

// ---- rail: a drawer where the window is narrow ----
function setMenu(isOpen) {
  if (isOpen === (root.dataset.menu === 'open')) return;
  if (isOpen) root.dataset.menu = 'open';
  else delete root.dataset.menu;
  const button = document.querySelector('[data-menu-button]');
  button?.setAttribute('aria-expanded', String(isOpen));
  const page = document.querySelector('.page');
  if (page) page.inert = isOpen;
  if (isOpen) document.querySelector('#rail a')?.focus();
  else button?.focus();
}

document.addEventListener('click', event => {
  const target = event.target.closest?.('[data-menu-button], [data-menu-close], #rail a');
  if (target) setMenu(target.matches('[data-menu-button]') && root.dataset.menu !== 'open');
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') setMenu(false);
});

matchMedia('(min-width: 1101px)').addEventListener('change', () => setMenu(false));

// ---- kiosk: the cursor leaves after a while, Escape leads back to the page with its bar ----
const IDLE = 3_000;
let idleTimer;

document.addEventListener('pointermove', () => {
  delete root.dataset.idle;
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => { root.dataset.idle = ''; }, IDLE);
});

document.addEventListener('keydown', event => {
  const address = new URL(location.href);
  if (event.key !== 'Escape' || !address.searchParams.has('kiosk')) return;
  address.searchParams.delete('kiosk');
  location.replace(address);
});
