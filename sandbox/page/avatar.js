import { el } from './dom.js';
import { avatarColour, initialsOf } from './people.js';

/** Initials on a colour that depends on the name. */
export function avatar(/** @type {string} */ name) {
  return el(
    'div.avatar',
    { style: { 'background-color': avatarColour(name) }, 'aria-hidden': 'true' },
    initialsOf(name),
  );
}

/** The small avatar before a name in a line of text. */
export function miniAvatar(/** @type {string} */ name) {
  const initial = initialsOf(name).slice(0, 1);
  return el('span.mini-avatar', { style: { 'background-color': avatarColour(name) }, 'aria-hidden': 'true' }, initial);
}
