/** Times in Discord's formats. Pure: `now` is passed in, milliseconds; uses the user's own time zone. */

const LOCALE = 'en-GB';
const DAY_MS = 86_400_000;

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** Largest unit first: [unit, seconds in it]. @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/**
 * `<t:seconds:style>` in words; the style is one of t T d D f F R.
 * A date no calendar holds is "Invalid Date", as it is there.
 */
export function formatTime(/** @type {number} */ seconds, /** @type {string} */ style, /** @type {number} */ now) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  if (style === 'R') return relative(seconds - now / 1000);
  return formatter(style).format(date);
}

/** Next to an author's name: "16:20" today, "Yesterday at 16:20", "20/11/2026, 16:20" before. */
export function messageTime(/** @type {string} */ iso, /** @type {number} */ now) {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  if (isSameDay(at, now)) return clockTime(iso);
  if (isSameDay(at, now - DAY_MS)) return `Yesterday at ${clockTime(iso)}`;
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'short' }).format(at);
}

/** "16:20". */
export function clockTime(/** @type {string} */ iso) {
  return formatTime(Date.parse(iso) / 1000, 't', 0);
}

/** "20 November 2026": the divider between two days. */
export function dayOf(/** @type {string} */ iso) {
  return formatTime(Date.parse(iso) / 1000, 'D', 0);
}

/** Creating one takes longer than using it a hundred times. */
const formatters = new Map();

/** @returns {Intl.DateTimeFormat} */
function formatter(/** @type {string} */ style) {
  const known = Object.hasOwn(STYLES, style) ? style : 'f';
  if (!formatters.has(known)) formatters.set(known, new Intl.DateTimeFormat(LOCALE, STYLES[known]));
  return formatters.get(known);
}

function relative(/** @type {number} */ seconds) {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en').format(Math.round(seconds / length), unit);
}

function isSameDay(/** @type {number} */ one, /** @type {number} */ other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** "2.6 s". */
export function seconds(/** @type {number} */ ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
