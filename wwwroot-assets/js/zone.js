// The viewer's clock: the browser's time zone or UTC. The server writes all times but those in charts; cookies tell it the zone
// before the first byte of the next page, and data-clock tells the charts.

const YEAR = 31_536_000;

/** The browser's zone as the IANA names it, such as Europe/Berlin. */
export function zone() {
  const id = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  remember('zone', id);
  return id;
}

/** All charts go by UTC, or by the browser's zone. */
export function show(isUtc) {
  const clock = isUtc ? 'utc' : 'local';
  if (document.documentElement.dataset.clock === clock) return;
  document.documentElement.dataset.clock = clock;
  globalThis.dispatchEvent(new Event('dashboard:clock'));
}

/** What this viewer prefers from now on. */
export function prefer(isUtc) {
  remember('clock', isUtc ? 'utc' : 'local');
  show(isUtc);
}

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}
